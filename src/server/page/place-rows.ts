import { rowId } from "./addresses.ts";
import { type Html, html } from "./html.ts";
import { type RowContent, renderRow } from "./row.ts";

/** Renders what turns the rows of before into those of now: a row that changed alone is swapped. */
export function placeRows(
  before: readonly RowContent[],
  after: readonly RowContent[],
  nowMs: number,
): readonly Html[] {
  const wasAt = new Map(before.map((row) => [row.pipeline.key, row]));
  const isAt = new Set(after.map(({ pipeline }) => pipeline.key));
  const stays = findStaying(before, after);
  const gone = before.filter(({ pipeline: { key } }) => !isAt.has(key) || !stays.has(key));
  const swapped = after.filter(
    (row) => stays.has(row.pipeline.key) && !isSameRow(wasAt.get(row.pipeline.key), row),
  );
  return [
    ...gone.map(
      ({ pipeline }) => html`<div id="${rowId(pipeline.key)}" hx-swap-oob="delete"></div>`,
    ),
    ...swapped.map((row) => renderRow(row, nowMs, "in place")),
    ...insertRows(after, stays, nowMs),
  ];
}

/** True where both are drawn alike. */
export function isSameRow(a: RowContent | undefined, b: RowContent): boolean {
  return a?.pipeline === b.pipeline && a.isOld === b.isOld;
}

/** From the last to the first, so that the row before which one is put is there already. */
function insertRows(
  after: readonly RowContent[],
  stays: ReadonlySet<string>,
  nowMs: number,
): readonly Html[] {
  const placed: Html[] = [];
  let next: string | null = null;
  for (const row of after.toReversed()) {
    const { key } = row.pipeline;
    if (!stays.has(key)) {
      const place: string = next === null ? "beforeend:#rows" : `beforebegin:#${next}`;
      placed.push(html`<div hx-swap-oob="${place}">${renderRow(row, nowMs)}</div>`);
    }
    next = rowId(key);
  }
  return placed;
}

/** The keys of rows that can stay where they are: as many as keep their order among themselves. */
function findStaying(before: readonly RowContent[], after: readonly RowContent[]): Set<string> {
  const place = new Map(before.map(({ pipeline }, index) => [pipeline.key, index]));
  const known = after.flatMap(({ pipeline: { key } }) => {
    const at = place.get(key);
    return at === undefined ? [] : [{ key, at }];
  });
  // The longest rising sequence: for each length, the lowest place it can end at.
  const ends: { readonly key: string; readonly at: number }[] = [];
  const links = new Map<string, string | undefined>();
  for (const row of known) {
    const index = findPlace(ends, row.at);
    links.set(row.key, ends[index - 1]?.key);
    ends[index] = row;
  }
  const stays = new Set<string>();
  for (let key = ends.at(-1)?.key; key !== undefined; key = links.get(key)) stays.add(key);
  return stays;
}

function findPlace(ends: readonly { readonly at: number }[], at: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle]?.at ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
