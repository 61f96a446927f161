import type { DemoRepo, DemoRun } from "../world/types.ts";
import type { GitlabState } from "./gitlab-state.ts";
import { presentUser } from "./present-person.ts";

/** GitLab's word for what a run is doing. */
export function toPipelineStatus(run: DemoRun): string {
  switch (run.phase) {
    case "queued":
      return run.jobs.some((job) => job.queuedAt !== null) ? "pending" : "created";
    case "waiting":
      return "manual";
    case "running":
      return "running";
    case "done":
      return toDoneStatus(run);
  }
}

function toDoneStatus(run: DemoRun): string {
  switch (run.outcome) {
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

/** What started a run, in GitLab's word. */
export function toSource({ starts }: GitlabState, run: DemoRun): string {
  const start = starts.get(run.id);
  if (start) return start.source;
  switch (run.event) {
    case "change_request":
      return "merge_request_event";
    case "schedule":
      return "schedule";
    case "manual":
      return "web";
    default:
      return "push";
  }
}

/** The ref a run is for: merge requests have their own. */
export function toRef({ starts }: GitlabState, run: DemoRun): string {
  const given = starts.get(run.id)?.ref;
  if (given) return given;
  const isMerge = run.event === "change_request" && run.changeRequest !== null;
  return isMerge ? `refs/merge-requests/${run.changeRequest.number}/head` : run.branch;
}

/** A pipeline as `GET /projects/:id/pipelines` lists it. */
export function presentPipeline(state: GitlabState, origin: string, run: DemoRun) {
  return {
    id: run.id,
    iid: run.number,
    project_id: run.repoId,
    sha: run.commit.sha,
    ref: toRef(state, run),
    status: toPipelineStatus(run),
    source: toSource(state, run),
    created_at: toTime(run.createdAt),
    updated_at: state.updatedAt(run),
    web_url: `${origin}${state.basePath}/${run.repoFullName}/-/pipelines/${run.id}`,
    name: null,
  };
}

/** A pipeline as `GET /projects/:id/pipelines/:pipeline_id` and the actions answer it. */
export function presentWholePipeline(
  state: GitlabState,
  origin: string,
  run: DemoRun,
  project: DemoRepo,
) {
  const { startedAt } = run;
  const before = run.attempt > 1 ? state.world.attempt(run.id, run.attempt - 1) : null;
  const first = run.attempt > 1 ? state.world.attempt(run.id, 1) : null;
  const isIdle = run.phase === "done" || run.phase === "waiting";
  return {
    ...presentPipeline(state, origin, run),
    before_sha: "0".repeat(40),
    tag: run.event === "tag",
    yaml_errors: null,
    user: presentUser(`${origin}${state.basePath}`, run.triggeringActor),
    // One that is retried keeps its first start, and its last end until it ends again.
    started_at: toTimeOrNull(first?.startedAt ?? startedAt),
    finished_at: toTimeOrNull(run.finishedAt ?? before?.finishedAt ?? null),
    committed_at: null,
    duration: isIdle && startedAt !== null ? countJobSeconds(run) : null,
    queued_duration:
      startedAt === null ? null : Math.round(Math.max(0, startedAt - run.createdAt) / 1000),
    coverage: null,
    detailed_status: presentDetailedStatus(state, run, project),
  };
}

// What its pages show for a status, and the group that gives it its colour.
const DETAILS: Readonly<Record<string, readonly [text: string, label: string, group: string]>> = {
  created: ["Created", "created", "created"],
  pending: ["Pending", "pending", "pending"],
  running: ["Running", "running", "running"],
  manual: ["Blocked", "waiting for manual action", "manual"],
  success: ["Passed", "passed", "success"],
  warning: ["Warning", "passed with warnings", "success-with-warnings"],
  failed: ["Failed", "failed", "failed"],
  canceled: ["Canceled", "canceled", "canceled"],
  skipped: ["Skipped", "skipped", "skipped"],
};

function presentDetailedStatus({ basePath }: GitlabState, run: DemoRun, project: DemoRepo) {
  const status = toPipelineStatus(run);
  const hasWarning = run.jobs.some((job) => job.allowFailure && job.outcome === "failure");
  const word = status === "success" && hasWarning ? "warning" : status;
  const [text, label, group] = DETAILS[word] ?? [status, status, status];
  return {
    icon: `status_${word}`,
    text,
    label,
    group,
    tooltip: label,
    has_details: true,
    details_path: `${basePath}/${project.fullName}/-/pipelines/${run.id}`,
    illustration: null,
    favicon: `/assets/ci_favicons/favicon_status_${word}.png`,
  };
}

/** Seconds in which at least one job ran, as GitLab counts a pipeline's duration. */
function countJobSeconds(run: DemoRun): number {
  const spans = run.jobs
    .flatMap(({ startedAt, finishedAt }) =>
      startedAt === null || finishedAt === null ? [] : [{ startedAt, finishedAt }],
    )
    .sort((a, b) => a.startedAt - b.startedAt);
  let endMs = 0;
  let totalMs = 0;
  for (const { startedAt, finishedAt } of spans) {
    totalMs += Math.max(0, finishedAt - Math.max(startedAt, endMs));
    endMs = Math.max(endMs, finishedAt);
  }
  return Math.round(totalMs / 1000);
}

/** Milliseconds since 1970 in GitLab's spelling. */
export function toTime(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

/** {@link toTime}, null for null. */
export function toTimeOrNull(timeMs: number | null): string | null {
  return timeMs === null ? null : toTime(timeMs);
}
