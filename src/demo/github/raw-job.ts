import type { DemoJob, DemoRepo, DemoRun, DemoStep } from "../world/types.ts";
import { type GithubUrls, nodeId, toTime } from "./github-urls.ts";
import { toRawConclusion, toRawStatus } from "./raw-run.ts";

/** The jobs GitHub lists: one whose turn has not come does not exist yet. */
export function listedJobs(run: DemoRun): readonly DemoJob[] {
  return run.jobs.filter((job) => job.phase !== "queued" || job.queuedAt !== null);
}

/** A job with all its fields and steps: https://docs.github.com/en/rest/actions/workflow-jobs */
export function toRawJob(job: DemoJob, run: DemoRun, repo: DemoRepo, urls: GithubUrls) {
  const repoUrl = `${urls.api}/repos/${repo.fullName}`;
  const createdAt = job.queuedAt ?? job.startedAt ?? job.finishedAt ?? run.createdAt;
  const hasRunner = job.startedAt !== null;
  const runnerId = (job.id % 97) + 1;
  return {
    id: job.id,
    run_id: run.id,
    workflow_name: run.workflow.name,
    head_branch: run.branch,
    run_url: `${repoUrl}/actions/runs/${run.id}`,
    run_attempt: run.attempt,
    node_id: nodeId("CheckRun", job.id),
    head_sha: run.commit.sha,
    url: `${repoUrl}/actions/jobs/${job.id}`,
    html_url: `${urls.web}/${repo.fullName}/actions/runs/${run.id}/job/${job.id}`,
    status: toRawStatus(job.phase),
    conclusion: toRawConclusion(job.outcome),
    created_at: toTime(createdAt),
    // GitHub has no null here: a job that has not begun gives the time it came to be.
    started_at: toTime(job.startedAt ?? createdAt),
    completed_at: job.finishedAt === null ? null : toTime(job.finishedAt),
    name: job.name,
    steps: hasRunner ? job.steps.map(toRawStep) : [],
    check_run_url: `${repoUrl}/check-runs/${job.id}`,
    labels: [job.runner],
    runner_id: hasRunner ? runnerId : null,
    runner_name: hasRunner ? `GitHub Actions ${runnerId}` : null,
    runner_group_id: hasRunner ? 0 : null,
    runner_group_name: hasRunner ? "GitHub Actions" : null,
  };
}

function toRawStep(step: DemoStep) {
  return {
    name: step.name,
    status: toRawStatus(step.phase),
    conclusion: toRawConclusion(step.outcome),
    number: step.number,
    started_at: step.startedAt === null ? null : toTime(step.startedAt),
    completed_at: step.finishedAt === null ? null : toTime(step.finishedAt),
  };
}
