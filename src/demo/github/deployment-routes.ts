import type { DemoAnswer, DemoRequest, DemoRoute } from "../http-types.ts";
import type { DemoRepo, DemoRun } from "../world/types.ts";
import { answerError } from "./answers.ts";
import { forViewer, type GithubContext, withRun } from "./context.ts";
import { API_PATH, readUrls } from "./github-urls.ts";
import {
  environmentId,
  listWaitingJobs,
  toRawDeployment,
  toRawPendingDeployment,
  type WaitingJob,
} from "./raw-deployment.ts";

const PENDING = `${API_PATH}/repos/:owner/:repo/actions/runs/:run/pending_deployments`;

/** What a run waits on, and the answer to it. */
export function createDeploymentRoutes(context: GithubContext): readonly DemoRoute[] {
  return [
    {
      method: "GET",
      path: PENDING,
      handle: withRun(context, (request, run, repo) => ({
        json: listWaitingJobs(run).map((waiting) =>
          toRawPendingDeployment(waiting, repo, context.world.viewer, readUrls(request)),
        ),
      })),
    },
    {
      method: "POST",
      path: PENDING,
      handle: forViewer(
        context,
        withRun(context, (request, run, repo) => review(context, request, run, repo)),
      ),
    },
  ];
}

/** https://docs.github.com/en/rest/actions/workflow-runs#review-pending-deployments-for-a-workflow-run */
function review(
  { world }: GithubContext,
  request: DemoRequest,
  run: DemoRun,
  repo: DemoRepo,
): DemoAnswer {
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  const ids: readonly unknown[] = Array.isArray(body.environment_ids) ? body.environment_ids : [];
  const isMeant = ({ environment }: WaitingJob) => ids.includes(environmentId(repo, environment));
  const meant = listWaitingJobs(run).filter(isMeant);
  if (meant.length === 0)
    return answerError(422, "No pending deployment requests to approve or reject");
  if (body.state === "approved") for (const { job } of meant) world.play(job.id);
  else if (body.state === "rejected") world.reject(run.id);
  else
    return answerError(422, "Invalid request.\n\nstate is not a member of [approved, rejected].");
  return { json: meant.map((waiting) => toRawDeployment(waiting, run, repo, readUrls(request))) };
}
