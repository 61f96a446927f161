import { cleanText } from "../../model/clean-text.ts";
import { toIsoTime } from "../../model/iso-time.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { RunStatus } from "../../model/run-status.ts";
import { type JenkinsBuild, type JenkinsJob, toRunId } from "./jenkins-job.ts";

const STATUSES: Readonly<Record<string, RunStatus>> = {
  SUCCESS: "success",
  UNSTABLE: "warning",
  FAILURE: "failed",
  ABORTED: "cancelled",
  NOT_BUILT: "skipped",
};

/** What a build is doing or how it ended; `isPaused`: it stands at an input gate. */
export function toRunStatus(
  build: Pick<JenkinsBuild, "isBuilding" | "result">,
  isPaused = false,
): RunStatus {
  if (build.isBuilding) return isPaused ? "waiting" : "running";
  const { result } = build;
  return result !== null && Object.hasOwn(STATUSES, result)
    ? (STATUSES[result] ?? "unknown")
    : "unknown";
}

/** What is known of a build beside its own record. */
export interface BuildContext {
  readonly source: string;
  readonly job: JenkinsJob;
  readonly branch: string;
  readonly isPaused: boolean;
}

/** Turns a build into a run. Jenkins dates a build from its leave of the queue. */
export function toPipelineRun(build: JenkinsBuild, context: BuildContext): PipelineRun {
  const { source, job, branch, isPaused } = context;
  const { isBuilding, timestampMs, durationMs, details } = build;
  const hasEnded = !isBuilding && timestampMs !== null && durationMs !== null;
  const startedAt = toIsoTime(timestampMs);
  return {
    id: cleanText(toRunId(job, build.number)),
    source,
    provider: "jenkins",
    repo: job.repo,
    branch,
    workflow: job.workflow,
    number: build.number,
    attempt: 1,
    status: toRunStatus(build, isPaused),
    conclusion: isBuilding ? null : build.result,
    event: details?.event ?? null,
    actor: details?.actor ?? null,
    commit: { sha: details?.sha ?? null, message: details?.message ?? null },
    queuedAt: startedAt,
    startedAt,
    finishedAt: hasEnded ? toIsoTime(timestampMs + durationMs) : null,
    durationSec: hasEnded ? Math.round(durationMs / 1000) : null,
    url: `${job.url}${build.number}/`,
  };
}

/** The run a queued build is going to be; null where nothing waits. It has no page of its own yet. */
export function toQueuedRun(source: string, job: JenkinsJob, branch: string): PipelineRun | null {
  if (!job.queued) return null;
  const { number, sinceMs, event, actor } = job.queued;
  return {
    id: cleanText(toRunId(job, number)),
    source,
    provider: "jenkins",
    repo: job.repo,
    branch,
    workflow: job.workflow,
    number,
    attempt: 1,
    status: "queued",
    conclusion: null,
    event,
    actor,
    commit: { sha: null, message: null },
    queuedAt: toIsoTime(sinceMs),
    startedAt: null,
    finishedAt: null,
    durationSec: null,
    url: job.url,
  };
}

/**
 * The branch of each build, by number. One that has not checked out anything, or whose revision is
 * not known, goes with the older build next to it, so that a row does not jump while a build starts.
 */
export function resolveBranches(job: JenkinsJob): ReadonlyMap<number, string> {
  const branches = new Map<number, string>();
  const own = (build: JenkinsBuild) => job.branch ?? build.details?.branches[0] ?? null;
  const oldestKnown = job.builds.map(own).findLast((branch) => branch !== null) ?? "-";
  let last = oldestKnown;
  for (const build of job.builds.toReversed()) {
    last = own(build) ?? last;
    branches.set(build.number, last);
  }
  return branches;
}

/** The branch of a job's newest build, which one in the queue is taken to share. */
export function newestBranch(job: JenkinsJob, branches: ReadonlyMap<number, string>): string {
  const newest = job.builds[0];
  return job.branch ?? (newest && branches.get(newest.number)) ?? "-";
}
