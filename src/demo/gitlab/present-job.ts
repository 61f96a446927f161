import type { DemoJob, DemoRun } from "../world/types.ts";
import type { GitlabState } from "./gitlab-state.ts";
import { presentUser } from "./present-person.ts";
import { presentPipeline, toRef, toTime, toTimeOrNull } from "./present-pipeline.ts";
import { presentCommit } from "./present-project.ts";

/** GitLab's word for what a job is doing. */
export function toJobStatus(job: DemoJob): string {
  switch (job.phase) {
    case "queued":
      return job.queuedAt === null ? "created" : "pending";
    case "waiting":
      return "manual";
    case "running":
      return "running";
    case "done":
      break;
  }
  switch (job.outcome) {
    case "failure":
    case "timed_out":
      return "failed";
    case "cancelled":
      return "canceled";
    case "skipped":
      return "skipped";
    default:
      return "success";
  }
}

/** A job as every answer about jobs has it. */
export function presentJob(state: GitlabState, origin: string, run: DemoRun, job: DemoJob) {
  const web = `${origin}${state.basePath}`;
  const status = toJobStatus(job);
  const failure = job.outcome === "timed_out" ? "job_execution_timeout" : "script_failure";
  return {
    id: job.id,
    status,
    stage: job.stage,
    name: job.name,
    ref: toRef(state, run),
    tag: run.event === "tag",
    coverage: null,
    allow_failure: job.allowFailure,
    created_at: toTime(run.createdAt),
    started_at: toTimeOrNull(job.startedAt),
    finished_at: toTimeOrNull(job.finishedAt),
    erased_at: null,
    duration: secondsOrNull(job.startedAt, job.finishedAt ?? state.world.now()),
    queued_duration: secondsOrNull(job.queuedAt, job.startedAt),
    user: presentUser(web, run.triggeringActor),
    commit: presentCommit(web, run.repoFullName, run.commit),
    pipeline: presentPipeline(state, origin, run),
    failure_reason: status === "failed" ? failure : null,
    web_url: `${web}/${run.repoFullName}/-/jobs/${job.id}`,
    project: { ci_job_token_scope_enabled: false },
    artifacts: listArtifacts(job),
    runner: job.startedAt === null ? null : presentRunner(job),
    artifacts_expire_at: null,
    archived: false,
    tag_list: [],
  };
}

function listArtifacts(job: DemoJob) {
  if (job.finishedAt === null || job.startedAt === null) return [];
  const size = job.log().length;
  return [{ file_type: "trace", size, filename: "job.log", file_format: "raw" }];
}

function presentRunner(job: DemoJob) {
  return {
    id: 12,
    description: job.runner,
    ip_address: "",
    active: true,
    paused: false,
    is_shared: true,
    runner_type: "instance_type",
    name: "gitlab-runner",
    online: true,
    status: "online",
  };
}

function secondsOrNull(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : Math.max(0, to - from) / 1000;
}
