import { describeFault } from "../../model/describe-fault.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import { type RunFailure, readFailure } from "../../model/read-failure.ts";
import type { RunDesk } from "../../model/run-desk.ts";
import type { Job } from "../../model/run-detail.ts";

/** What is known of an open run besides its row. */
export interface RunState {
  /** Null before the first answer. */
  readonly jobs: readonly Job[] | null;
  /** Why the jobs could not be read, or not again. */
  readonly problem: string | null;
  readonly failure: RunFailure | null;
}

/** Nothing known yet. */
export const UNKNOWN_RUN: RunState = { jobs: null, problem: null, failure: null };

/**
 * Asks for the jobs of a run, and of the first that failed for the reason; `onJobs` hears of the jobs as
 * soon as they are there. Rejects only where the signal was aborted.
 */
export async function readRunState(
  desk: RunDesk,
  run: PipelineRun,
  before: RunState,
  signal: AbortSignal,
  onJobs: (state: RunState) => void = () => undefined,
): Promise<RunState> {
  if (!desk.can(run, "jobs")) return { ...before, problem: `${run.source} tells no jobs` };
  try {
    const jobs = await desk.listJobs(run, signal);
    const failed = jobs.find((job) => job.status === "failed" && !job.mayFail);
    const state = { jobs, problem: null, failure: failed ? before.failure : null };
    onJobs(state);
    return failed ? { ...state, failure: await readFailure(desk, run, failed, signal) } : state;
  } catch (error) {
    signal.throwIfAborted();
    return { ...before, problem: describeFault(error) };
  }
}
