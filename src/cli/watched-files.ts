import { join } from "node:path";
import { listConfigured, type WatchedSource } from "../config/resolved-config.ts";
import { nameMemory, nameSnapshot, type SnapshotIdentity } from "../store/snapshot-name.ts";

/** What is watched, by configuration and command line. */
export interface Watched {
  /** The configuration's file, null where there is none. */
  readonly file: string | null;
  readonly sources: readonly WatchedSource[];
  /** The globs of `--repo`. */
  readonly repos: readonly string[];
  /** The globs of `--branch`. */
  readonly branches: readonly string[];
}

/**
 * The snapshot of what is watched. Whoever watches anything else, be it one branch more, has another:
 * a 304 says that nothing is new only to one who kept the same rows.
 */
export function findSnapshotPath(folder: string, watched: Watched): string {
  return join(folder, nameSnapshot(identify(watched)));
}

/** The memory of the screen over what is watched; it stays its own while a configuration is edited. */
export function findMemoryPath(folder: string, watched: Watched): string {
  return join(folder, nameMemory(identify(watched)));
}

function identify(watched: Watched): SnapshotIdentity {
  const { file, repos, branches } = watched;
  const sources = watched.sources.map((source) => ({
    provider: source.provider,
    name: source.name,
    url: source.url,
    targets: listConfigured(source),
    branches: source.branches,
  }));
  return { file, sources, repos, branches };
}
