import { describeFault } from "./describe-fault.ts";
import { pickFailingLines } from "./log-failure.ts";
import { appendLog, EMPTY_LOG, type LogLine, type LogText } from "./log-text.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import type { RunDesk } from "./run-desk.ts";
import type { Annotation, Job } from "./run-detail.ts";

/** Why a job failed, as far as it was found out. */
export interface RunFailure {
  readonly jobId: string;
  readonly annotations: readonly Annotation[];
  readonly lines: readonly LogLine[];
  /** Why there is no more, null where all was read. */
  readonly problem: string | null;
}

const LINES = 8;
/** A log that comes in more pieces than this is read no further: its end was not reached. */
const MOST_PIECES = 50;

/**
 * Finds out why a job failed: what tools found in the code, and the lines of its log that tell. Never
 * rejects but where the signal was aborted: what could not be read is told in `problem`.
 */
export async function readFailure(
  desk: RunDesk,
  run: PipelineRun,
  job: Job,
  signal: AbortSignal,
): Promise<RunFailure> {
  const [annotations, log] = await Promise.allSettled([
    desk.can(run, "annotations") ? desk.listAnnotations(run, job, signal) : [],
    desk.can(run, "log") ? readWholeLog(desk, run, job, signal) : EMPTY_LOG,
  ]);
  signal.throwIfAborted();
  const fault = [log, annotations].find(({ status }) => status === "rejected");
  return {
    jobId: job.id,
    annotations: annotations.status === "fulfilled" ? annotations.value : [],
    lines: log.status === "fulfilled" ? pickFailingLines(log.value, LINES) : [],
    problem: fault?.status === "rejected" ? describeFault(fault.reason) : null,
  };
}

async function readWholeLog(
  desk: RunDesk,
  run: PipelineRun,
  job: Job,
  signal: AbortSignal,
): Promise<LogText> {
  let log = EMPTY_LOG;
  let position: string | null = null;
  for (let piece = 0; piece < MOST_PIECES; piece += 1) {
    const chunk = await desk.readLog(run, job, position, signal);
    log = appendLog(log, chunk);
    if (chunk.isComplete || chunk.position === position) break;
    position = chunk.position;
  }
  return log;
}
