import type { Clock } from "../../model/clock.ts";
import { describeFault } from "../../model/describe-fault.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import { readFailure } from "../../model/read-failure.ts";
import type { RunDesk } from "../../model/run-desk.ts";
import type { Job } from "../../model/run-detail.ts";
import { isActive, isUnfinished } from "../../model/run-status.ts";
import { isFailing, type RunEvent, runKey } from "../state/run-view.ts";
import { planRetry } from "./plan-retry.ts";

const INTERVAL_MS = 5_000;

/** What keeps an open run fresh. */
export interface RunWatch {
  /** Takes the run as a new snapshot has it; asks at once where that says more. */
  update(run: PipelineRun): void;
  /** Asks at once, unless it is being asked. */
  refresh(): void;
  /** Breaks off what is under way; nothing is sent any more. */
  stop(): void;
}

/** What a {@link RunWatch} is made from. */
export interface RunWatchOptions {
  readonly desk: RunDesk;
  readonly clock: Clock;
  readonly run: PipelineRun;
  readonly send: (event: RunEvent) => void;
  /** False where a look at it has to do, and what it was started with is not asked for. */
  readonly isOpen: boolean;
}

/**
 * Asks for the jobs of a run: every five seconds until it has ended, then no more. Of the first job
 * that failed it finds out why, once, and once what an open run was started with.
 */
export function watchRun({ desk, clock, run: first, send, isOpen }: RunWatchOptions): RunWatch {
  const left = new AbortController();
  const { signal } = left;
  let run = first;
  let isAsking = false;
  let isAskedAgain = false;
  let cancelTimer = () => {};
  let faults = 0;
  let explained = "";

  async function ask(): Promise<void> {
    cancelTimer();
    isAsking = true;
    isAskedAgain = false;
    let delayMs = isUnfinished(run.status) ? INTERVAL_MS : null;
    try {
      const jobs = await desk.listJobs(run, signal);
      if (signal.aborted) return;
      faults = 0;
      if (jobs.some(({ status }) => isActive(status))) delayMs = INTERVAL_MS;
      send({ type: "jobs", run: runKey(run), jobs });
      explain(jobs);
    } catch (error) {
      if (signal.aborted) return;
      send({ type: "jobs-failed", run: runKey(run), problem: describeFault(error) });
      delayMs = planRetry(error, faults, clock.now()) ?? delayMs;
      faults += 1;
    }
    isAsking = false;
    if (isAskedAgain) void ask();
    else if (delayMs !== null) cancelTimer = clock.setTimer(() => void ask(), delayMs);
  }

  function explain(jobs: readonly Job[]): void {
    const job = jobs.find(isFailing);
    if (!job || explained === `${job.id} ${job.finishedAt}`) return;
    explained = `${job.id} ${job.finishedAt}`;
    readFailure(desk, run, job, signal).then(
      (failure) => send({ type: "failure", run: runKey(run), failure }),
      () => {},
    );
  }

  function askParameters(): void {
    if (!isOpen || !desk.can(run, "parameters")) return;
    desk.listParameters(run, signal).then(
      (parameters) => {
        if (signal.aborted || parameters.length === 0) return;
        send({ type: "parameters", run: runKey(run), parameters });
      },
      // The rest is worth showing without it, and says itself what is wrong.
      () => {},
    );
  }

  function refresh(): void {
    if (signal.aborted) return;
    if (isAsking) isAskedAgain = true;
    else void ask();
  }

  void ask();
  askParameters();
  return {
    update(next) {
      const tells = next.status !== run.status || next.attempt !== run.attempt;
      run = next;
      if (tells) refresh();
    },
    refresh,
    stop() {
      cancelTimer();
      left.abort();
    },
  };
}
