/** What a run is doing or how it ended, in cimon's own words whatever the vendor calls it. */
export const RUN_STATUSES = [
  "failed",
  "waiting",
  "running",
  "queued",
  "warning",
  "unknown",
  "cancelled",
  "success",
  "skipped",
] as const;

/** One of {@link RUN_STATUSES}; the list stands in the order in which a tired eye should meet them. */
export type RunStatus = (typeof RUN_STATUSES)[number];

const RANK = new Map<RunStatus, number>(RUN_STATUSES.map((status, index) => [status, index]));

/** How urgent a status is: 0 asks for attention first. */
export function rankStatus(status: RunStatus): number {
  return RANK.get(status) ?? RUN_STATUSES.length;
}

/** True while the run can still change by itself: it is queued or running. */
export function isActive(status: RunStatus): boolean {
  return status === "queued" || status === "running";
}

/** True until the run has ended: active, or waiting on a person. */
export function isUnfinished(status: RunStatus): boolean {
  return isActive(status) || status === "waiting";
}

/** True for a word of {@link RUN_STATUSES}. */
export function isRunStatus(word: string): word is RunStatus {
  return RANK.has(word as RunStatus);
}
