import { parseFilter } from "../../model/filter.ts";
import { createFilterMatcher } from "../../model/filter-matcher.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type { Attention } from "./attention.ts";
import type { View } from "./narrowing.ts";

/** What is in a view. */
export interface ViewCount {
  readonly rows: number;
  /** True where a row in it fails that is not muted and that nobody has looked at. */
  readonly wantsLook: boolean;
}

/** The counts of the bar: of all rows, of the failing ones, and of each view that has a key. */
export interface ViewCounts {
  readonly all: ViewCount;
  readonly failing: ViewCount;
  readonly views: readonly ViewCount[];
}

/** Counts what is in each view; `nowMs` is for those that go by age. */
export type ViewCounter = (
  pipelines: readonly Pipeline[],
  attention: Attention,
  nowMs: number,
) => ViewCounts;

/** How many views have a key. */
const MOST_VIEWS = 9;

/**
 * Creates a counter. It remembers in which views a row is for as long as the row's object lives, so
 * that a snapshot costs no more than the filters of the rows that have changed.
 */
export function createViewCounter(views: readonly View[], me: readonly string[]): ViewCounter {
  const filters = views.slice(0, MOST_VIEWS).map(({ filter }) => parseFilter(filter).filter);
  const goByAge = filters.map(({ terms }) => terms.some(({ kind }) => kind === "age"));
  const haystacks = new WeakMap<Pipeline, string>();
  // One bit a view.
  const known = new WeakMap<Pipeline, number>();

  function place(among: readonly Pipeline[], now: number, which: (view: number) => boolean) {
    const bits = new Map<Pipeline, number>();
    for (const [view, filter] of filters.entries()) {
      if (!which(view)) continue;
      const matches = createFilterMatcher(filter, { now, me, among, haystacks });
      for (const one of among.filter(matches)) bits.set(one, (bits.get(one) ?? 0) | (1 << view));
    }
    return bits;
  }

  return (pipelines, { mutes, unseen }, nowMs) => {
    const fresh = pipelines.filter((one) => !known.has(one));
    const found = place(fresh, nowMs, (view) => !goByAge[view]);
    for (const one of fresh) known.set(one, found.get(one) ?? 0);
    const aged = goByAge.includes(true) ? place(pipelines, nowMs, (view) => !!goByAge[view]) : null;
    const rows = filters.map(() => 0);
    let failing = 0;
    let looks = 0;
    let anyLook = false;
    for (const one of pipelines) {
      const bits = (known.get(one) ?? 0) | (aged?.get(one) ?? 0);
      for (let view = 0; view < rows.length; view += 1) {
        if (bits & (1 << view)) rows[view] = (rows[view] ?? 0) + 1;
      }
      if (one.latest.status !== "failed" || mutes.has(one.key)) continue;
      failing += 1;
      if (!unseen.has(one.key)) continue;
      looks |= bits;
      anyLook = true;
    }
    return {
      all: { rows: pipelines.length, wantsLook: anyLook },
      failing: { rows: failing, wantsLook: anyLook },
      views: rows.map((count, view) => ({
        rows: count,
        wantsLook: (looks & (1 << view)) !== 0,
      })),
    };
  };
}
