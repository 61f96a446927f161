import type { DemoEvent, DemoOutcome, DemoPhase, DemoRepo, DemoRun } from "../world/types.ts";
import { type GithubUrls, nodeId, toTime } from "./github-urls.ts";
import { toRawRepoLink } from "./raw-repo.ts";
import { toRawUser } from "./raw-user.ts";

const EVENTS: Readonly<Record<DemoEvent, string>> = {
  push: "push",
  tag: "push",
  change_request: "pull_request",
  schedule: "schedule",
  manual: "workflow_dispatch",
};

const STATUSES: Readonly<Record<DemoPhase, string>> = {
  queued: "queued",
  waiting: "waiting",
  running: "in_progress",
  done: "completed",
};

/** GitHub's word for how something stands. */
export function toRawStatus(phase: DemoPhase): string {
  return STATUSES[phase];
}

/** GitHub's word for an outcome; it has none for an unstable build. */
export function toRawConclusion(outcome: DemoOutcome | null): string | null {
  return outcome === "unstable" ? "neutral" : outcome;
}

/** GitHub's word for what started a run. */
export function toRawEvent(event: DemoEvent): string {
  return EVENTS[event];
}

/**
 * When a run last changed as GitHub sees it: with the run and its jobs, not with every step. The end
 * of a run that is done.
 */
function runUpdatedAt(run: DemoRun): number {
  if (run.phase === "done") return run.finishedAt ?? run.updatedAt;
  if (run.phase === "queued") return run.updatedAt;
  const times = run.jobs.flatMap((job) => [job.queuedAt, job.startedAt, job.finishedAt]);
  return Math.max(run.startedAt ?? run.createdAt, ...times.map((time) => time ?? 0));
}

/** What an answer about a run changes with, for its ETag. */
export function runVersion(run: DemoRun): string {
  return `${run.id}/${run.attempt}/${run.phase}/${runUpdatedAt(run)}`;
}

/** A workflow run with all its fields: https://docs.github.com/en/rest/actions/workflow-runs */
export function toRawRun(
  run: DemoRun,
  repo: DemoRepo,
  urls: GithubUrls,
  withPullRequests: boolean,
) {
  const { commit, workflow } = run;
  const repoUrl = `${urls.api}/repos/${repo.fullName}`;
  const url = `${repoUrl}/actions/runs/${run.id}`;
  const suite = run.id + 1_000_000_000;
  const link = toRawRepoLink(repo, urls);
  // GitHub's "started" is when this attempt was asked for, not when its first job began.
  const startedAt = run.attempt === 1 ? run.createdAt : (run.startedAt ?? run.updatedAt);
  return {
    id: run.id,
    name: workflow.name,
    node_id: nodeId("WorkflowRun", run.id),
    head_branch: run.branch,
    head_sha: commit.sha,
    path: workflow.file,
    display_title: toTitle(run),
    run_number: run.number,
    event: toRawEvent(run.event),
    status: toRawStatus(run.phase),
    conclusion: toRawConclusion(run.outcome),
    workflow_id: workflow.id,
    check_suite_id: suite,
    check_suite_node_id: nodeId("CheckSuite", suite),
    url,
    html_url: `${urls.web}/${repo.fullName}/actions/runs/${run.id}`,
    pull_requests: withPullRequests ? toRawPullRequests(run, repo, repoUrl) : [],
    created_at: toTime(run.createdAt),
    updated_at: toTime(runUpdatedAt(run)),
    actor: toRawUser(run.actor, urls),
    run_attempt: run.attempt,
    referenced_workflows: [],
    run_started_at: toTime(startedAt),
    triggering_actor: toRawUser(run.triggeringActor, urls),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repoUrl}/check-suites/${suite}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null,
    workflow_url: `${repoUrl}/actions/workflows/${workflow.id}`,
    head_commit: {
      id: commit.sha,
      tree_id: [...commit.sha].reverse().join(""),
      message: commit.message,
      timestamp: toTime(commit.committedAt),
      author: { name: commit.author.name, email: commit.author.email },
      committer: { name: commit.author.name, email: commit.author.email },
    },
    repository: link,
    head_repository: link,
  };
}

function toTitle({ event, changeRequest, commit, workflow }: DemoRun): string {
  if (event === "schedule" || event === "manual") return workflow.name;
  if (event === "change_request" && changeRequest) return changeRequest.title;
  return commit.message.split("\n", 1)[0] ?? "";
}

function toRawPullRequests(run: DemoRun, repo: DemoRepo, repoUrl: string) {
  if (run.changeRequest === null) return [];
  const { number } = run.changeRequest;
  const base = repo.branches.find(({ name }) => name === repo.defaultBranch);
  const link = { id: repo.id, url: repoUrl, name: repo.name };
  return [
    {
      url: `${repoUrl}/pulls/${number}`,
      id: repo.id * 10_000 + number,
      number,
      head: { ref: run.branch, sha: run.commit.sha, repo: link },
      base: { ref: repo.defaultBranch, sha: base?.head.sha ?? run.commit.sha, repo: link },
    },
  ];
}
