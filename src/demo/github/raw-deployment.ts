import type { DemoJob, DemoPerson, DemoRepo, DemoRun } from "../world/types.ts";
import { type GithubUrls, nodeId, toTime } from "./github-urls.ts";
import { toRawUser } from "./raw-user.ts";

/** A job that waits for an environment's approval. */
export interface WaitingJob {
  readonly job: DemoJob;
  readonly environment: string;
}

/** What a run waits on. */
export function listWaitingJobs(run: DemoRun): readonly WaitingJob[] {
  return run.jobs.flatMap((job) =>
    job.phase === "waiting" ? { job, environment: job.environment ?? job.name } : [],
  );
}

/** An environment's id, the same for every run of its repository. */
export function environmentId(repo: DemoRepo, environment: string): number {
  let sum = repo.id;
  for (const character of environment) {
    sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_000_000;
  }
  return sum;
}

/** What waits to be approved: `GET …/runs/{run_id}/pending_deployments`. */
export function toRawPendingDeployment(
  { environment }: WaitingJob,
  repo: DemoRepo,
  reviewer: DemoPerson,
  urls: GithubUrls,
) {
  const id = environmentId(repo, environment);
  const name = encodeURIComponent(environment);
  const page = `${urls.web}/${repo.fullName}/deployments/activity_log`;
  return {
    environment: {
      id,
      node_id: nodeId("Environment", id),
      name: environment,
      url: `${urls.api}/repos/${repo.fullName}/environments/${name}`,
      html_url: `${page}?environments_filter=${name}`,
    },
    wait_timer: 0,
    wait_timer_started_at: null,
    current_user_can_approve: true,
    reviewers: [{ type: "User", reviewer: toRawUser(reviewer, urls) }],
  };
}

/** The deployment that an approval lets begin. */
export function toRawDeployment(
  { job, environment }: WaitingJob,
  run: DemoRun,
  repo: DemoRepo,
  urls: GithubUrls,
) {
  const repository_url = `${urls.api}/repos/${repo.fullName}`;
  const url = `${repository_url}/deployments/${job.id}`;
  return {
    url,
    id: job.id,
    node_id: nodeId("Deployment", job.id),
    sha: run.commit.sha,
    ref: run.branch,
    task: "deploy",
    payload: {},
    original_environment: environment,
    environment,
    description: job.gateMessage,
    creator: toRawUser(run.triggeringActor, urls),
    created_at: toTime(run.createdAt),
    updated_at: toTime(run.updatedAt),
    statuses_url: `${url}/statuses`,
    repository_url,
    transient_environment: false,
    production_environment: environment === "production",
  };
}
