import {
  checkList,
  checkText,
  checkTime,
  checkUrl,
  withoutUserinfo,
} from "../model/check-value.ts";
import type { FilteredRow } from "../model/filter-matcher.ts";
import type { Pipeline } from "../model/pipeline.ts";
import { isRunStatus } from "../model/run-status.ts";
import { countStatuses, type StatusCounts } from "../model/status-counts.ts";
import type { SavedState, SavedTarget } from "./saved-state.ts";
import { packPast, packRow, peekRow, unpackPast, unpackRow } from "./snapshot-row.ts";

// A snapshot is lines of JSON: the header; the targets; the rows with their latest run; their earlier
// runs, in the same order. Whoever needs no history stops reading half-way, and neither
// writing nor reading ever makes one huge string.

/** Raised with every change of the format that an older cimon would misread. */
export const SNAPSHOT_VERSION = 1;

const FORMAT = "cimon-snapshot";

/** A line of this many rows is written in a few milliseconds, a frame's worth. */
const ROWS_PER_LINE = 100;

/** The first line, which says what the others are. */
export interface SnapshotHeader {
  readonly version: number;
  /** ISO. */
  readonly savedAt: string;
  /** When any of its targets was last known to be right, ISO; null without targets. */
  readonly freshAt: string | null;
  readonly rows: number;
  /** How many rows are in which state; null where an earlier cimon did not write it. */
  readonly counts: StatusCounts | null;
}

/** What the text of a snapshot turned out to be. */
export type DecodedSnapshot =
  | { readonly kind: "good"; readonly state: SavedState; readonly dropped: number }
  | { readonly kind: "future" }
  | { readonly kind: "broken" };

/** When any target of a state was last known to be right, ISO; null without targets. */
export function freshAt({ targets }: SavedState): string | null {
  return targets.reduce<string | null>(
    (newest, { lastOkAt }) => (newest === null || lastOkAt > newest ? lastOkAt : newest),
    null,
  );
}

/** Writes a state line by line, each with its line feed. */
export function* encodeSnapshot(state: SavedState): Generator<string> {
  const { savedAt, pipelines, targets } = state;
  const version = SNAPSHOT_VERSION;
  const rows = pipelines.length;
  // Whoever wants only the counts need not read on.
  const counts = Object.fromEntries(countStatuses(pipelines));
  yield toLine({ format: FORMAT, version, savedAt, freshAt: freshAt(state), rows, counts });
  yield toLine(
    targets.map((it) => [it.source, it.id, withoutUserinfo(it.url), it.cursor, it.lastOkAt]),
  );
  for (const pack of [packRow, packPast]) {
    for (let start = 0; start < rows; start += ROWS_PER_LINE) {
      yield toLine(pipelines.slice(start, start + ROWS_PER_LINE).map((row) => pack(row)));
    }
  }
}

/** Reads the first line; null where it is no snapshot's. */
export function decodeHeader(line: string): SnapshotHeader | null {
  try {
    const { format, version, savedAt, freshAt: fresh, rows, counts } = Object(JSON.parse(line));
    const isOurs = format === FORMAT && Number.isSafeInteger(version) && version >= 1;
    if (!isOurs) return null;
    // A later version may mean anything by the rest.
    if (version > SNAPSHOT_VERSION)
      return { version, savedAt: "", freshAt: null, rows: 0, counts: null };
    if (!Number.isSafeInteger(rows) || rows < 0) return null;
    const freshTime = fresh === null ? null : checkTime(fresh);
    return {
      version,
      savedAt: checkTime(savedAt),
      freshAt: freshTime,
      rows,
      counts: readCounts(counts, rows),
    };
  } catch {
    return null;
  }
}

function readCounts(value: unknown, rows: number): StatusCounts | null {
  const pairs = Object.entries(Object(value)).flatMap(([status, count]) =>
    isRunStatus(status) && Number.isSafeInteger(count) ? [[status, Number(count)] as const] : [],
  );
  const sum = pairs.reduce((total, [, count]) => total + count, 0);
  return sum === rows ? new Map(pairs) : null;
}

/** Reads the second line; throws where it is no list. What of it is not ours is left out. */
export function decodeTargets(line: string): readonly SavedTarget[] {
  return unpackAll(parseList(line), unpackTarget);
}

/** How many lines hold the rows with their latest runs, which come after the first two. */
export function countRowLines({ rows }: Pick<SnapshotHeader, "rows">): number {
  return Math.ceil(rows / ROWS_PER_LINE);
}

/** Reads of one of these lines what a filter looks at; throws where it is no list. */
export function peekRows(line: string): readonly FilteredRow[] {
  return unpackAll(parseList(line), peekRow);
}

/**
 * Reads only those rows of the line at `index` whose JSON `mayMatch` lets through, which is several times
 * faster where these are few; throws where it is no list.
 */
export function peekSomeRows(
  line: string,
  { rows, index }: { readonly rows: number; readonly index: number },
  mayMatch: (json: string) => boolean,
): readonly FilteredRow[] {
  const count = Math.min(ROWS_PER_LINE, rows - index * ROWS_PER_LINE);
  const texts = line.slice(1, -1).split(ROW_END);
  // A text that ends like a row would make one too many: then all are parsed.
  if (texts.length !== count) return peekRows(line);
  const some = texts.flatMap((text, at) => {
    if (!mayMatch(text)) return [];
    const start = at === 0 ? "" : ROW_START;
    return [`${start}${text}${at === count - 1 ? "" : "]]"}`];
  });
  return peekRows(`[${some.join(",")}]`);
}

/** Where one row ends in a line and the next begins, with the name of its source. */
const ROW_START = '["';
const ROW_END = `]],${ROW_START}`;

/**
 * Reads the lines of a snapshot and never throws. A row that is not one of ours is dropped, and with
 * it every cursor: they would answer "nothing new", and the row be missed until it changes.
 */
export function decodeSnapshot(lines: readonly string[]): DecodedSnapshot {
  const header = decodeHeader(lines[0] ?? "");
  if (header === null) return { kind: "broken" };
  if (header.version > SNAPSHOT_VERSION) return { kind: "future" };
  try {
    return decodeBody(header, lines);
  } catch {
    return { kind: "broken" };
  }
}

function decodeBody(header: SnapshotHeader, lines: readonly string[]): DecodedSnapshot {
  const perPart = countRowLines(header);
  if (lines.length < 2 + 2 * perPart) return { kind: "broken" };
  const pipelines: Pipeline[] = [];
  let rows = 0;
  // What a line was parsed into is let go before the next is: not all of it stands in memory at once.
  for (let at = 2; at < 2 + perPart; at += 1) {
    const chunk = parseList(lines[at]);
    const pasts = parseList(lines[at + perPart]);
    if (pasts.length !== chunk.length) return { kind: "broken" };
    rows += chunk.length;
    pipelines.push(
      ...unpackAll(chunk, (value, index) => unpackPast(unpackRow(value), pasts[index])),
    );
  }
  if (rows !== header.rows) return { kind: "broken" };
  if (new Set(pipelines.map(({ key }) => key)).size !== pipelines.length) return { kind: "broken" };
  const saved = parseList(lines[1]);
  const targets = unpackAll(saved, unpackTarget);
  const dropped = rows - pipelines.length + saved.length - targets.length;
  const { savedAt } = header;
  const state = {
    savedAt,
    pipelines,
    targets: dropped === 0 ? targets : targets.map(rewind),
  };
  return { kind: "good", state, dropped };
}

function parseList(line: string | undefined): readonly unknown[] {
  return checkList(JSON.parse(line ?? ""));
}

/** Reads what can be read. */
function unpackAll<Item>(
  values: readonly unknown[],
  unpack: (value: unknown, index: number) => Item,
): readonly Item[] {
  const items: Item[] = [];
  values.forEach((value, index) => {
    try {
      items.push(unpack(value, index));
    } catch {
      // What is not ours is left out, and counted by its absence.
    }
  });
  return items;
}

function rewind(target: SavedTarget): SavedTarget {
  return { ...target, cursor: null };
}

function unpackTarget(value: unknown): SavedTarget {
  const [source, id, url, cursor, lastOkAt] = checkList(value);
  if (cursor !== null && typeof cursor !== "string") throw new Error("not a cursor");
  return {
    source: checkText(source),
    id: checkText(id),
    url: checkUrl(url),
    cursor,
    lastOkAt: checkTime(lastOkAt),
  };
}

function toLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
