import { statSync } from "node:fs";
import { listConfigFiles } from "../../config/config-places.ts";
import type { Io } from "../io.ts";
import type { CommonOptions } from "../options.ts";
import { recallPlaces, rememberPlace, type StatusPlace } from "./remembered-places.ts";

/** The options that decide where the answer lies. */
export type PlaceOptions = Pick<CommonOptions, "config" | "source" | "repo" | "branch">;

/** The user's folders. */
export interface UserFolders {
  /** That of the caches. */
  readonly folder: string;
  readonly home: string;
}

/** For what no stamp shows, such as another git remote. */
const LIFE_MS = 600_000;

/**
 * The place as it was found last, null where that was never or a configuration has changed since. Loading
 * one takes longer than all the rest, and a status bar asks every two seconds.
 */
export async function recallPlace(
  options: PlaceOptions,
  folders: UserFolders,
  io: Pick<Io, "cwd" | "env">,
): Promise<StatusPlace | null> {
  const { key, stamp } = describeQuestion(options, folders, io);
  const memories = await recallPlaces(folders.folder);
  const known = memories.find((it) => it.key === key && it.stamp === stamp);
  return known !== undefined && Math.abs(Date.now() - known.atMs) < LIFE_MS ? known.place : null;
}

/** The place as it was found last, else as `resolve` finds it now, which is then remembered. */
export async function findPlace(
  options: PlaceOptions,
  folders: UserFolders,
  io: Pick<Io, "cwd" | "env">,
  resolve: () => Promise<StatusPlace>,
): Promise<StatusPlace> {
  const recalled = await recallPlace(options, folders, io);
  if (recalled !== null) return recalled;
  const question = describeQuestion(options, folders, io);
  const place = await resolve();
  await rememberPlace(folders.folder, { ...question, atMs: Date.now(), place });
  return place;
}

function describeQuestion(
  { config, source = [], repo = [], branch = [] }: PlaceOptions,
  { home }: UserFolders,
  { cwd, env }: Pick<Io, "cwd" | "env">,
): { readonly key: string; readonly stamp: string } {
  const file = config ?? null;
  const key = JSON.stringify([cwd, home, env.XDG_CONFIG_HOME ?? "", file, source, repo, branch]);
  return { key, stamp: stampFiles(listConfigFiles({ cwd, home, env, file })) };
}

/** Changes with every file that comes, goes or is written. */
function stampFiles(files: readonly string[]): string {
  return files
    .map(stampFile)
    .filter((stamp) => stamp !== "")
    .join(" ");
}

function stampFile(file: string, index: number): string {
  try {
    // An error for each that is not there would take longer than all the rest.
    const stats = statSync(file, { throwIfNoEntry: false });
    return stats ? `${index}:${stats.ino}:${stats.size}:${stats.mtimeMs}` : "";
  } catch {
    return "";
  }
}
