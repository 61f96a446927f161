import type { Pipeline } from "../../model/pipeline.ts";
import { isGroupLine, type TableLine } from "./table-lines.ts";

/** Something the selection can rest on. */
interface Keyed {
  readonly key: string;
}

/** The place of the selected row; the first one where none was chosen; -1 without rows. */
export function findSelected(rows: readonly Keyed[], selected: string | null): number {
  if (rows.length === 0) return -1;
  return selected === null
    ? 0
    : Math.max(
        0,
        rows.findIndex(({ key }) => key === selected),
      );
}

/** The selected row; undefined without rows, and while the header of a group is selected. */
export function findRow({
  lines,
  selected,
}: {
  readonly lines: readonly TableLine[];
  readonly selected: string | null;
}): Pipeline | undefined {
  const line = lines[findSelected(lines, selected)];
  return line === undefined || isGroupLine(line) ? undefined : line;
}

/** The place of the selection among all rows, from 1; a header stands for its first row. 0 without rows. */
export function findPlace(
  rows: readonly Pipeline[],
  lines: readonly TableLine[],
  selected: string | null,
): number {
  const at = findSelected(lines, selected);
  // Without groups the lines are the rows.
  if (rows === lines) return at + 1;
  const line = lines[at];
  const row = line && isGroupLine(line) ? line.group.pipelines[0] : line;
  return row === undefined ? 0 : rows.indexOf(row) + 1;
}

/**
 * What is selected after the rows have changed: the same row wherever it went, else its nearest
 * neighbour of before that is still there. Null, the top of the table, stays the top.
 */
export function keepSelected(
  before: readonly Keyed[],
  after: readonly Keyed[],
  selected: string | null,
): string | null {
  if (selected === null || after.some(({ key }) => key === selected)) return selected;
  const at = before.findIndex(({ key }) => key === selected);
  const left = new Set(after.map(({ key }) => key));
  for (let distance = 1; distance < before.length; distance += 1) {
    for (const neighbour of [before[at + distance], before[at - distance]]) {
      if (neighbour && left.has(neighbour.key)) return neighbour.key;
    }
  }
  return after[Math.min(Math.max(0, at), after.length - 1)]?.key ?? null;
}

/** The first row to draw, moved as little as it takes to keep the selected one in sight. */
export function scrollTo(offset: number, index: number, page: number, count: number): number {
  const highest = Math.max(0, count - page);
  const atLeast = Math.max(0, index - page + 1);
  return Math.min(highest, Math.max(atLeast, Math.min(offset, Math.max(0, index))));
}
