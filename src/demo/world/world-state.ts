import { planJobs } from "./plan.ts";
import type { AttemptRecord, JobRecord, RepoRecord, RunRecord, WorkflowRecord } from "./records.ts";
import type { RunShape } from "./specs.ts";
import { resolveTimeline } from "./timeline.ts";
import type { DemoChangeRequest, DemoCommit, DemoEvent, DemoPerson, DemoVendor } from "./types.ts";
import { runRevision } from "./view-run.ts";

/** How many runs of a pipeline (repository, branch, workflow) are kept. */
const KEPT_RUNS = 40;

/** All that changes in a world. */
export interface WorldState {
  readonly seed: number;
  readonly speed: number;
  readonly startMs: number;
  readonly repos: readonly RepoRecord[];
  readonly runs: Map<number, RunRecord>;
  readonly runOfJob: Map<number, RunRecord>;
  /** The runs kept of each repository, branch and workflow, oldest first. */
  readonly pipelines: Map<string, RunRecord[]>;
  /** The last id and number given, by what counts them. */
  readonly counters: Map<string, number>;
}

/** What a new run is made of. */
export interface NewRun {
  readonly repo: RepoRecord;
  readonly workflow: WorkflowRecord;
  readonly branch: string;
  readonly event: DemoEvent;
  readonly actor: DemoPerson;
  readonly commit: DemoCommit;
  readonly changeRequest: DemoChangeRequest | null;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly shape: RunShape;
  /** What chance about it is drawn from. */
  readonly seed: readonly (string | number)[];
}

const FIRST_RUN_ID: Readonly<Record<DemoVendor, number>> = {
  github: 17_480_000_000,
  gitlab: 2_410_000,
  jenkins: 1_000,
};
const FIRST_JOB_ID: Readonly<Record<DemoVendor, number>> = {
  github: 49_600_000_000,
  gitlab: 11_800_000,
  jenkins: 1_000,
};

/** Makes a run, keeps it, and lets go of the oldest of its pipeline. */
export function addRun(state: WorldState, given: NewRun): RunRecord {
  const { repo, workflow, shape, seed, ...rest } = given;
  const { vendor } = repo.spec;
  const plans = planJobs({
    seed,
    vendor,
    recipe: workflow.spec.recipe,
    shape,
    speed: state.speed,
  });
  const jobs = plans.map((plan) => createJob(nextJobId(state, vendor), plan));
  const cancelledAt =
    shape.cancelAfterSec === undefined
      ? null
      : rest.createdAt + Math.round((shape.cancelAfterSec * 1_000) / state.speed);
  const run: RunRecord = {
    ...rest,
    inputs: rest.inputs ?? {},
    id: next(state, `run ${vendor}`, FIRST_RUN_ID[vendor]),
    number: nextNumber(state, repo, workflow, rest.branch),
    repo,
    workflow,
    attempt: createAttempt(1, rest.actor, rest.createdAt, jobs, cancelledAt),
    earlier: [],
    revisionBase: 0,
    countedChanges: 0,
    actedAt: rest.createdAt,
    view: null,
  };
  repo.runs.push(run);
  state.runs.set(run.id, run);
  for (const job of jobs) state.runOfJob.set(job.id, run);
  prune(state, run);
  return run;
}

/** Makes a job nobody has touched yet. */
export function createJob(
  id: number,
  plan: JobRecord["plan"],
  kept: JobRecord["kept"] = null,
): JobRecord {
  return { id, plan, playedAt: null, endedAt: null, refused: false, kept };
}

/** Makes an attempt with its whole course. */
export function createAttempt(
  number: number,
  actor: DemoPerson,
  requestedAt: number,
  jobs: readonly JobRecord[],
  cancelledAt: number | null = null,
): AttemptRecord {
  const timeline = resolveTimeline({ requestedAt, cancelledAt, jobs });
  return { number, actor, requestedAt, jobs, cancelledAt, timeline };
}

/** The next id for a job of this vendor. */
export function nextJobId(state: WorldState, vendor: DemoVendor): number {
  return next(state, `job ${vendor}`, FIRST_JOB_ID[vendor]);
}

function nextNumber(
  state: WorldState,
  repo: RepoRecord,
  workflow: WorkflowRecord,
  branch: string,
): number {
  const { vendor, fullName } = repo.spec;
  switch (vendor) {
    case "github":
      return next(state, `number ${fullName} ${workflow.view.id}`, 100 + (workflow.view.id % 900));
    case "gitlab":
      return next(state, `number ${fullName}`, 300);
    case "jenkins":
      return next(state, `number ${fullName} ${branch}`, 0);
  }
}

function next(state: WorldState, counter: string, first: number): number {
  const value = (state.counters.get(counter) ?? first) + 1;
  state.counters.set(counter, value);
  return value;
}

function prune(state: WorldState, added: RunRecord): void {
  const { repo } = added;
  const key = `${repo.id} ${added.workflow.view.id} ${added.branch}`;
  const siblings = state.pipelines.get(key) ?? [];
  state.pipelines.set(key, siblings);
  siblings.push(added);
  if (siblings.length <= KEPT_RUNS) return;
  for (const run of siblings.slice(0, siblings.length - KEPT_RUNS)) {
    if (run.attempt.timeline.finishedAt > added.createdAt) continue;
    siblings.splice(siblings.indexOf(run), 1);
    repo.runs.splice(repo.runs.indexOf(run), 1);
    repo.revisionBase += runRevision(run, added.createdAt);
    state.runs.delete(run.id);
    for (const attempt of [run.attempt, ...run.earlier]) {
      for (const job of attempt.jobs) state.runOfJob.delete(job.id);
    }
  }
}
