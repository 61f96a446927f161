import { isOptional, runsStep } from "./plan.ts";
import type { JobRecord } from "./records.ts";
import type { JobTimes, StepTimes, Timeline } from "./times.ts";
import type { DemoOutcome } from "./types.ts";

export interface TimelineInput {
  readonly requestedAt: number;
  readonly cancelledAt: number | null;
  readonly jobs: readonly JobRecord[];
}

/** Works out the course of an attempt from its plan and from what people did to it. */
export function resolveTimeline(input: TimelineInput): Timeline {
  const times = new Map<JobRecord, JobTimes>();
  let readyAt = input.requestedAt;
  let failedAt: number | null = null;
  for (const stage of new Set(input.jobs.map((job) => job.plan.recipe.stage))) {
    let endAt = readyAt;
    for (const job of input.jobs.filter((one) => one.plan.recipe.stage === stage)) {
      const one = job.kept ?? resolveJob(job, readyAt, failedAt, input.cancelledAt);
      times.set(job, one);
      if (!isIdle(job, one)) endAt = Math.max(endAt, one.finishedAt);
    }
    if (failedAt === null && input.jobs.some((job) => isBlocking(job, times.get(job)))) {
      failedAt = endAt;
    }
    readyAt = endAt;
  }
  const jobs = input.jobs.map((job) => times.get(job) as JobTimes);
  const starts = jobs.flatMap((one, index) =>
    one.startedAt === null || input.jobs[index]?.kept ? [] : [one.startedAt],
  );
  return {
    jobs,
    startedAt: starts.length === 0 ? null : Math.min(...starts),
    finishedAt: readyAt,
    outcome: runOutcome(input, jobs),
    changes: listChanges(input.requestedAt, jobs),
  };
}

function resolveJob(
  job: JobRecord,
  readyAt: number,
  failedAt: number | null,
  cancelledAt: number | null,
): JobTimes {
  const { plan } = job;
  if (failedAt !== null || plan.result === "skipped") {
    const at = Math.min(
      failedAt ?? readyAt + plan.queueMs,
      cancelledAt ?? Number.POSITIVE_INFINITY,
    );
    return idleJob(plan.steps.length, null, at, "skipped");
  }
  const endedAt = Math.min(
    cancelledAt ?? Number.POSITIVE_INFINITY,
    job.endedAt ?? Number.POSITIVE_INFINITY,
  );
  const openAt = plan.gateMs === null ? null : (job.playedAt ?? readyAt + plan.gateMs);
  const startedAt = (openAt ?? readyAt) + plan.queueMs;
  if (endedAt <= startedAt) {
    const outcome = job.refused ? "failure" : "cancelled";
    const queuedAt = endedAt < readyAt ? null : readyAt;
    return { ...idleJob(plan.steps.length, queuedAt, endedAt, outcome), openAt };
  }
  const steps: StepTimes[] = [];
  let at = startedAt;
  for (const [index, step] of plan.steps.entries()) {
    const isRun = runsStep(plan, index) && at < endedAt;
    const end = isRun ? Math.min(at + step.ms, endedAt) : at;
    steps.push({
      startedAt: isRun ? at : null,
      finishedAt: end,
      outcome: isRun ? stepOutcome(index, plan.failedStep, end === endedAt) : "skipped",
    });
    at = end;
  }
  const outcome = at === endedAt ? "cancelled" : plan.result;
  return { queuedAt: readyAt, openAt, startedAt, finishedAt: at, outcome, steps };
}

function stepOutcome(index: number, failedStep: number, isCut: boolean): DemoOutcome {
  if (isCut) return "cancelled";
  return index === failedStep ? "failure" : "success";
}

function idleJob(
  stepCount: number,
  queuedAt: number | null,
  finishedAt: number,
  outcome: DemoOutcome,
): JobTimes {
  const step: StepTimes = { startedAt: null, finishedAt, outcome: "skipped" };
  const steps = Array.from({ length: stepCount }, () => step);
  return { queuedAt, openAt: null, startedAt: null, finishedAt, outcome, steps };
}

/** A manual job nobody has started: its run ends without it. */
function isIdle(job: JobRecord, times: JobTimes): boolean {
  return isOptional(job.plan) && times.finishedAt === Number.POSITIVE_INFINITY;
}

function isBlocking(job: JobRecord, times: JobTimes | undefined): boolean {
  if (times === undefined || job.plan.recipe.allowFailure) return false;
  return ["failure", "timed_out", "cancelled"].includes(times.outcome);
}

function runOutcome(input: TimelineInput, jobs: readonly JobTimes[]): DemoOutcome {
  const counted = jobs.filter((one, index) => {
    const job = input.jobs[index];
    return job !== undefined && !(job.plan.recipe.allowFailure && one.outcome !== "skipped");
  });
  const outcomes = new Set(counted.map((one) => one.outcome));
  if (input.cancelledAt !== null && jobs.some((one) => one.outcome === "cancelled")) {
    return "cancelled";
  }
  for (const word of ["timed_out", "failure", "cancelled", "unstable", "neutral"] as const) {
    if (outcomes.has(word)) return word;
  }
  return counted.length > 0 && outcomes.size === 1 && outcomes.has("skipped")
    ? "skipped"
    : "success";
}

function listChanges(requestedAt: number, jobs: readonly JobTimes[]): readonly number[] {
  const changes = [requestedAt];
  for (const job of jobs) {
    changes.push(job.queuedAt ?? 0, job.openAt ?? 0, job.startedAt ?? 0, job.finishedAt);
    for (const step of job.steps) changes.push(step.startedAt ?? 0, step.finishedAt);
  }
  const known = changes.filter((at) => at >= requestedAt && Number.isFinite(at));
  return [...new Set(known)].sort((left, right) => left - right);
}
