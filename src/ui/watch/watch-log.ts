import type { Clock } from "../../model/clock.ts";
import { describeFault } from "../../model/describe-fault.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import { toProviderError } from "../../model/provider-error.ts";
import type { RunDesk } from "../../model/run-desk.ts";
import type { Job } from "../../model/run-detail.ts";
import { isUnfinished } from "../../model/run-status.ts";
import type { LogEvent } from "../state/log-view.ts";
import { planRetry } from "./plan-retry.ts";

const INTERVAL_MS = 2_000;
const RETRY_MS = 5_000;
/** A server that sends a long log whole each time is left alone for so many times as long as that took. */
const REST = 5;

/** What follows the log of a job. */
export interface LogWatch {
  /** Takes the job as it is now; reads on where that lets the log be had. */
  update(job: Job): void;
  /** Reads on at once, unless it is being read or has ended. */
  refresh(): void;
  stop(): void;
}

/** What a {@link LogWatch} is made from. */
export interface LogWatchOptions {
  readonly desk: RunDesk;
  readonly clock: Clock;
  readonly run: PipelineRun;
  readonly job: Job;
  readonly send: (event: LogEvent) => void;
}

/** Reads the end of a job's log, and goes on from there every two seconds until nothing can follow. */
export function watchLog({ desk, clock, run, job: first, send }: LogWatchOptions): LogWatch {
  const left = new AbortController();
  const { signal } = left;
  let job = first;
  let position: string | null = null;
  let state: "reading" | "waiting" | "ended" = "waiting";
  let faults = 0;
  let cancelTimer = () => {};

  function plan(delayMs: number): void {
    cancelTimer = clock.setTimer(() => void read(), delayMs);
  }

  async function read(): Promise<void> {
    cancelTimer();
    // GitHub has no log before a job's end, and says so only for what a request costs.
    if (run.provider === "github" && isUnfinished(job.status)) {
      return send({ type: "log-later", job: job.id });
    }
    state = "reading";
    const startedMs = clock.now();
    try {
      const chunk = await desk.readLog(run, job, position, signal);
      if (signal.aborted) return;
      position = chunk.position;
      faults = 0;
      state = chunk.isComplete ? "ended" : "waiting";
      send({ type: "log", job: job.id, chunk });
      const tookMs = Math.max(0, clock.now() - startedMs);
      if (!chunk.isComplete) plan(Math.max(INTERVAL_MS, REST * tookMs));
    } catch (error) {
      if (signal.aborted) return;
      state = "waiting";
      tell(error);
      const delayMs = planRetry(error, faults, clock.now());
      faults += 1;
      if (delayMs !== null) plan(delayMs);
      else if (isUnfinished(job.status)) plan(RETRY_MS);
    }
  }

  function tell(error: unknown): void {
    const { kind, message } = toProviderError(error);
    const isMissing = kind === "not-found";
    if (isMissing && isUnfinished(job.status)) send({ type: "log-later", job: job.id });
    // There is nothing to check where a log has expired, or was never written.
    else
      send({
        type: "log-failed",
        job: job.id,
        problem: isMissing ? message : describeFault(error),
      });
  }

  function refresh(): void {
    if (state === "waiting" && !signal.aborted) void read();
  }

  void read();
  return {
    update(next) {
      const hasEnded = isUnfinished(job.status) && !isUnfinished(next.status);
      job = next;
      if (hasEnded) refresh();
    },
    refresh,
    stop() {
      cancelTimer();
      left.abort();
    },
  };
}
