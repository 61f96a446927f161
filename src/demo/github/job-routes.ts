import { createHash } from "node:crypto";
import type { DemoAnswer, DemoRequest, DemoRoute } from "../http-types.ts";
import type { DemoJob, DemoRepo, DemoRun } from "../world/types.ts";
import { answerAction, answerError, answerNotFound } from "./answers.ts";
import { accessOf, forViewer, type GithubContext, withRepo, withRun } from "./context.ts";
import { API_PATH, readUrls } from "./github-urls.ts";
import { cutPage } from "./paging.ts";
import { listRawAnnotations } from "./raw-annotation.ts";
import { listedJobs, toRawJob } from "./raw-job.ts";

const REPO = `${API_PATH}/repos/:owner/:repo`;
const ACTIONS = `${REPO}/actions`;
const STORE = "/_logs";

type AnswerJob = (request: DemoRequest, job: DemoJob, run: DemoRun, repo: DemoRepo) => DemoAnswer;

/** A run's jobs with their steps, the log of each, and what the runner found in it. */
export function createJobRoutes(context: GithubContext): readonly DemoRoute[] {
  const { world } = context;

  const withJob = (answer: AnswerJob) =>
    withRepo(context, (request, repo) => {
      const found = world.job(Number(request.params.job));
      return found === null || found.run.repoId !== repo.id
        ? answerNotFound()
        : answer(request, found.job, found.run, repo);
    });

  return [
    {
      method: "GET",
      path: `${ACTIONS}/runs/:run/jobs`,
      handle: withRun(context, (request, run, repo) => {
        const runs = request.query.get("filter") === "all" ? listAttempts(context, run) : [run];
        return answerJobs(request, repo, runs);
      }),
    },
    {
      method: "GET",
      path: `${ACTIONS}/runs/:run/attempts/:attempt/jobs`,
      handle: withRun(context, (request, { id }, repo) => {
        const run = world.attempt(id, Number(request.params.attempt));
        return run === null ? answerNotFound() : answerJobs(request, repo, [run]);
      }),
    },
    {
      method: "GET",
      path: `${ACTIONS}/jobs/:job`,
      handle: withJob((request, job, run, repo) => ({
        json: toRawJob(job, run, repo, readUrls(request)),
      })),
    },
    {
      method: "GET",
      // A job's check run has the job's own number.
      path: `${REPO}/check-runs/:job/annotations`,
      handle: withJob((request, job, run, repo) => {
        const { items, headers } = cutPage(
          request,
          listRawAnnotations(job, run, repo, readUrls(request)),
        );
        return { headers, json: items };
      }),
    },
    {
      method: "POST",
      path: `${ACTIONS}/jobs/:job/rerun`,
      handle: forViewer(
        context,
        withJob((_request, job) =>
          answerAction(world.retryJob(job.id), 201, {
            status: 403,
            message: "The workflow run containing this job is already running",
          }),
        ),
      ),
    },
    {
      method: "GET",
      path: `${ACTIONS}/jobs/:job/logs`,
      handle: withJob((request, job) => answerLogAddress(context, request, job)),
    },
    {
      method: "GET",
      path: `${STORE}/:job`,
      handle: (request) => answerLog(context, request),
    },
  ];
}

function listAttempts({ world }: GithubContext, run: DemoRun): readonly DemoRun[] {
  const earlier = Array.from({ length: run.attempt - 1 }, (_, index) => run.attempt - 1 - index);
  return [run, ...earlier.flatMap((number) => world.attempt(run.id, number) ?? [])];
}

function answerJobs(request: DemoRequest, repo: DemoRepo, runs: readonly DemoRun[]): DemoAnswer {
  const urls = readUrls(request);
  const jobs = runs.flatMap((run) => listedJobs(run).map((job) => toRawJob(job, run, repo, urls)));
  const { items, total, headers } = cutPage(request, jobs);
  return { headers, json: { total_count: total, jobs: items } };
}

/**
 * GitHub keeps logs elsewhere and gives an address signed for a minute, once the job has ended:
 * https://docs.github.com/en/rest/actions/workflow-jobs#download-job-logs-for-a-workflow-run
 */
function answerLogAddress(context: GithubContext, request: DemoRequest, job: DemoJob): DemoAnswer {
  if (accessOf(context, request) !== "viewer") {
    return answerError(403, "Must have admin rights to Repository.");
  }
  if (job.phase !== "done") return answerNotFound();
  // Another name of this machine is another host, as GitHub's store of logs is.
  const store = readUrls(request).web.replace("//127.0.0.1", "//localhost");
  const location = `${store}${STORE}/${job.id}?sig=${sign(context, String(job.id))}`;
  return { status: 302, headers: { location }, text: "", type: "text/html;charset=utf-8" };
}

function answerLog(context: GithubContext, request: DemoRequest): DemoAnswer {
  const id = request.params.job ?? "";
  // The real store refuses a request that carries GitHub's own credential.
  if (
    request.headers.authorization !== undefined ||
    request.query.get("sig") !== sign(context, id)
  ) {
    return { status: 403, text: "Server failed to authenticate the request.", type: "text/plain" };
  }
  const found = context.world.job(Number(id));
  if (found === null) return { status: 404, text: "The specified blob does not exist." };
  const text = `\uFEFF${found.job.log()}`;
  return { text, type: "text/plain; charset=utf-8", etag: false, hasParts: true };
}

function sign({ token }: GithubContext, id: string): string {
  return createHash("sha256").update(`${token}\n${id}`).digest("base64url");
}
