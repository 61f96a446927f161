/** What a command is run with. */
interface RunOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs: number;
}

/** Runs a program without a shell; null where it is missing, fails or takes too long. */
export type RunCommand = (
  program: string,
  args: readonly string[],
  options: RunOptions,
) => Promise<string | null>;

/** The {@link RunCommand} that really runs it; resolves with what was printed, trimmed. */
export const runCommand: RunCommand = async (program, args, { cwd, env, timeoutMs }) => {
  const { execFile } = await import("node:child_process");
  const options = { cwd, env: { ...env }, timeout: timeoutMs, windowsHide: true };
  return new Promise((resolve) => {
    const child = execFile(program, [...args], options, (error, stdout) => {
      resolve(error === null ? stdout.trim() : null);
    });
    child.stdin?.end();
  });
};
