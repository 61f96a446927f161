import { open } from "node:fs/promises";
import { StringDecoder } from "node:string_decoder";
import type { FilteredRow } from "../model/filter-matcher.ts";
import {
  countRowLines,
  decodeHeader,
  peekRows,
  peekSomeRows,
  SNAPSHOT_VERSION,
} from "./snapshot-format.ts";

/** A piece holds the rows of thirty lines, and a small snapshot whole. */
const PIECE_BYTES = 1024 * 1024;

/** Far more than the rows of any snapshot. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Reads of the rows of a snapshot what a filter looks at, and stops before their histories; `take` hears
 * of a hundred at a time, which nobody else holds. False where that is no snapshot of ours as a whole:
 * then what was heard counts for nothing. Rows whose JSON `mayMatch` does not let through may be left out.
 * Their texts must not be shown: they are not clean.
 */
export async function readRows(
  path: string,
  mayMatch: ((json: string) => boolean) | null,
  take: (rows: readonly FilteredRow[]) => void,
): Promise<boolean> {
  try {
    let wanted = 1;
    let rows = 0;
    let seen = 0;
    for await (const line of readLines(path)) {
      if (seen === 0) {
        const header = decodeHeader(line);
        if (header === null || header.version > SNAPSHOT_VERSION) return false;
        wanted = 2 + countRowLines(header);
        rows = header.rows;
      } else if (seen > 1) {
        const place = { rows, index: seen - 2 };
        take(mayMatch === null ? peekRows(line) : peekSomeRows(line, place, mayMatch));
      }
      seen += 1;
      if (seen === wanted) return true;
    }
    return false;
  } catch {
    return false;
  }
}

async function* readLines(path: string): AsyncGenerator<string> {
  const handle = await open(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(PIECE_BYTES);
    const decoder = new StringDecoder("utf8");
    let rest = "";
    for (let bytes = 0; bytes < MOST_BYTES; ) {
      const { bytesRead } = await handle.read(buffer, 0, PIECE_BYTES);
      if (bytesRead === 0) return;
      bytes += bytesRead;
      const lines = (rest + decoder.write(buffer.subarray(0, bytesRead))).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } finally {
    await handle.close();
  }
}
