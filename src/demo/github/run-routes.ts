import { createHash } from "node:crypto";
import type { DemoAnswer, DemoRequest, DemoRoute } from "../http-types.ts";
import type { DemoRepo, DemoRun } from "../world/types.ts";
import { answerAction, answerNotFound } from "./answers.ts";
import { accessOf, forViewer, type GithubContext, withRepo, withRun } from "./context.ts";
import { API_PATH, readUrls } from "./github-urls.ts";
import { cutPage } from "./paging.ts";
import { runVersion, toRawConclusion, toRawEvent, toRawRun, toRawStatus } from "./raw-run.ts";

const RUNS = `${API_PATH}/repos/:owner/:repo/actions/runs`;

/** A repository's runs, single ones, and what can be done with them. */
export function createRunRoutes(context: GithubContext): readonly DemoRoute[] {
  const { world } = context;
  const act = (name: string, handle: DemoRoute["handle"]): DemoRoute => ({
    method: "POST",
    path: `${RUNS}/:run/${name}`,
    handle,
  });
  const rerun = (failedOnly: boolean) =>
    forViewer(
      context,
      withRun(context, (_request, run, repo) =>
        answerAction(world.rerun(run.id, { failedOnly }), 201, {
          status: 403,
          message: explainRerun(run, repo),
        }),
      ),
    );
  const cancel = forViewer(
    context,
    withRun(context, (_request, run) =>
      answerAction(world.cancel(run.id), 202, {
        status: 409,
        message: "Cannot cancel a workflow run that is completed.",
      }),
    ),
  );

  return [
    {
      method: "GET",
      path: RUNS,
      handle: withRepo(context, (request, repo) =>
        answerRuns(context, request, repo, world.runs(repo.id)),
      ),
    },
    {
      method: "GET",
      path: `${RUNS}/:run`,
      handle: withRun(context, (request, run, repo) => answerRun(request, run, repo)),
    },
    {
      method: "GET",
      path: `${RUNS}/:run/attempts/:attempt`,
      handle: withRun(context, (request, { id }, repo) => {
        const run = world.attempt(id, Number(request.params.attempt));
        return run === null ? answerNotFound() : answerRun(request, run, repo);
      }),
    },
    act("rerun", rerun(false)),
    act("rerun-failed-jobs", rerun(true)),
    act("cancel", cancel),
    act("force-cancel", cancel),
  ];
}

/** A page of the runs that the request's filters let through, newest first. */
export function answerRuns(
  context: GithubContext,
  request: DemoRequest,
  repo: DemoRepo,
  runs: readonly DemoRun[],
): DemoAnswer {
  const page = cutPage(request, runs.filter(createFilter(request.query)));
  const { items, total, headers } = page;
  // Told from the runs' versions, so that an unchanged page need not be written out.
  const versions = [request.url, accessOf(context, request), total, ...items.map(runVersion)];
  const etag = `W/"${createHash("sha256").update(versions.join("\n")).digest("hex")}"`;
  if (request.headers["if-none-match"] === etag) return { headers, etag, json: null };
  const urls = readUrls(request);
  const isFull = wantsPullRequests(request);
  const workflow_runs = items.map((run) => toRawRun(run, repo, urls, isFull));
  return { headers, etag, json: { total_count: total, workflow_runs } };
}

function answerRun(request: DemoRequest, run: DemoRun, repo: DemoRepo): DemoAnswer {
  return { json: toRawRun(run, repo, readUrls(request), wantsPullRequests(request)) };
}

function wantsPullRequests({ query }: DemoRequest): boolean {
  return query.get("exclude_pull_requests") !== "true";
}

function createFilter(query: URLSearchParams): (run: DemoRun) => boolean {
  const passes = (name: string, ...values: readonly (string | null)[]) => {
    const wanted = query.get(name);
    return wanted === null || values.includes(wanted);
  };
  return (run) =>
    passes("branch", run.branch) &&
    passes("event", toRawEvent(run.event)) &&
    passes("actor", run.actor.login) &&
    passes("head_sha", run.commit.sha) &&
    passes("status", toRawStatus(run.phase), toRawConclusion(run.outcome));
}

function explainRerun(run: DemoRun, repo: DemoRepo): string {
  if (repo.archived) return "Repository was archived so is read-only.";
  if (run.phase !== "done") return "This workflow is already running";
  return `Unable to retry workflow run ${run.id} because it has no failed jobs`;
}
