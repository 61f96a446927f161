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
