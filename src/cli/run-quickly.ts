import type { ExitCode } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import { COMMON_OPTIONS } from "./options.ts";
import { parseQuickly } from "./quick-options.ts";
import { STATUS_OPTIONS, type StatusOptions } from "./status/status-options.ts";

/**
 * Runs a command that is asked for every two seconds without loading the whole command line. Null where
 * there is anything else to it, be it `--help`: then nothing was done yet.
 */
export async function runQuickly(argv: readonly string[], io: Io): Promise<ExitCode | null> {
  if (argv[0] !== "status") return null;
  const { runStatus } = await import("./commands/status.ts");
  const options = parseQuickly(argv.slice(1), [...STATUS_OPTIONS, ...COMMON_OPTIONS]);
  return options && runStatus(options as unknown as StatusOptions, io);
}
