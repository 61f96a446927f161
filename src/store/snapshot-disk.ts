import { open, readFile, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { replaceFile } from "./replace-file.ts";
import type { SavedState } from "./saved-state.ts";
import {
  type DecodedSnapshot,
  decodeHeader,
  decodeSnapshot,
  encodeSnapshot,
  freshAt,
  SNAPSHOT_VERSION,
  type SnapshotHeader,
} from "./snapshot-format.ts";
import { sweepSnapshots } from "./snapshot-sweep.ts";

/** How a write ended: `newer`: another process knows more; `future`: the file is a later cimon's. */
export type SaveOutcome =
  | { readonly kind: "written"; readonly bytes: number }
  | { readonly kind: "newer" | "future" };

/** Where a snapshot lies. Everything may reject with the system's error. */
export interface SnapshotDisk {
  /** Null where there is no file. */
  read(): Promise<DecodedSnapshot | null>;
  /** Puts a state in the place of the file, as a whole or not at all; rejects when aborted. */
  save(state: SavedState, signal: AbortSignal): Promise<SaveOutcome>;
  /** Moves a broken file out of the way, over the one moved before. */
  setAside(): Promise<void>;
  /** Removes what nobody will read any more beside it. */
  sweep(): Promise<void>;
}

/** Far more than ten thousand rows take. */
const MAX_BYTES = 512 * 1024 * 1024;

/** Longer than any header. */
const HEADER_BYTES = 512;

/** How far in the future a file may be before its time is a broken clock's and counts for nothing. */
const CLOCK_TOLERANCE_MS = 60_000;

/** Creates the disk side of the snapshot at `path`; `now` gives milliseconds since 1970. */
export function createSnapshotDisk(path: string, now: () => number): SnapshotDisk {
  // The file as we left it: while it is that very one, nobody else has written.
  let own: string | null = null;

  /** Whether the file on disk may be replaced by a state as fresh as `fresh`. */
  async function judge(fresh: string): Promise<SaveOutcome["kind"]> {
    if (own !== null && own === (await readIdentity(path))) return "written";
    const header = await readHeader(path);
    if (header === null) return "written";
    if (header.version > SNAPSHOT_VERSION) return "future";
    const isNewer = header.freshAt !== null && header.freshAt > fresh;
    const isPlausible = Date.parse(header.freshAt ?? "") <= now() + CLOCK_TOLERANCE_MS;
    return isNewer && isPlausible ? "newer" : "written";
  }

  return {
    async read() {
      const stats = await stat(path).catch(ignoreMissing);
      if (!stats) return null;
      if (!stats.isFile()) throw new Error("it is no file");
      if (stats.size > MAX_BYTES) return { kind: "broken" };
      const bytes = await readFile(path).catch(ignoreMissing);
      return bytes ? decodeSnapshot(splitLines(bytes)) : null;
    },
    async save(state, signal) {
      const verdict = await judge(freshAt(state) ?? "");
      if (verdict !== "written") return { kind: verdict };
      const bytes = await replaceFile(path, encodeSnapshot(state), signal);
      own = await readIdentity(path);
      return { kind: "written", bytes };
    },
    async setAside() {
      await rename(path, `${path}.broken`);
    },
    sweep: () => sweepSnapshots(dirname(path), now()),
  };
}

/** One line at a time, for all of a snapshot may be more than one string can hold. */
function splitLines(bytes: Buffer): readonly string[] {
  const lines: string[] = [];
  for (let start = 0; ; ) {
    const end = bytes.indexOf(10, start);
    if (end === -1) return lines;
    lines.push(bytes.toString("utf8", start, end));
    start = end + 1;
  }
}

async function readHeader(path: string): Promise<SnapshotHeader | null> {
  const handle = await open(path, "r").catch(ignoreMissing);
  if (!handle) return null;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    const [line] = buffer.toString("utf8", 0, bytesRead).split("\n", 1);
    return decodeHeader(line ?? "");
  } finally {
    await handle.close();
  }
}

async function readIdentity(path: string): Promise<string | null> {
  const stats = await stat(path, { bigint: true }).catch(ignoreMissing);
  return stats ? `${stats.dev} ${stats.ino} ${stats.size} ${stats.mtimeNs}` : null;
}

function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}
