import { isOptional } from "./plan.ts";
import type { AttemptRecord, JobRecord, RunRecord } from "./records.ts";
import type { JobTimes, StepTimes } from "./times.ts";
import type { DemoJob, DemoPhase, DemoRun, DemoStep } from "./types.ts";
import { writeJobLog, writeRunLog } from "./write-log.ts";

/** How many changes a run has seen until `nowMs`. */
export function runRevision(run: RunRecord, nowMs: number): number {
  const { changes } = run.attempt.timeline;
  return run.revisionBase + countUntil(changes, nowMs) - run.countedChanges;
}

/** A run as it is at `nowMs`; the same object until it changes. */
export function viewRun(run: RunRecord, nowMs: number, now: () => number): DemoRun {
  const revision = runRevision(run, nowMs);
  if (run.view?.revision === revision) return run.view;
  run.view = viewAttempt(run, run.attempt, revision, nowMs, now);
  return run.view;
}

/** A run as one of its attempts has it at `nowMs`. */
export function viewAttempt(
  run: RunRecord,
  attempt: AttemptRecord,
  revision: number,
  nowMs: number,
  now: () => number,
): DemoRun {
  const { timeline } = attempt;
  const jobs = attempt.jobs.map((job, index) =>
    viewJob(job, timeline.jobs[index] as JobTimes, nowMs, () =>
      writeJobLog(run, attempt, index, now()),
    ),
  );
  const phase = runPhase(attempt, jobs, nowMs);
  const changed = timeline.changes[countUntil(timeline.changes, nowMs) - 1];
  const { spec } = run.repo;
  return {
    id: run.id,
    number: run.number,
    attempt: attempt.number,
    vendor: spec.vendor,
    repoId: run.repo.id,
    repoFullName: spec.fullName,
    workflow: run.workflow.view,
    branch: run.branch,
    event: run.event,
    actor: run.actor,
    triggeringActor: attempt.actor,
    commit: run.commit,
    changeRequest: run.changeRequest,
    inputs: run.inputs,
    createdAt: run.createdAt,
    startedAt: until(timeline.startedAt, nowMs),
    finishedAt: phase === "done" ? timeline.finishedAt : null,
    updatedAt: Math.max(changed ?? 0, attempt.requestedAt, lastActionAt(run, attempt)),
    phase,
    outcome: phase === "done" ? timeline.outcome : null,
    jobs,
    estimatedMs: timeline.finishedAt - (timeline.startedAt ?? timeline.finishedAt),
    revision,
    log: () => writeRunLog(run, attempt, now()),
  };
}

/** The time of the last action on the present attempt; 0 for an earlier one. */
function lastActionAt(run: RunRecord, attempt: AttemptRecord): number {
  return run.attempt === attempt ? run.actedAt : 0;
}

function runPhase(attempt: AttemptRecord, jobs: readonly DemoJob[], nowMs: number): DemoPhase {
  if (nowMs >= attempt.timeline.finishedAt) return "done";
  const open = jobs.filter((job, index) => {
    const record = attempt.jobs[index];
    return job.phase !== "done" && record !== undefined && !isShut(record, job);
  });
  if (open.some((job) => job.phase === "running")) return "running";
  const isMoving = open.some((job) => job.phase === "queued" && job.queuedAt !== null);
  if (!isMoving && open.some((job) => job.phase === "waiting")) return "waiting";
  const { startedAt } = attempt.timeline;
  return startedAt !== null && nowMs >= startedAt ? "running" : "queued";
}

/** A manual job nobody started holds nothing up. */
function isShut(record: JobRecord, job: DemoJob): boolean {
  return isOptional(record.plan) && job.phase === "waiting";
}

function viewJob(job: JobRecord, times: JobTimes, nowMs: number, log: () => string): DemoJob {
  const { recipe } = job.plan;
  const phase = jobPhase(times, nowMs);
  return {
    id: job.id,
    name: recipe.name,
    stage: recipe.stage,
    phase,
    outcome: phase === "done" ? times.outcome : null,
    allowFailure: recipe.allowFailure,
    manual: recipe.manual,
    environment: recipe.environment,
    gateMessage: recipe.gateMessage,
    runner: recipe.runner,
    queuedAt: until(times.queuedAt, nowMs),
    startedAt: until(times.startedAt, nowMs),
    finishedAt: phase === "done" ? times.finishedAt : null,
    steps: job.plan.steps.map((step, index) =>
      viewStep(index + 1, step.name, times.steps[index] as StepTimes, nowMs),
    ),
    log,
  };
}

function jobPhase(times: JobTimes, nowMs: number): DemoPhase {
  if (nowMs >= times.finishedAt) return "done";
  if (times.startedAt !== null && nowMs >= times.startedAt) return "running";
  const isTurn = times.queuedAt !== null && nowMs >= times.queuedAt;
  return isTurn && times.openAt !== null && nowMs < times.openAt ? "waiting" : "queued";
}

function viewStep(number: number, name: string, times: StepTimes, nowMs: number): DemoStep {
  const isDone = nowMs >= times.finishedAt;
  const startedAt = until(times.startedAt, nowMs);
  return {
    number,
    name,
    phase: isDone ? "done" : startedAt === null ? "queued" : "running",
    outcome: isDone ? times.outcome : null,
    startedAt,
    finishedAt: isDone && times.startedAt !== null ? times.finishedAt : null,
  };
}

function until(at: number | null, nowMs: number): number | null {
  return at === null || at > nowMs ? null : at;
}

/** How many of the ascending times are not after `nowMs`. */
export function countUntil(times: readonly number[], nowMs: number): number {
  const last = times.at(-1);
  if (last === undefined || last <= nowMs) return times.length;
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= nowMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
