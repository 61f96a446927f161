import { homedir } from "node:os";
import { findCacheFolder } from "../cache-folder.ts";
import type { ExitCode } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { findPlace } from "../status/find-place.ts";
import { resolvePlace } from "../status/resolve-place.ts";
import { showStatus } from "../status/show-status.ts";
import type { StatusOptions } from "../status/status-options.ts";

/** `cimon status`: one line from the snapshot of the live table; nobody is asked. */
export async function runStatus(options: StatusOptions, io: Io): Promise<ExitCode> {
  const home = homedir();
  const folder = findCacheFolder({ env: io.env, platform: process.platform, home });
  const place = await findPlace(options, { folder, home }, io, () =>
    resolvePlace(options, folder, io),
  );
  return showStatus(options, place, folder, io);
}
