import { Octokit } from "@octokit/rest";
import { afterEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { DEMO_CREDENTIALS } from "../../../src/demo/demo-credentials.ts";
import { startGithubDemo } from "../../../src/demo/github/start-github-demo.ts";
import type { DemoServer } from "../../../src/demo/http-types.ts";
import { createWorld } from "../../../src/demo/world/create-world.ts";
import type { DemoRun, World } from "../../../src/demo/world/types.ts";
import { createHttpClient } from "../../../src/http/http-client.ts";
import type { PipelineRun } from "../../../src/model/pipeline-run.ts";
import { isUnfinished } from "../../../src/model/run-status.ts";
import { createGithubProvider } from "../../../src/providers/github/provider.ts";

const START = Date.UTC(2026, 10, 23, 12, 0);
const MINUTE = 60_000;
const TOKEN = DEMO_CREDENTIALS.githubToken;
const NEVER = new AbortController().signal;
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

let server: DemoServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

interface Started {
  readonly world: World;
  readonly demo: DemoServer;
  readonly octokit: Octokit;
  pass(ms: number): void;
  find(test: (run: DemoRun) => boolean): DemoRun;
  /** Lets time pass until a run is so. */
  until(test: (run: DemoRun) => boolean): DemoRun;
}

async function start(auth: string | null = TOKEN, hourlyLimit = 5_000): Promise<Started> {
  let nowMs = START;
  const world = createWorld({ seed: 1, now: () => nowMs });
  const demo = await startGithubDemo({ world, hourlyLimit });
  server = demo;
  const octokit = new Octokit({
    baseUrl: `${demo.url}/api/v3`,
    ...(auth === null ? {} : { auth }),
    log: SILENT,
  });
  const search = (test: (run: DemoRun) => boolean) =>
    world
      .repos("github")
      .filter(({ archived }) => !archived)
      .flatMap(({ id }) => world.runs(id))
      .find(test);
  const find = (test: (run: DemoRun) => boolean) => {
    const run = search(test);
    if (!run) throw new Error("no such run");
    return run;
  };
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return {
    world,
    demo,
    octokit,
    pass,
    find,
    until(test) {
      for (let minute = 0; minute < 24 * 60 && !search(test); minute += 1) pass(MINUTE);
      return find(test);
    },
  };
}

function nameOf(run: DemoRun): { owner: string; repo: string; run_id: number } {
  const [owner = "", repo = ""] = run.repoFullName.split("/");
  return { owner, repo, run_id: run.id };
}

const API = { owner: "acme", repo: "api" };

describe("the imitated GitHub", () => {
  it("lists a repository's runs in pages that link to one another", async () => {
    const { octokit, world } = await start();
    const all = world.runs(world.repo("github", "acme/api")?.id ?? 0);
    expect(all.length).toBeGreaterThan(20);
    const ids = await octokit.paginate(
      octokit.rest.actions.listWorkflowRunsForRepo,
      { ...API, per_page: 10 },
      ({ data }) => data.map(({ id }) => id),
    );
    expect(ids).toEqual(all.map(({ id }) => id));
    const { data, headers } = await octokit.rest.actions.listWorkflowRunsForRepo({
      ...API,
      per_page: 10,
      page: 2,
    });
    expect(data.total_count).toBe(all.length);
    for (const rel of ["prev", "next", "last", "first"]) expect(headers.link).toContain(rel);
  });

  it("filters by branch, event, actor, status and commit", async () => {
    const { octokit, find } = await start();
    const run = find((one) => one.outcome === "failure" && one.event === "push");
    const { data } = await octokit.rest.actions.listWorkflowRunsForRepo({
      ...nameOf(run),
      branch: run.branch,
      event: "push",
      actor: run.actor.login,
      status: "failure",
      head_sha: run.commit.sha,
    });
    expect(data.workflow_runs.map(({ id }) => id)).toContain(run.id);
    for (const one of data.workflow_runs) {
      expect(one).toMatchObject({ head_branch: run.branch, conclusion: "failure", event: "push" });
    }
  });

  it("confirms what has not changed for free, and only to its own user", async () => {
    const { demo, pass } = await start();
    const url = `${demo.url}/api/v3/repos/acme/docs/actions/runs?per_page=100`;
    const ask = async (held: string | null, authorization?: string) => {
      const headers = new Headers(held ? { "if-none-match": held } : {});
      if (authorization) headers.set("authorization", authorization);
      const response = await fetch(url, { headers });
      await response.arrayBuffer();
      const left = Number(response.headers.get("x-ratelimit-remaining"));
      return { status: response.status, etag: response.headers.get("etag"), left };
    };
    const first = await ask(null, `token ${TOKEN}`);
    expect(first).toMatchObject({ status: 200, left: 4_999 });
    expect(await ask(first.etag, `Bearer ${TOKEN}`)).toMatchObject({ status: 304, left: 4_999 });
    const stranger = await ask(null);
    expect(stranger).toMatchObject({ status: 200, left: 59 });
    expect(await ask(stranger.etag)).toMatchObject({ status: 304, left: 58 });
    pass(24 * 60 * MINUTE);
    expect(await ask(first.etag, `token ${TOKEN}`)).toMatchObject({ status: 200, left: 4_999 });
  });

  it("refuses a wrong token, and hides what is private from whoever has none", async () => {
    const wrong = await start("wrong");
    await expect(wrong.octokit.rest.users.getAuthenticated()).rejects.toMatchObject({
      status: 401,
      message: "Bad credentials - https://docs.github.com/rest",
    });
    await wrong.demo.close();
    const { octokit } = await start(null);
    const { data } = await octokit.rest.repos.listForOrg({ org: "acme" });
    expect(data.map(({ name }) => name)).toContain("docs");
    expect(data.map(({ name }) => name)).not.toContain("api");
    await expect(octokit.rest.actions.listWorkflowRunsForRepo(API)).rejects.toMatchObject({
      status: 404,
      message: "Not Found - https://docs.github.com/rest",
    });
  });

  it("stops at the end of the hour's requests and begins anew after it", async () => {
    const { octokit, pass, demo } = await start(TOKEN, 2);
    await octokit.rest.users.getAuthenticated();
    await octokit.rest.users.getAuthenticated();
    await expect(octokit.rest.users.getAuthenticated()).rejects.toMatchObject({
      status: 403,
      response: { headers: { "x-ratelimit-remaining": "0" } },
    });
    const { data } = await octokit.rest.rateLimit.get();
    expect(data.rate).toMatchObject({ limit: 2, used: 2, remaining: 0 });
    expect(data.rate.reset).toBe((START + 60 * MINUTE) / 1000);
    pass(61 * MINUTE);
    expect((await octokit.rest.users.getAuthenticated()).data.login).toBe("robin");
    expect(demo.requestCount()).toBe(5);
  });

  it("shows a run's jobs with their steps, and of those that wait for others nothing yet", async () => {
    const { octokit, until } = await start();
    const run = until(
      ({ phase, jobs }) =>
        phase === "running" && jobs.some((job) => job.phase === "queued" && job.queuedAt === null),
    );
    const { data } = await octokit.rest.actions.listJobsForWorkflowRun(nameOf(run));
    expect(data.total_count).toBeLessThan(run.jobs.length);
    const running = data.jobs.find(({ status }) => status === "in_progress");
    expect(running?.steps?.map(({ number }) => number)).toContain(1);
    expect(running?.conclusion).toBeNull();
    const single = await octokit.rest.actions.getJobForWorkflowRun({
      ...nameOf(run),
      job_id: running?.id ?? 0,
    });
    expect(single.data).toEqual(running);
  });

  it("keeps a log elsewhere, where no token may go, and only once its job has ended", async () => {
    const { demo, octokit, find, until } = await start();
    const done = find(({ outcome }) => outcome === "failure");
    const job = done.jobs.find(({ outcome }) => outcome === "failure");
    const path = `/api/v3/repos/${done.repoFullName}/actions/jobs/${job?.id}/logs`;
    const headers = { authorization: `token ${TOKEN}` };
    const asked = await fetch(`${demo.url}${path}`, { headers, redirect: "manual" });
    expect(asked.status).toBe(302);
    const location = asked.headers.get("location") ?? "";
    expect(new URL(location).origin).not.toBe(new URL(demo.url).origin);
    const log = await (await fetch(location)).text();
    expect(log).toBe(job?.log());
    expect(log).toContain("##[error]");
    expect((await fetch(location, { headers })).status).toBe(403);
    expect((await fetch(location.replace("sig=", "sig=x"))).status).toBe(403);

    const http = createHttpClient({ deadlineMs: 5_000, now: () => START });
    const followed = await http.fetch(`${demo.url}${path}`, { headers });
    expect(await followed.text()).toBe(log);

    const run = until((one) => one.jobs.some(({ phase }) => phase === "running"));
    const busy = run.jobs.find(({ phase }) => phase === "running");
    await expect(
      octokit.rest.actions.downloadJobLogsForWorkflowRun({
        ...nameOf(run),
        job_id: busy?.id ?? 0,
      }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it("runs again, all of it, what failed or one job, and says why not", async () => {
    const { octokit, find, until } = await start();
    const { actions } = octokit.rest;
    const [first, second] = [1, 2].map((attempt) =>
      find(
        (run) => run.outcome === "failure" && run.attempt === 1 && run.number % 2 === attempt % 2,
      ),
    );
    if (!first || !second) throw new Error("no failed runs");
    expect((await actions.reRunWorkflow(nameOf(first))).status).toBe(201);
    expect((await actions.reRunWorkflowFailedJobs(nameOf(second))).status).toBe(201);
    const { data } = await actions.getWorkflowRun(nameOf(first));
    expect(data).toMatchObject({ run_attempt: 2, conclusion: null });
    expect(data.triggering_actor?.login).toBe("robin");
    expect(data.previous_attempt_url).toMatch(/\/attempts\/1$/u);
    const before = await actions.getWorkflowRunAttempt({ ...nameOf(first), attempt_number: 1 });
    expect(before.data).toMatchObject({ run_attempt: 1, conclusion: "failure" });
    await expect(actions.reRunWorkflow(nameOf(first))).rejects.toMatchObject({ status: 403 });

    const third = find((run) => run.outcome === "failure" && run.attempt === 1);
    const job = third.jobs.find(({ outcome }) => outcome === "failure");
    const asked = { ...nameOf(third), job_id: job?.id ?? 0 };
    expect((await actions.reRunJobForWorkflowRun(asked)).status).toBe(201);
    const passed = until((run) => run.outcome === "success");
    await expect(actions.reRunWorkflowFailedJobs(nameOf(passed))).rejects.toMatchObject({
      status: 403,
    });
  });

  it("cancels what runs and nothing else", async () => {
    const { octokit, until } = await start();
    const { actions } = octokit.rest;
    const run = until(({ phase }) => phase === "running");
    expect((await actions.cancelWorkflowRun(nameOf(run))).status).toBe(202);
    const { data } = await actions.getWorkflowRun(nameOf(run));
    expect(data).toMatchObject({ status: "completed", conclusion: "cancelled" });
    await expect(actions.cancelWorkflowRun(nameOf(run))).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining("Cannot cancel a workflow run that is completed."),
    });
  });

  it("starts a workflow with the inputs its file names", async () => {
    const { octokit, world } = await start();
    const { actions, repos } = octokit.rest;
    const { data } = await actions.listRepoWorkflows(API);
    const deploy = data.workflows.find(({ name }) => name === "Deploy");
    const file = await repos.getContent({ ...API, path: deploy?.path ?? "" });
    const content = "content" in file.data ? file.data.content : "";
    const { on } = parse(Buffer.from(content, "base64").toString("utf8"));
    expect(on.workflow_dispatch.inputs.environment).toMatchObject({
      type: "choice",
      options: ["staging", "production"],
      default: "staging",
    });
    const asked = { ...API, workflow_id: "deploy.yml", ref: "main" };
    const inputs = { environment: "production" };
    expect((await actions.createWorkflowDispatch({ ...asked, inputs })).status).toBe(204);
    const [newest] = world.runs(world.repo("github", "acme/api")?.id ?? 0);
    expect(newest).toMatchObject({ event: "manual", inputs: { environment: "production" } });
    const detailed = await octokit.request(
      "POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches",
      { ...asked, inputs, return_run_details: true },
    );
    expect(detailed.status).toBe(200);
    expect(detailed.data).toMatchObject({ workflow_run_id: expect.any(Number) });
    const refusals: readonly [object, string][] = [
      [{ ref: "nowhere" }, "No ref found for: nowhere"],
      [{ inputs: { colour: "red" } }, 'Unexpected inputs provided: ["colour"]'],
      [{ inputs: { environment: "mars" } }, "not in the list of allowed values"],
      [{ workflow_id: "e2e.yml" }, "does not have 'workflow_dispatch' trigger"],
    ];
    for (const [change, message] of refusals) {
      await expect(actions.createWorkflowDispatch({ ...asked, ...change })).rejects.toMatchObject({
        status: 422,
        message: expect.stringContaining(message),
      });
    }
  });

  it("waits for an approval, and goes on or ends by the answer to it", async () => {
    const { octokit, until, world } = await start();
    const { actions } = octokit.rest;
    for (const state of ["approved", "rejected"] as const) {
      const run = until(({ phase }) => phase === "waiting");
      const { data } = await actions.getPendingDeploymentsForRun(nameOf(run));
      expect(data[0]?.environment.name).toBe("production");
      const answer = { ...nameOf(run), state, comment: "" };
      const environment_ids = data.map(({ environment }) => environment.id ?? 0);
      await expect(
        actions.reviewPendingDeploymentsForRun({ ...answer, environment_ids: [1] }),
      ).rejects.toMatchObject({ status: 422 });
      const { status } = await actions.reviewPendingDeploymentsForRun({
        ...answer,
        environment_ids,
      });
      expect(status).toBe(200);
      const after = world.run(run.id);
      if (state === "approved") expect(after?.phase).not.toBe("waiting");
      else expect(after?.outcome).toBe("failure");
    }
  });

  it("lets nobody change anything without a token", async () => {
    const { octokit, world } = await start(null);
    const run = world.runs(world.repo("github", "acme/docs")?.id ?? 0)[0];
    if (!run) throw new Error("no run");
    await expect(octokit.rest.actions.reRunWorkflow(nameOf(run))).rejects.toMatchObject({
      status: 401,
    });
  });

  it("has a page where a run's link leads, with nothing in it that a name could break", async () => {
    const { demo, find } = await start();
    const run = find(() => true);
    const page = await fetch(`${demo.url}/${run.repoFullName}/actions/runs/${run.id}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(`${run.workflow.name} #${run.number}`);
    expect((await fetch(`${demo.url}/acme/nothing`)).status).toBe(404);
  });
});

describe("the provider on the imitated GitHub", () => {
  it("finds the organisation's repositories and polls them for free while nothing changes", async () => {
    const { demo, pass, world } = await start();
    const http = createHttpClient({ deadlineMs: 5_000, now: () => START });
    const provider = createGithubProvider({
      source: "gh",
      url: demo.url,
      token: TOKEN,
      http,
      now: () => START,
      repos: ["acme/*", "!acme/infra"],
    });
    const targets = await provider.discoverTargets(NEVER);
    const names = targets.map(({ id }) => id);
    expect(names).toContain("acme/api");
    expect(names).not.toContain("acme/infra");
    expect(names).not.toContain("acme/legacy-portal");

    const [target] = targets;
    if (!target) throw new Error("no target");
    const first = await provider.listRuns({ target, cursor: null, unfinished: [], signal: NEVER });
    const known = world.runs(world.repo("github", target.id)?.id ?? 0);
    expect(first.runs.map(({ id }) => id)).toEqual(known.slice(0, 100).map(({ id }) => String(id)));
    expect(first.runs[0]?.url).toBe(`${demo.url}/${target.id}/actions/runs/${known[0]?.id}`);
    for (const [index, run] of first.runs.entries()) {
      const made = known[index];
      if (made?.phase === "done") expect(run.finishedAt).not.toBeNull();
      expect(run.status).not.toBe("unknown");
    }
    const left = provider.quota()?.remaining;
    const again = await provider.listRuns({
      target,
      cursor: first.cursor,
      unfinished: [],
      signal: NEVER,
    });
    expect(again.runs).toEqual([]);
    expect(provider.quota()?.remaining).toBe(left);
    pass(12 * 60 * MINUTE);
    const later = await provider.listRuns({
      target,
      cursor: first.cursor,
      unfinished: first.runs.filter(({ finishedAt }) => finishedAt === null),
      signal: NEVER,
    });
    expect(later.runs).not.toEqual(first.runs);
    expect(provider.quota()?.remaining).toBeLessThan(left ?? 0);
  });

  it("is kept up with through a day, restarts and failed polls, runs off the page and all", async () => {
    const { demo, world, pass } = await start();
    const connect = () =>
      createGithubProvider({
        source: "gh",
        url: demo.url,
        token: TOKEN,
        http: createHttpClient({ deadlineMs: 5_000, now: world.now }),
        now: world.now,
        repos: ["acme/{api,docs}"],
      });
    let provider = connect();
    const targets = await provider.discoverTargets(NEVER);
    for (const target of targets) expect(target.changedAt).toMatch(/Z$/u);
    const kept = targets.map((target) => ({
      target,
      cursor: null as string | null,
      known: new Map<string, PipelineRun>(),
    }));
    for (let round = 1; round <= 24; round += 1) {
      if (round % 10 === 0) provider = connect();
      if (round % 7 === 0) demo.setFault({ kind: "error" }, { times: 3 });
      for (const it of kept) {
        const { target, cursor, known } = it;
        const unfinished = [...known.values()].filter((run) => isUnfinished(run.status));
        const result = await provider
          .listRuns({ target, cursor, unfinished, signal: NEVER })
          .catch(() => null);
        if (result === null) continue;
        it.cursor = result.cursor;
        for (const run of result.runs) known.set(run.id, run);
      }
      pass(round % 3 === 0 ? 90 * MINUTE : 10_000);
    }
    pass(-10_000);
    for (const { target, cursor, known } of kept) {
      const unfinished = [...known.values()].filter((run) => isUnfinished(run.status));
      const { runs } = await provider.listRuns({ target, cursor, unfinished, signal: NEVER });
      for (const run of runs) known.set(run.id, run);
      const truth = world.runs(world.repo("github", target.id)?.id ?? 0).slice(0, 100);
      for (const { id, phase } of truth) {
        const seen = known.get(String(id));
        expect(seen && !isUnfinished(seen.status), `${target.id} ${id}`).toBe(phase === "done");
      }
    }
  });
});
