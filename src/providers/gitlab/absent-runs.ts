import type { PipelineRun } from "../../model/pipeline-run.ts";
import { isActive } from "../../model/run-status.ts";
import type { KnownPipeline, PipelineDetails } from "./pipeline-details.ts";
import type { SideRequests } from "./side-requests.ts";

/** Unfinished runs that a list does not hold, and what is known of their last check. */
export interface AbsentRuns {
  readonly project: string;
  readonly runs: readonly PipelineRun[];
  /** True where the list began at a time, so that a run it does not hold has not changed since. */
  readonly isWindow: boolean;
  readonly heardAtMs: Map<string, number>;
  readonly nowMs: number;
}

/** What became of them; a run in neither list has been deleted. */
export interface AbsentAnswer {
  readonly read: readonly KnownPipeline[];
  readonly unchanged: readonly PipelineRun[];
}

/** A check is against the improbable (a deleted pipeline, a change that slipped by), so it is rare. */
const ACTIVE_CHECK_MS = 60_000;
const WAITING_CHECK_MS = 3_600_000;
const MAX_CHECKS = 5;

/**
 * Answers for unfinished runs that the list did not hold: as they were, except for those longest not
 * heard of, {@link MAX_CHECKS} at most, whose own pages are read.
 */
export async function answerForAbsent(
  absent: AbsentRuns,
  details: PipelineDetails,
  requests: SideRequests,
  signal: AbortSignal,
): Promise<AbsentAnswer> {
  const { project, runs, heardAtMs, nowMs } = absent;
  const due = new Set(listDue(absent));
  const read: KnownPipeline[] = [];
  const unchanged = runs.filter((run) => !due.has(run));
  await Promise.all(
    [...due].map(async (run) => {
      const answer = await details.read(project, { id: Number(run.id) }, requests, signal);
      if (answer.kind !== "put-off") heardAtMs.set(run.id, nowMs);
      if (answer.kind === "answered") read.push(answer.value);
      else if (answer.kind === "put-off" || answer.fault.kind !== "not-found") unchanged.push(run);
    }),
  );
  return { read, unchanged };
}

/** Starts the time of those not heard of before. */
function listDue({ runs, isWindow, heardAtMs, nowMs }: AbsentRuns): readonly PipelineRun[] {
  // One handed over from before the program was started has had no time to go unheard.
  if (isWindow) for (const { id } of runs) if (!heardAtMs.has(id)) heardAtMs.set(id, nowMs);
  const heardAt = (run: PipelineRun) => heardAtMs.get(run.id) ?? 0;
  return runs
    .filter((run) => {
      const pauseMs = isActive(run.status) ? ACTIVE_CHECK_MS : WAITING_CHECK_MS;
      return !isWindow || nowMs - heardAt(run) >= pauseMs;
    })
    .sort((a, b) => heardAt(a) - heardAt(b))
    .slice(0, MAX_CHECKS);
}
