import type { Job } from "./run-detail.ts";

/** Times are told by the second, so a job may seem to begin before the one it waited for has ended. */
const SLACK_MS = 1_000;

interface Timed {
  readonly id: string;
  readonly startMs: number;
  /** Infinite while it goes on. */
  readonly endMs: number;
}

/**
 * The ids of the jobs that make a run take as long as it does: the one that ended last, or holds it now,
 * and before each the one that ended last before it began. No vendor tells what a job waits for, so
 * this is read off the times. Empty where that tells nothing: where all jobs ran one after another, or
 * none did.
 */
export function findCriticalPath(jobs: readonly Job[]): ReadonlySet<string> {
  const timed = jobs.flatMap(toTimed);
  const path = new Set<string>();
  for (let at = findLast(timed); at; at = findBefore(timed, at)) path.add(at.id);
  return path.size === timed.length ? new Set() : path;
}

function toTimed({ id, status, startedAt, finishedAt }: Job): Timed[] {
  if (startedAt === null || status === "skipped") return [];
  const startMs = Date.parse(startedAt);
  const endMs = finishedAt === null ? Number.POSITIVE_INFINITY : Date.parse(finishedAt);
  return Number.isNaN(startMs) || Number.isNaN(endMs) ? [] : [{ id, startMs, endMs }];
}

// Of several that still run the one that began first: it has held the run longest.
function findLast(timed: readonly Timed[]): Timed | undefined {
  return timed.toSorted((a, b) => compare(b.endMs, a.endMs) || a.startMs - b.startMs)[0];
}

function findBefore(timed: readonly Timed[], { startMs }: Timed): Timed | undefined {
  return findLast(timed.filter((one) => one.startMs < startMs && one.endMs <= startMs + SLACK_MS));
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
