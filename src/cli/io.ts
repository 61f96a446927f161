import type { ExitCode } from "./exit-codes.ts";

/** What a command has of the world around it. */
export interface Io {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly stdin: NodeJS.ReadStream;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Aborted by ctrl-c and its kin. */
  readonly signal: AbortSignal;
}

/** One command: it writes to `io`, says how it ended, and leaves the exit itself to main. */
export type Command<Options> = (options: Options, io: Io) => Promise<ExitCode>;

/** Writes one line for a person, beside whatever goes to stdout. */
export function note(io: Pick<Io, "stderr">, line: string): void {
  io.stderr.write(`${line}\n`);
}
