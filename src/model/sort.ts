import { lastEventAt, type Pipeline, runTime } from "./pipeline.ts";
import { rankStatus } from "./run-status.ts";

/** What rows can be sorted by, in the order in which the screen steps through them. */
export const SORT_COLUMNS = ["urgency", "when", "repo", "branch", "workflow", "time"] as const;

/** One of {@link SORT_COLUMNS}. `urgency`: what asks for a person first, then the newest. */
export type SortColumn = (typeof SORT_COLUMNS)[number];

/** An order of rows. */
export interface SortOrder {
  readonly column: SortColumn;
  readonly reversed: boolean;
}

type Compare = (a: Pipeline, b: Pipeline) => number;

const COMPARE: Record<SortColumn, Compare> = {
  urgency: (a, b) => rankStatus(a.latest.status) - rankStatus(b.latest.status) || byNewest(a, b),
  when: byNewest,
  repo: (a, b) => byText(a.repo, b.repo),
  branch: (a, b) => byText(a.branch, b.branch),
  workflow: (a, b) => byText(a.workflow, b.workflow),
  time: (a, b) => (b.latest.durationSec ?? -1) - (a.latest.durationSec ?? -1),
};

/** Sorts a copy; equal rows stand by repository, branch and workflow, so that none jumps about. */
export function sortPipelines(
  pipelines: readonly Pipeline[],
  { column, reversed }: SortOrder,
): readonly Pipeline[] {
  const compare = COMPARE[column];
  const sign = reversed ? -1 : 1;
  return pipelines.toSorted((a, b) => sign * compare(a, b) || byName(a, b));
}

// A running or queued run is newer than any that has ended; ISO times sort as text.
function byNewest(a: Pipeline, b: Pipeline): number {
  const first = lastEventAt(a.latest) ?? runTime(a.latest);
  const second = lastEventAt(b.latest) ?? runTime(b.latest);
  return second < first ? -1 : Number(second > first);
}

function byName(a: Pipeline, b: Pipeline): number {
  return (
    byText(a.repo, b.repo) ||
    byText(a.branch, b.branch) ||
    byText(a.workflow, b.workflow) ||
    byText(a.key, b.key)
  );
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
