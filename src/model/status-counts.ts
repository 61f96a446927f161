import type { Pipeline } from "./pipeline.ts";
import type { RunStatus } from "./run-status.ts";

/** How many rows are in a state; those in which none is are missing. */
export type StatusCounts = ReadonlyMap<RunStatus, number>;

/** What rows in a state are called where they are counted, the most urgent first. */
export const STATUS_WORDS: readonly (readonly [RunStatus, string])[] = [
  ["failed", "failing"],
  ["waiting", "waiting"],
  ["running", "running"],
  ["queued", "queued"],
  ["warning", "with warnings"],
  ["success", "passing"],
];

/** Counts how many rows are in which state. */
export function countStatuses(rows: readonly Pipeline[]): StatusCounts {
  const counts = new Map<RunStatus, number>();
  for (const { latest } of rows) counts.set(latest.status, (counts.get(latest.status) ?? 0) + 1);
  return counts;
}
