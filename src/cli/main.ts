import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import { dieByHangUp, watchTerminal } from "./lost-terminal.ts";
import { runDirectly } from "./run-directly.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs one command line, without the name of the program; the process' exit code is set from it. */
export async function main(argv: readonly string[]): Promise<void> {
  const controller = new AbortController();
  const { stdout, stderr, stdin, env } = process;
  const io: Io = { stdout, stderr, stdin, env, cwd: process.cwd(), signal: controller.signal };
  const terminal = watchTerminal([stdin, stdout, stderr], () =>
    controller.abort(new Error("ended: the terminal is gone")),
  );
  for (const signal of SIGNALS) {
    // To stay is to end in order: with no listener left, others would end the process on the spot.
    process.on(signal, () => {
      if (signal === "SIGHUP" && stdin.isTTY) terminal.lose();
      if (!controller.signal.aborted) controller.abort(new Error(`ended by ${signal}`));
      // A terminal that goes away says so more than once; a person who says so twice means it.
      else if (signal !== "SIGHUP") process.exit(EXIT.interrupted);
    });
  }
  let code: ExitCode = EXIT.ok;
  try {
    code = await runProgram(argv, io);
  } catch (error) {
    const { reportError } = await import("./report-error.ts");
    code = reportError(error, io);
  }
  process.exitCode = code;
  if (terminal.isGone()) dieByHangUp();
}

async function runProgram(argv: readonly string[], io: Io): Promise<ExitCode> {
  const direct = await runDirectly(argv, io);
  if (direct !== null) return direct;
  const { createProgram } = await import("./program.ts");
  let code: ExitCode = EXIT.ok;
  const program = createProgram(io, (ended) => {
    code = ended;
  });
  await program.parseAsync([...argv], { from: "user" });
  return code;
}
