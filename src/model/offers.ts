import type { PipelineRun } from "./pipeline-run.ts";
import type { RunAction, RunDesk } from "./run-desk.ts";
import type { Job } from "./run-detail.ts";
import { isUnfinished } from "./run-status.ts";

/** What can be asked about a run and done to it, as it stands. */
export interface Offers {
  readonly jobs: boolean;
  readonly log: boolean;
  /** True where all of a log can be had, however long it is. */
  readonly wholeLog: boolean;
  readonly rerun: readonly RunAction[];
  readonly cancel: boolean;
  readonly gate: boolean;
  readonly trigger: boolean;
}

const NOTHING: Offers = {
  jobs: false,
  log: false,
  wholeLog: false,
  rerun: [],
  cancel: false,
  gate: false,
  trigger: false,
};

/** What the keys offer for a run; `jobs` null where they were not asked for. */
export function listOffers(
  desk: Pick<RunDesk, "can"> | undefined,
  run: PipelineRun | undefined,
  jobs: readonly Job[] | null,
): Offers {
  if (!desk || !run) return NOTHING;
  const unfinished = isUnfinished(run.status);
  const rerun: readonly RunAction[] =
    run.status === "failed" || run.status === "cancelled" ? ["rerun", "rerunFailed"] : ["rerun"];
  const waits = jobs === null ? run.status === "waiting" : jobs.some(({ gate }) => gate !== null);
  return {
    jobs: desk.can(run, "jobs"),
    log: desk.can(run, "log") && jobs !== null && jobs.length > 0,
    wholeLog: desk.can(run, "wholeLog"),
    rerun: unfinished ? [] : rerun.filter((action) => desk.can(run, action)),
    cancel: unfinished && desk.can(run, "cancel"),
    trigger: desk.can(run, "trigger"),
    gate: waits && desk.can(run, "openGate") && desk.can(run, "jobs"),
  };
}

/** The job a gate key means: the selected one where it waits, else the first that does. */
export function findGate(jobs: readonly Job[], selected: string | null): Job | null {
  const waiting = jobs.filter(({ gate }) => gate !== null);
  return waiting.find(({ id }) => id === selected) ?? waiting[0] ?? null;
}
