import { longestUsualSec, summariseSeconds } from "./forecast.ts";
import type { PipelineRun } from "./pipeline-run.ts";

/** A shorter wait for a machine disturbs nobody, whatever is usual. */
const SHORT_QUEUE_SEC = 60;

/** Long anywhere, for a run before which too few are known to have queued. */
const LONG_QUEUE_SEC = 600;

/**
 * Whole seconds a run stood in the queue, until now where it still does; null where unknown. Equal
 * times are unknown, too: a Jenkins build, and often a run of GitHub's, carries one time for both.
 */
export function queueSeconds(run: PipelineRun, nowMs: number): number | null {
  const queuedMs = Date.parse(run.queuedAt ?? "");
  if (run.status === "queued") {
    return Number.isNaN(queuedMs) ? null : Math.max(0, Math.round((nowMs - queuedMs) / 1000));
  }
  const startedMs = Date.parse(run.startedAt ?? "");
  return startedMs > queuedMs ? Math.round((startedMs - queuedMs) / 1000) : null;
}

/** True where a run queues or queued for unusually long, compared with the runs before it. */
export function isQueueLong(queueSec: number | null, before: readonly PipelineRun[]): boolean {
  // Most queues are short: their past is not worth reading.
  if (queueSec === null || queueSec <= SHORT_QUEUE_SEC) return false;
  const started = before.filter((run) => run.status !== "queued");
  const queues = started.flatMap((run) => queueSeconds(run, 0) ?? []);
  return queueSec > longestUsualSec(summariseSeconds(queues), LONG_QUEUE_SEC);
}
