import { LRUCache } from "lru-cache";
import { appendLog, EMPTY_LOG, type LogText, takePending } from "../../model/log-text.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { RunDesk } from "../../model/run-desk.ts";
import type { Job } from "../../model/run-detail.ts";

/** Characters of lines that have not ended, of all logs that are followed together. */
const MOST_PENDING = 4_000_000;

/** A piece of a log as lines. */
export interface LogStretch {
  /** From the line on that had not ended where the piece before it did. */
  readonly log: LogText;
  /** What follows it, null once nothing can. */
  readonly position: string | null;
}

/** Reads a log from a position on, null for its beginning; rejects as its desk does. */
export type LogThread = (
  run: PipelineRun,
  job: Job,
  position: string | null,
  signal: AbortSignal,
) => Promise<LogStretch>;

/**
 * Creates what reads logs piece by piece for whoever follows them: a line that comes in two pieces is
 * one, as long as the beginning of it is remembered.
 */
export function createLogThread(desk: Pick<RunDesk, "readLog">): LogThread {
  const ends = new LRUCache<string, LogText>({
    maxSize: MOST_PENDING,
    sizeCalculation: ({ pending }) => pending.length + 1_000,
  });

  return async (run, job, position, signal) => {
    const keyOf = (at: string) => JSON.stringify([run.source, run.id, run.attempt, job.id, at]);
    const chunk = await desk.readLog(run, job, position, signal);
    const before = position === null ? undefined : ends.get(keyOf(position));
    const log = appendLog(before ?? EMPTY_LOG, chunk);
    if (chunk.isComplete) return { log, position: null };
    ends.set(keyOf(chunk.position), takePending(log));
    return { log, position: chunk.position };
  };
}
