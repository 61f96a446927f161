import type { ExitCode } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import { LIST_OPTIONS, type ListOptions } from "./list/list-options.ts";
import { COMMON_OPTIONS } from "./options.ts";
import { parseQuickly } from "./quick-options.ts";
import { WATCH_OPTIONS, type WatchOptions } from "./watch-options.ts";

/**
 * Runs the commands that are started most without loading what reads every command line, describes and
 * explains it. Null, with nothing done yet, where that is needed: for another command, help, a mistake.
 */
export async function runDirectly(argv: readonly string[], io: Io): Promise<ExitCode | null> {
  if (argv[0] === "list") {
    const options = parseQuickly(argv.slice(1), [...LIST_OPTIONS, ...COMMON_OPTIONS]);
    if (options === null) return null;
    const { runList } = await import("./commands/list.ts");
    return runList(options as unknown as ListOptions, io);
  }
  const options = parseQuickly(argv, [...WATCH_OPTIONS, ...COMMON_OPTIONS]);
  if (options === null) return null;
  const { runWatch } = await import("./commands/watch.ts");
  return runWatch(options as unknown as WatchOptions, io);
}
