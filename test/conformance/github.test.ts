import { Octokit } from "@octokit/rest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_CREDENTIALS } from "../../src/demo/demo-credentials.ts";
import { startGithubDemo } from "../../src/demo/github/start-github-demo.ts";
import { startDemoServer } from "../../src/demo/http-server.ts";
import type { DemoServer } from "../../src/demo/http-types.ts";
import { createWorld } from "../../src/demo/world/create-world.ts";
import type { DemoJob, DemoRun } from "../../src/demo/world/types.ts";
import { createHttpClient } from "../../src/http/http-client.ts";
import type { PipelineRun } from "../../src/model/pipeline-run.ts";
import { createGithubProvider } from "../../src/providers/github/provider.ts";
import example from "../fixtures/github/workflow-run.json" with { type: "json" };
import {
  findConformanceFile,
  isPrismInstalled,
  PRISM_MISSING,
  type PrismProxy,
  startPrismProxy,
} from "./prism.ts";

const DESCRIPTION = findConformanceFile("@octokit/openapi", "generated/api.github.com.json");

const TOKEN = DEMO_CREDENTIALS.githubToken;
const NEVER = new AbortController().signal;
const MINUTE = 60_000;
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** GitHub documents these once for the whole API and names them for few operations. */
const UNNAMED_STATUSES = [304, 401, 403, 404, 409, 422];

function isBroken(job: DemoJob): boolean {
  return job.log().includes("AssertionError");
}

const isInstalled = isPrismInstalled();
const title = "held against GitHub's official description";

describe.skipIf(!isInstalled)(isInstalled ? title : `${title} (${PRISM_MISSING})`, () => {
  let nowMs = Date.UTC(2026, 10, 23, 12, 0);
  const world = createWorld({ seed: 1, now: () => nowMs });
  let demo: DemoServer;
  let proxy: PrismProxy;
  let octokit: Octokit;

  beforeAll(async () => {
    demo = await startGithubDemo({ world });
    proxy = await startPrismProxy({
      description: DESCRIPTION,
      upstream: demo.url,
      basePath: "/api/v3",
      unnamedStatuses: UNNAMED_STATUSES,
    });
    octokit = new Octokit({ baseUrl: `${proxy.url}/api/v3`, auth: TOKEN, log: SILENT });
  }, 120_000);

  afterAll(async () => {
    await proxy?.close();
    await demo?.close();
  });

  /** Lets time pass until some run is so. */
  function until(test: (run: DemoRun) => boolean): DemoRun {
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      for (const repo of world.repos("github")) {
        const run = repo.archived ? undefined : world.runs(repo.id).find(test);
        if (run) return run;
      }
      nowMs += MINUTE;
    }
    throw new Error("no such run");
  }

  function nameOf(run: DemoRun): { owner: string; repo: string; run_id: number } {
    const [owner = "", repo = ""] = run.repoFullName.split("/");
    return { owner, repo, run_id: run.id };
  }

  /** What was asked and found while `work` ran. */
  async function watch(work: () => Promise<unknown>) {
    const from = { exchanges: proxy.exchanges.length, violations: proxy.violations.length };
    await work();
    return {
      exchanges: proxy.exchanges.slice(from.exchanges),
      violations: proxy.violations.slice(from.violations),
    };
  }

  it("every request of the provider, and every answer to it", async () => {
    const http = createHttpClient({ deadlineMs: 20_000, now: () => nowMs });
    const { exchanges, violations } = await watch(async () => {
      const provider = createGithubProvider({
        source: "gh",
        url: proxy.url,
        token: TOKEN,
        http,
        now: () => nowMs,
        repos: ["acme/*", "robin/*", "*/api"],
      });
      const targets = await provider.discoverTargets(NEVER);
      expect(targets.length).toBeGreaterThan(5);
      expect(await provider.discoverTargets(NEVER)).toEqual(targets);
      const run = until(
        ({ phase, repoFullName }) => phase === "running" && repoFullName === "acme/api",
      );
      const target = targets.find(({ id }) => id === run.repoFullName);
      if (!target) throw new Error("no target");
      const ask = { target, unfinished: [], signal: NEVER };
      const first = await provider.listRuns({ ...ask, cursor: null });
      const second = await provider.listRuns({ ...ask, cursor: first.cursor });
      expect(second.runs).toEqual([]);
      const gone = first.runs.slice(0, 1).map((one) => ({ ...one, id: "1" }));
      await provider.listRuns({ ...ask, cursor: null, unfinished: gone });
      // The oldest run as the newest known: everything before it is read, page by page.
      const start = { newestRunId: 1, workflows: [], unfinished: [], singles: [] };
      const cursor = JSON.stringify(start);
      await provider.listRuns({ ...ask, cursor, unfinished: first.runs.slice(-1) });
    });
    const { length } = exchanges;
    expect(length).toBeGreaterThanOrEqual(8);
    expect(exchanges.filter((line) => line.endsWith(" 304")).length).toBeGreaterThan(1);
    for (const part of [
      "/orgs/acme/repos",
      "/user/repos?affiliation=owner",
      "/user ",
      "/runs/1?",
    ]) {
      expect(exchanges.join("\n")).toContain(part);
    }
    expect(violations).toEqual([]);
  }, 60_000);

  it("every request about one run, and every answer to it", async () => {
    const provider = createGithubProvider({
      source: "gh",
      url: proxy.url,
      token: TOKEN,
      http: createHttpClient({ deadlineMs: 20_000, now: () => nowMs }),
      now: () => nowMs,
      repos: ["acme/*"],
    });
    const show = async ({ id, repoFullName }: DemoRun): Promise<PipelineRun> => {
      const target = { id: repoFullName, url: proxy.url };
      const request = { target, cursor: null, unfinished: [], signal: NEVER };
      const { runs } = await provider.listRuns(request);
      const run = runs.find((one) => one.id === String(id));
      if (!run) throw new Error("the run was not listed");
      return run;
    };
    const { exchanges, violations } = await watch(async () => {
      expect(await provider.whoAmI?.(NEVER)).toBe(world.viewer.login);
      const failed = await show(
        until(({ outcome, jobs }) => outcome === "failure" && jobs.some(isBroken)),
      );
      const jobs = (await provider.listJobs?.(failed, NEVER)) ?? [];
      const broken = jobs.find(({ status }) => status === "failed");
      if (!broken) throw new Error("no failed job");
      expect(await provider.listJobs?.(failed, NEVER)).toEqual(jobs);
      expect(await provider.listAnnotations?.(failed, broken, NEVER)).not.toEqual([]);
      expect((await provider.readLog?.(failed, broken, null, NEVER))?.isComplete).toBe(true);
      await provider.rerunFailed?.(failed, NEVER);
      await provider.cancel?.(failed, NEVER);
      await expect(provider.cancel?.(failed, NEVER)).rejects.toMatchObject({ status: 409 });
      await provider.rerun?.(failed, NEVER);

      const waiting = await show(until(({ phase }) => phase === "waiting"));
      const gates = (await provider.listJobs?.(waiting, NEVER)) ?? [];
      const gate = gates.find((one) => one.gate === "approve");
      if (!gate) throw new Error("no gate");
      await provider.openGate?.(waiting, gate, NEVER);

      const deploy = await show(until(({ workflow }) => workflow.inputs.length > 1));
      expect((await provider.describeTrigger?.(deploy, NEVER))?.inputs).toHaveLength(2);
      const inputs = { environment: "staging", dry_run: "true" };
      await provider.trigger?.(deploy, { branch: null, inputs }, NEVER);
    });
    for (const part of [
      "/jobs?filter=latest",
      "/annotations?",
      "/logs 302",
      "/rerun-failed-jobs 201",
      "/cancel 202",
      "/cancel 409",
      "/rerun 201",
      "/pending_deployments 200",
      "/contents/",
      "/dispatches 20",
      " 304",
    ]) {
      expect(exchanges.join("\n")).toContain(part);
    }
    expect(violations).toEqual([]);
  }, 60_000);

  it("everything else that the imitation can be asked", async () => {
    const { actions, repos, rateLimit } = octokit.rest;
    const api = { owner: "acme", repo: "api" };
    const { exchanges, violations } = await watch(async () => {
      await repos.get(api);
      await repos.listBranches(api);
      await repos.listForUser({ username: "acme" });
      await rateLimit.get();
      await actions.listRepoWorkflows(api);
      await actions.getWorkflow({ ...api, workflow_id: "ci.yml" });
      await actions.listWorkflowRuns({ ...api, workflow_id: "ci.yml", per_page: 50 });
      await repos.getContent({ ...api, path: ".github/workflows/deploy.yml" });
      const dispatch = { ...api, workflow_id: "deploy.yml", ref: "main" };
      const inputs = { environment: "production" };
      await actions.createWorkflowDispatch({ ...dispatch, inputs });
      await actions.createWorkflowDispatch({ ...dispatch, ref: "nowhere" }).catch(() => {});

      for (const phase of ["queued", "running", "waiting", "done"] as const) {
        const run = until((one) => one.phase === phase);
        await actions.getWorkflowRun(nameOf(run));
        await actions.listJobsForWorkflowRun({ ...nameOf(run), filter: "all" });
        await actions.getPendingDeploymentsForRun(nameOf(run));
      }
      const failed = until(
        ({ outcome, event }) => outcome === "failure" && event === "change_request",
      );
      const job_id = failed.jobs.find(({ outcome }) => outcome === "failure")?.id ?? 0;
      await actions.getJobForWorkflowRun({ ...nameOf(failed), job_id });
      await actions.downloadJobLogsForWorkflowRun({ ...nameOf(failed), job_id });
      await actions.reRunJobForWorkflowRun({ ...nameOf(failed), job_id });
      await actions.getWorkflowRunAttempt({ ...nameOf(failed), attempt_number: 1 });
      await actions.listJobsForWorkflowRunAttempt({ ...nameOf(failed), attempt_number: 1 });
      await actions.cancelWorkflowRun(nameOf(failed));
      await actions.cancelWorkflowRun(nameOf(failed)).catch(() => {});
      await actions.reRunWorkflow(nameOf(failed));
      await actions.forceCancelWorkflowRun(nameOf(failed));
      await actions.reRunWorkflowFailedJobs(nameOf(failed));

      const waiting = until(({ phase }) => phase === "waiting");
      const { data } = await actions.getPendingDeploymentsForRun(nameOf(waiting));
      await actions.reviewPendingDeploymentsForRun({
        ...nameOf(waiting),
        environment_ids: data.map(({ environment }) => environment.id ?? 0),
        state: "approved",
        comment: "",
      });
    });
    expect(exchanges.length).toBeGreaterThan(30);
    for (const status of [200, 201, 202, 204, 302, 409, 422]) {
      expect(
        exchanges.some((line) => line.endsWith(` ${status}`)),
        `${status}`,
      ).toBe(true);
    }
    expect(violations).toEqual([]);
  }, 60_000);

  it("reports what strays: a wrong parameter, an unknown path, an answer of another shape", async () => {
    const runs = `${proxy.url}/api/v3/repos/acme/api/actions/runs`;
    const headers = { authorization: `token ${TOKEN}` };
    const found = await watch(async () => {
      await fetch(`${runs}?per_page=many`, { headers });
      await fetch(`${runs}/1/nothing`, { headers });
    });
    expect(found.violations.map(({ location }) => location)).toEqual([
      "request.query.per_page",
      "request",
    ]);

    const wrong = await startDemoServer({
      routes: [
        {
          method: "GET",
          path: "/api/v3/repos/:owner/:repo/actions/runs",
          handle: () => ({
            json: { total_count: "one", workflow_runs: [{ ...example, run_number: null }] },
          }),
        },
      ],
    });
    proxy.useUpstream(wrong.url);
    try {
      const { violations } = await watch(async () => {
        const answer = await fetch(runs);
        expect(await answer.json()).toMatchObject({ total_count: "one" });
      });
      expect(violations.map(({ location }) => location)).toEqual([
        "response.body.total_count",
        "response.body.workflow_runs.0.run_number",
      ]);
    } finally {
      proxy.useUpstream(demo.url);
      await wrong.close();
    }
  }, 60_000);
});
