import { statSync } from "node:fs";
import { listConfigFiles } from "../../config/config-places.ts";
import type { Io } from "../io.ts";
import type { CommonOptions } from "../options.ts";
import { recallPlaces, rememberPlaces, type StatusPlace } from "./remembered-places.ts";

type PlaceOptions = Pick<CommonOptions, "config" | "source" | "repo" | "branch">;

/** For what no stamp shows, such as another git remote. */
const LIFE_MS = 600_000;

/**
 * Finds the place, by what was found last where no configuration has changed since: loading one takes
 * longer than all the rest, and a status bar asks every two seconds.
 */
export async function findPlace(
  options: PlaceOptions,
  { folder, home }: { readonly folder: string; readonly home: string },
  io: Io,
): Promise<StatusPlace> {
  const { cwd, env } = io;
  const { config: file = null, source = [], repo = [], branch = [] } = options;
  const key = JSON.stringify([cwd, home, env.XDG_CONFIG_HOME ?? "", file, source, repo, branch]);
  const stamp = stampFiles(listConfigFiles({ cwd, home, env, file }));
  const memories = await recallPlaces(folder);
  const nowMs = Date.now();
  const known = memories.find((it) => it.key === key && it.stamp === stamp);
  if (known !== undefined && Math.abs(nowMs - known.atMs) < LIFE_MS) return known.place;
  const { resolvePlace } = await import("./resolve-place.ts");
  const place = await resolvePlace(options, folder, io);
  const others = memories.filter((it) => it.key !== key);
  await rememberPlaces(folder, [{ key, stamp, atMs: nowMs, place }, ...others]);
  return place;
}

/** Changes with every file that comes, goes or is written. */
function stampFiles(files: readonly string[]): string {
  const stamps = files.flatMap((file, index) => {
    const stats = statSync(file, { throwIfNoEntry: false });
    return stats ? [`${index}:${stats.ino}:${stats.size}:${stats.mtimeMs}`] : [];
  });
  return stamps.join(" ");
}
