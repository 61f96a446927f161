import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { MEMORY_FILE, SNAPSHOT_FILE } from "./snapshot-name.ts";

/** What a killed process left half written; nobody takes an hour to write. */
const HALF_WRITTEN_MS = 3_600_000;

/** What was watched this long ago has gone out of use. */
const UNUSED_MS = 90 * 86_400_000;

/** Removes what nobody will read any more from the folder of snapshots and memories, and nothing else; never rejects. */
export async function sweepSnapshots(folder: string, nowMs: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  await Promise.all(
    names.map(async (name) => {
      const match = SNAPSHOT_FILE.exec(name) ?? MEMORY_FILE.exec(name);
      if (match === null) return;
      const path = join(folder, name);
      const mayAgeMs = match.groups?.suffix?.endsWith(".tmp") ? HALF_WRITTEN_MS : UNUSED_MS;
      const stats = await stat(path).catch(() => null);
      if (stats !== null && nowMs - stats.mtimeMs > mayAgeMs) await rm(path).catch(() => {});
    }),
  );
}
