import { homedir } from "node:os";
import { endQuietlyOnBrokenPipe } from "./broken-pipe.ts";
import { findCacheFolder } from "./cache-folder.ts";
import type { ExitCode } from "./exit-codes.ts";
import { COMMON_OPTIONS } from "./options.ts";
import { parseQuickly } from "./quick-options.ts";
import { recallPlace } from "./status/find-place.ts";
import { showStatus } from "./status/show-status.ts";
import { STATUS_OPTIONS, type StatusOptions } from "./status/status-options.ts";

/**
 * Runs what a status bar asks for every two seconds without loading all the rest of cimon. False where
 * there is more to it (another command, `--help`, a mistake, a configuration that has changed): then
 * nothing was done yet, and it is for `main`.
 */
export async function runQuickly(argv: readonly string[]): Promise<boolean> {
  if (argv[0] !== "status") return false;
  try {
    const code = await runRecalled(argv.slice(1));
    if (code === null) return false;
    process.exitCode = code;
    return true;
  } catch {
    // Whatever it is, main meets it as well and finds the words for it.
    return false;
  }
}

async function runRecalled(args: readonly string[]): Promise<ExitCode | null> {
  const read = parseQuickly(args, [...STATUS_OPTIONS, ...COMMON_OPTIONS]);
  if (read === null) return null;
  const options = read as unknown as StatusOptions;
  const { env, platform, stdout, stderr } = process;
  const home = homedir();
  const folder = findCacheFolder({ env, platform, home });
  const place = await recallPlace(options, { folder, home }, { cwd: process.cwd(), env });
  if (place === null) return null;
  stdout.on("error", endQuietlyOnBrokenPipe);
  return showStatus(options, place, folder, { stdout, stderr, env });
}
