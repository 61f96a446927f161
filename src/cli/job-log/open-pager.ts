import { spawn } from "node:child_process";

/** `-R` lets colours through, and no other control sequence. */
const DEFAULT_PAGER = "less -R";

/**
 * Shows a file in the person's pager, `$PAGER` with its options, and resolves once that has ended. The
 * terminal must be free. Rejects with a sentence where there is no such program.
 */
export async function openPager(
  path: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<void> {
  const wanted = env.PAGER?.trim() || DEFAULT_PAGER;
  const [program = "", ...options] = wanted.split(/\s+/u);
  await withoutInterrupts(
    () =>
      new Promise<void>((resolve, reject) => {
        const child = spawn(program, [...options, path], { stdio: "inherit", env, signal });
        child.once("error", (error) => reject(explain(error, program, env)));
        child.once("exit", () => resolve());
      }),
  );
}

/** ctrl-c reaches every program of a terminal: in a pager it ends a search, and cimon is not meant. */
async function withoutInterrupts(act: () => Promise<void>): Promise<void> {
  const listeners = process.listeners("SIGINT");
  const ignore = () => {};
  process.on("SIGINT", ignore);
  for (const listener of listeners) process.off("SIGINT", listener);
  try {
    await act();
  } finally {
    for (const listener of listeners) process.on("SIGINT", listener);
    process.off("SIGINT", ignore);
  }
}

function explain(error: Error, program: string, env: NodeJS.ProcessEnv): Error {
  if (!("code" in error) || error.code !== "ENOENT") return error;
  const advice = env.PAGER?.trim() ? "set PAGER to one that is" : "install it or set PAGER";
  return new Error(`the pager ${program} is not installed: ${advice}`, { cause: error });
}
