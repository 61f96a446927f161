import { planJobs } from "./plan.ts";
import { createRandom } from "./random.ts";
import type { AttemptRecord, JobRecord, RunRecord } from "./records.ts";
import { resolveTimeline } from "./timeline.ts";
import type { DemoInput, DemoPerson, DemoTrigger } from "./types.ts";
import { countUntil, runRevision } from "./view-run.ts";
import { addRun, createAttempt, createJob, nextJobId, type WorldState } from "./world-state.ts";

/** Why an action could not be done, or the run it changed. */
export type ActionOutcome = RunRecord | "not-found" | "not-allowed" | "bad-input";

const REPEATED_SUCCESS = 0.9;

/** A further attempt of a done run; for Jenkins a new build of the same commit. */
export function rerun(
  state: WorldState,
  run: RunRecord,
  nowMs: number,
  actor: DemoPerson,
  failedOnly: boolean,
): ActionOutcome {
  const { attempt } = run;
  if (!canStart(run) || attempt.timeline.finishedAt > nowMs) return "not-allowed";
  const isGone = (index: number) => !hasPassed(attempt, index);
  if (failedOnly && !attempt.jobs.some((_, index) => isGone(index))) return "not-allowed";
  if (run.repo.spec.vendor === "jenkins") return rebuild(state, run, nowMs, actor);
  const isAnew = (index: number) => !failedOnly || isGone(index);
  startAttempt(state, run, nowMs, actor, attempt.number + 1, isAnew);
  return run;
}

/** One job again, with those that were skipped behind it. */
export function retryJob(
  state: WorldState,
  run: RunRecord,
  jobId: number,
  nowMs: number,
  actor: DemoPerson,
): ActionOutcome {
  const { attempt } = run;
  const index = attempt.jobs.findIndex((job) => job.id === jobId);
  if (index < 0) return "not-found";
  const isOver = (attempt.timeline.jobs[index]?.finishedAt ?? 0) <= nowMs;
  if (!canStart(run) || !isOver || attempt.timeline.finishedAt > nowMs) return "not-allowed";
  if (run.repo.spec.vendor === "jenkins") return "not-allowed";
  const number = attempt.number + (run.repo.spec.vendor === "github" ? 1 : 0);
  const isSkipped = (at: number) => attempt.timeline.jobs[at]?.outcome === "skipped";
  startAttempt(state, run, nowMs, actor, number, (at) => at === index || isSkipped(at));
  return run;
}

/** Ends a run that is not done. */
export function cancel(run: RunRecord, nowMs: number): ActionOutcome {
  if (run.attempt.timeline.finishedAt <= nowMs) return "not-allowed";
  run.attempt.cancelledAt = nowMs;
  change(run, nowMs);
  return run;
}

/** Ends one job that is not done. */
export function cancelJob(run: RunRecord, jobId: number, nowMs: number): ActionOutcome {
  const index = run.attempt.jobs.findIndex((job) => job.id === jobId);
  const job = run.attempt.jobs[index];
  if (job === undefined) return "not-found";
  if ((run.attempt.timeline.jobs[index]?.finishedAt ?? 0) <= nowMs) return "not-allowed";
  job.endedAt = nowMs;
  change(run, nowMs);
  return run;
}

/** Opens the gates that are shut now: those of one job, or all of them. */
export function openGates(run: RunRecord, nowMs: number, jobId: number | null): ActionOutcome {
  if (jobId !== null && !run.attempt.jobs.some((job) => job.id === jobId)) return "not-found";
  const waiting = listWaiting(run, nowMs).filter((job) => jobId === null || job.id === jobId);
  if (waiting.length === 0) return "not-allowed";
  for (const job of waiting) job.playedAt = nowMs;
  change(run, nowMs);
  return run;
}

/** Ends a waiting run at its gate: aborted in Jenkins, failed elsewhere. */
export function refuse(run: RunRecord, nowMs: number): ActionOutcome {
  const waiting = listWaiting(run, nowMs);
  if (waiting.length === 0) return "not-allowed";
  for (const job of waiting) {
    job.endedAt = nowMs;
    job.refused = run.repo.spec.vendor !== "jenkins";
  }
  change(run, nowMs);
  return run;
}

/** Starts a workflow on a branch by hand. */
export function trigger(
  state: WorldState,
  request: DemoTrigger,
  nowMs: number,
  actor: DemoPerson,
): ActionOutcome {
  const repo = state.repos.find((one) => one.id === request.repoId);
  const workflow = repo?.workflows.find((one) => one.view.id === request.workflowId);
  const branch = repo?.branches.find((one) => one.name === request.branch);
  if (repo === undefined || workflow === undefined || branch === undefined) return "not-found";
  if (!workflow.view.dispatchable) return "not-allowed";
  const inputs = readInputs(
    workflow.spec.inputs,
    request.inputs ?? {},
    repo.spec.vendor === "github",
  );
  if (inputs === null) return "bad-input";
  const count = (state.counters.get("actions") ?? 0) + 1;
  state.counters.set("actions", count);
  const seed = [state.seed, "trigger", repo.spec.fullName, workflow.view.name, branch.name, count];
  const isGood = createRandom(...seed).chance(REPEATED_SUCCESS);
  return addRun(state, {
    repo,
    workflow,
    branch: branch.name,
    event: "manual",
    actor,
    commit: branch.head,
    changeRequest: null,
    inputs,
    createdAt: nowMs,
    shape: { outcome: isGood ? "success" : "failure" },
    seed,
  });
}

function readInputs(
  known: readonly DemoInput[],
  given: Readonly<Record<string, string>>,
  isStrict: boolean,
): Record<string, string> | null {
  const inputs: Record<string, string> = { ...given };
  if (isStrict && Object.keys(given).some((name) => !known.some((one) => one.name === name))) {
    return null;
  }
  for (const input of known) {
    const value = given[input.name] ?? input.defaultValue;
    if (input.required && value === "") return null;
    if (input.type === "choice" && !input.options.includes(value)) return null;
    if (value !== "") inputs[input.name] = value;
  }
  return inputs;
}

function canStart(run: RunRecord): boolean {
  return !run.repo.spec.archived && !run.repo.spec.disabled;
}

function hasPassed(attempt: AttemptRecord, index: number): boolean {
  const outcome = attempt.timeline.jobs[index]?.outcome;
  return outcome === "success" || outcome === "neutral";
}

function listWaiting(run: RunRecord, nowMs: number): readonly JobRecord[] {
  return run.attempt.jobs.filter((_, index) => {
    const times = run.attempt.timeline.jobs[index];
    if (times === undefined || times.queuedAt === null || times.openAt === null) return false;
    return times.queuedAt <= nowMs && nowMs < times.openAt && nowMs < times.finishedAt;
  });
}

function rebuild(state: WorldState, run: RunRecord, nowMs: number, actor: DemoPerson): RunRecord {
  const seed = [state.seed, "rebuild", run.id, nowMs];
  const isGood = createRandom(...seed).chance(REPEATED_SUCCESS);
  return addRun(state, {
    repo: run.repo,
    workflow: run.workflow,
    branch: run.branch,
    event: "manual",
    actor,
    commit: run.commit,
    changeRequest: null,
    inputs: run.inputs,
    createdAt: nowMs,
    shape: { outcome: isGood ? "success" : "failure" },
    seed,
  });
}

/** Replaces the present attempt by a new one, in which the other jobs keep their result. */
function startAttempt(
  state: WorldState,
  run: RunRecord,
  nowMs: number,
  actor: DemoPerson,
  number: number,
  isAnew: (index: number) => boolean,
): void {
  const { vendor } = run.repo.spec;
  const seed = [state.seed, "attempt", run.id, run.earlier.length];
  const isGood = createRandom(...seed).chance(REPEATED_SUCCESS);
  const plans = planJobs({
    seed,
    vendor,
    recipe: run.workflow.spec.recipe,
    shape: { outcome: isGood ? "success" : "failure" },
    speed: state.speed,
  });
  const before = run.attempt;
  const jobs = plans.map((plan, index) => {
    const old = before.jobs[index];
    const times = before.timeline.jobs[index];
    if (isAnew(index) || old === undefined || times === undefined) {
      return createJob(nextJobId(state, vendor), plan);
    }
    // GitHub lists a kept job under a new id, GitLab under its own.
    const id = vendor === "github" ? nextJobId(state, vendor) : old.id;
    return createJob(id, old.plan, times);
  });
  const base = runRevision(run, nowMs) + 1;
  run.earlier.push(before);
  run.attempt = createAttempt(number, actor, nowMs, jobs);
  settle(run, base, nowMs);
  for (const job of jobs) state.runOfJob.set(job.id, run);
}

/** Works out the course anew after an action at `nowMs`, which counts as a change of its own. */
function change(run: RunRecord, nowMs: number): void {
  const base = runRevision(run, nowMs) + 1;
  run.attempt.timeline = resolveTimeline(run.attempt);
  settle(run, base, nowMs);
}

function settle(run: RunRecord, revision: number, nowMs: number): void {
  run.revisionBase = revision;
  run.countedChanges = countUntil(run.attempt.timeline.changes, nowMs);
  run.actedAt = nowMs;
  run.view = null;
}
