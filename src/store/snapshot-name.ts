import { createHash } from "node:crypto";
import type { ProviderKind } from "../model/pipeline-run.ts";

/** What a snapshot is of; no part holds a credential. */
export interface SnapshotIdentity {
  /** The configuration's file, null where there is none. */
  readonly file: string | null;
  readonly sources: readonly {
    readonly provider: ProviderKind;
    readonly name: string;
    readonly url: string;
    /** Names and globs of what is watched. */
    readonly targets: readonly string[];
    /** Globs of the branches that are kept. */
    readonly branches: readonly string[];
  }[];
  /** What the command line narrows the repositories and branches to. */
  readonly repos: readonly string[];
  readonly branches: readonly string[];
}

/** The name of a snapshot's file; the same for the same identity, for ever. */
export function nameSnapshot(identity: SnapshotIdentity): string {
  return `snapshot-${hashIdentity(identity)}.json`;
}

/**
 * The name of the file in which a screen's memory is kept. A configuration's file keeps its own
 * whatever is written into it; without one it is that of the sources.
 */
export function nameMemory(identity: SnapshotIdentity): string {
  const sources = identity.file === null ? identity.sources : [];
  return `screen-${hashIdentity({ ...identity, sources })}.json`;
}

function hashIdentity({ file, sources, repos, branches }: SnapshotIdentity): string {
  // Positions, so that neither the order of an object's members nor a further one changes the name.
  const parts = [
    file,
    sources.map((it) => [it.provider, it.name, it.url, it.targets, it.branches]),
    repos,
    branches,
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}

/** What the files of snapshots are called: whole ones, ones set aside, and ones half written. */
export const SNAPSHOT_FILE = /^snapshot-[0-9a-f]{16}\.json(?<suffix>\.broken|\.[\w-]+\.tmp)?$/u;

/** The same for the files of screens' memories. */
export const MEMORY_FILE = /^screen-[0-9a-f]{16}\.json(?<suffix>\.broken|\.[\w-]+\.tmp)?$/u;
