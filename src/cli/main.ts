import { endQuietlyOnBrokenPipe } from "./broken-pipe.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import { runDirectly } from "./run-directly.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs one command line, without the name of the program; the process' exit code is set from it. */
export async function main(argv: readonly string[]): Promise<void> {
  const controller = new AbortController();
  const { stdout, stderr, stdin, env } = process;
  const io: Io = { stdout, stderr, stdin, env, cwd: process.cwd(), signal: controller.signal };
  for (const signal of SIGNALS) {
    // To stay is to end in order: with no listener left, others would end the process on the spot.
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(EXIT.interrupted);
      controller.abort(new Error(`ended by ${signal}`));
    });
  }
  stdout.on("error", endQuietlyOnBrokenPipe);
  stderr.on("error", endQuietlyOnBrokenPipe);
  let code: ExitCode = EXIT.ok;
  try {
    code = await runProgram(argv, io);
  } catch (error) {
    const { reportError } = await import("./report-error.ts");
    code = reportError(error, io);
  }
  process.exitCode = code;
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
