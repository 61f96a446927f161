import { open } from "node:fs/promises";
import type { StatusCounts } from "../model/status-counts.ts";
import { decodeHeader, decodeTargets, SNAPSHOT_VERSION } from "./snapshot-format.ts";

/** What the first lines of a snapshot say of all the rest. */
export interface SnapshotSummary {
  /** ISO. */
  readonly savedAt: string;
  /** When any target was last known to be right, ISO; null without targets. */
  readonly freshAt: string | null;
  readonly rows: number;
  /** Null where an earlier cimon did not write it. */
  readonly counts: StatusCounts | null;
  /** When anything of a source was last known to be right, ISO, by the source's name. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Most snapshots have their first lines within it. */
const PIECE_BYTES = 65_536;

/** Longer than the first lines of any snapshot. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads the summary of a snapshot; null where there is none, it is not one of ours or of a later
 * version, or cannot be read.
 */
export async function readSnapshotSummary(path: string): Promise<SnapshotSummary | null> {
  try {
    const [first = "", second = ""] = await readTwoLines(path);
    const header = decodeHeader(first);
    if (header === null || header.version > SNAPSHOT_VERSION) return null;
    const { savedAt, freshAt, rows, counts } = header;
    const sources = new Map<string, string>();
    for (const { source, lastOkAt } of decodeTargets(second)) {
      if (lastOkAt > (sources.get(source) ?? "")) sources.set(source, lastOkAt);
    }
    return { savedAt, freshAt, rows, counts, sources };
  } catch {
    return null;
  }
}

async function readTwoLines(path: string): Promise<readonly string[]> {
  const handle = await open(path, "r");
  try {
    const pieces: Buffer[] = [];
    let ends = 0;
    for (let bytes = 0; ends < 2 && bytes < MOST_BYTES; ) {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(PIECE_BYTES), 0, PIECE_BYTES);
      if (bytesRead === 0) break;
      const piece = buffer.subarray(0, bytesRead);
      pieces.push(piece);
      bytes += bytesRead;
      for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) ends += 1;
    }
    return Buffer.concat(pieces).toString("utf8").split("\n", 2);
  } finally {
    await handle.close();
  }
}
