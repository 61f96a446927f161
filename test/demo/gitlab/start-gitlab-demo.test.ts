import { Commits, Groups, Jobs, Pipelines, Projects } from "@gitbeaker/rest";
import { afterEach, describe, expect, it } from "vitest";
import { DEMO_CREDENTIALS } from "../../../src/demo/demo-credentials.ts";
import {
  type GitlabDemoOptions,
  startGitlabDemo,
} from "../../../src/demo/gitlab/start-gitlab-demo.ts";
import type { DemoServer } from "../../../src/demo/http-types.ts";
import { createWorld } from "../../../src/demo/world/create-world.ts";
import type { DemoRun, World } from "../../../src/demo/world/types.ts";
import { createHttpClient } from "../../../src/http/http-client.ts";
import type { PipelineRun } from "../../../src/model/pipeline-run.ts";
import { isUnfinished } from "../../../src/model/run-status.ts";
import { createGitlabProvider } from "../../../src/providers/gitlab/provider.ts";

const START_MS = Date.parse("2026-11-23T12:00:00Z");
const NEVER = new AbortController().signal;
const PROJECT = "shop/checkout";
const TOKEN = DEMO_CREDENTIALS.gitlabToken;

let server: DemoServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

async function start(options: Partial<GitlabDemoOptions> = {}) {
  const clock = { nowMs: START_MS };
  const world = createWorld({ seed: 1, now: () => clock.nowMs });
  server = await startGitlabDemo({ world, ...options });
  const { url } = server;
  const sdk = { host: url, token: TOKEN, queryTimeout: null, rateLimits: {} };
  const read = (path: string, headers: Record<string, string> = { "private-token": TOKEN }) =>
    fetch(`${url}/api/v4${path}`, { headers });
  return { clock, world, server, sdk, read, url };
}

/** Lets time go by until a run of the project is as wanted. */
function waitFor(
  { world, clock }: { world: World; clock: { nowMs: number } },
  isWanted: (run: DemoRun) => boolean,
): DemoRun {
  for (let step = 0; step < 5_000; step += 1) {
    for (const project of world.repos("gitlab")) {
      const run = world.runs(project.id).find(isWanted);
      if (run) return run;
    }
    clock.nowMs += 5_000;
  }
  throw new Error("it never came to that");
}

describe("the imitated GitLab, asked by gitbeaker", () => {
  it("lists, shows and pages pipelines", async () => {
    const { sdk, world } = await start();
    const pipelines = new Pipelines(sdk);
    const project = world.repo("gitlab", PROJECT);
    const runs = world.runs(project?.id ?? 0);
    expect(runs.length).toBeGreaterThan(5);
    const all = await pipelines.all(PROJECT, { perPage: 2 });
    expect(all.map(({ id }) => id)).toEqual(runs.map(({ id }) => id).sort((a, b) => b - a));
    const page = await pipelines.all(PROJECT, { perPage: 2, page: 2, showExpanded: true });
    expect(page.paginationInfo).toMatchObject({ total: runs.length, current: 2, next: 3 });
    const shown = await pipelines.show(PROJECT, all[0]?.id ?? 0);
    expect(shown).toMatchObject(all[0] ?? {});
    expect(Object.keys(shown)).toEqual(expect.arrayContaining(["user", "detailed_status"]));
  });

  it("lists what was updated after a time, newest first", async () => {
    const { sdk, clock } = await start();
    const pipelines = new Pipelines(sdk);
    const query = { orderBy: "updated_at", sort: "desc" } as const;
    const before = await pipelines.all(PROJECT, query);
    const times = before.map((pipeline) => pipeline.updated_at);
    expect(times).toEqual(times.toSorted().toReversed());
    const updatedAfter = times[2] ?? "";
    const after = await pipelines.all(PROJECT, { ...query, updatedAfter });
    expect(after.map(({ id }) => id)).toEqual(before.slice(0, 2).map(({ id }) => id));
    clock.nowMs += 3_600_000;
    const later = await pipelines.all(PROJECT, { ...query, updatedAfter: times[0] ?? "" });
    expect(later.length).toBeGreaterThan(0);
  });

  it("moves a pipeline's updated_at only when the pipeline itself changes", async () => {
    const context = await start();
    const run = waitFor(context, ({ phase }) => phase === "running");
    const pipelines = new Pipelines(context.sdk);
    const stamps = new Set<string>();
    const states = new Set<string>();
    for (let step = 0; step < 400; step += 1) {
      const { status, updated_at } = await pipelines.show(run.repoId, run.id);
      states.add(`${status}`);
      stamps.add(updated_at);
      if (!["running", "pending"].includes(status)) break;
      context.clock.nowMs += 3_000;
    }
    expect(states.size).toBeGreaterThan(1);
    expect(stamps.size).toBe(states.size);
  });

  it("shows jobs and their logs", async () => {
    const context = await start();
    const run = waitFor(context, ({ outcome }) => outcome === "failure");
    const jobs = new Jobs(context.sdk);
    const list = await jobs.all(run.repoId, { pipelineId: run.id });
    expect(list.map(({ name }) => name).sort()).toEqual(run.jobs.map(({ name }) => name).sort());
    const [failed] = await jobs.all(run.repoId, { pipelineId: run.id, scope: "failed" });
    expect(failed).toMatchObject({ status: "failed", failure_reason: "script_failure" });
    const trace = await context.read(`/projects/${run.repoId}/jobs/${failed?.id}/trace`);
    expect(trace.headers.get("content-type")).toContain("text/plain");
    expect(await trace.text()).toContain("section_start");
  });

  it("retries, cancels, plays and triggers", async () => {
    const context = await start();
    const pipelines = new Pipelines(context.sdk);
    const jobs = new Jobs(context.sdk);
    const failed = waitFor(context, ({ outcome }) => outcome === "failure");
    const before = await pipelines.show(failed.repoId, failed.id);
    const retried = await pipelines.retry(failed.repoId, failed.id);
    expect(retried.id).toBe(failed.id);
    expect(retried.status).not.toBe("failed");
    expect(retried.updated_at > before.updated_at).toBe(true);
    expect((await pipelines.cancel(failed.repoId, failed.id)).status).toBe("canceled");

    const started = await pipelines.create(PROJECT, "main");
    expect(started).toMatchObject({ source: "api", ref: "main" });
    const missing = await pipelines.create(PROJECT, "nowhere").catch((error: Error) => error);
    expect(String(missing)).toContain("Reference not found");

    const gated = waitFor(context, ({ phase }) => phase === "waiting");
    expect((await pipelines.show(gated.repoId, gated.id)).status).toBe("manual");
    const manual = gated.jobs.find(({ phase }) => phase === "waiting");
    const played = await jobs.play(gated.repoId, manual?.id ?? 0);
    expect(["pending", "running"]).toContain(played.status);
    const unplayable = await jobs
      .play(gated.repoId, manual?.id ?? 0)
      .catch((error: Error) => error);
    expect(String(unplayable)).toContain("Unplayable Job");
    expect((await jobs.cancel(gated.repoId, manual?.id ?? 0)).status).toBe("canceled");
    const [old] = await jobs.all(failed.repoId, { pipelineId: failed.id, scope: "canceled" });
    const again = await jobs.retry(failed.repoId, old?.id ?? 0);
    expect(again).toMatchObject({ name: old?.name });
    expect(again.id).not.toBe(old?.id);
  });

  it("knows its groups, projects and commits", async () => {
    const { sdk, world } = await start();
    const paths = world
      .repos("gitlab")
      .map(({ fullName }) => fullName)
      .filter((path) => path.startsWith("platform/"));
    const groups = new Groups(sdk);
    const deep = await groups.allProjects("platform", { includeSubgroups: true, simple: true });
    expect(deep.map((project) => project.path_with_namespace).sort()).toEqual(paths.toSorted());
    const flat = await groups.allProjects("platform", { simple: true });
    expect(flat.every((project) => `${project.path_with_namespace}`.split("/").length === 2)).toBe(
      true,
    );
    expect(flat.length).toBeLessThan(deep.length);
    const sub = await groups.allProjects("platform/infra", {});
    expect(sub.length).toBeGreaterThan(0);
    const head = world.repo("gitlab", PROJECT)?.branches[0]?.head;
    const commit = await new Commits(sdk).show(PROJECT, head?.sha ?? "");
    expect(commit).toMatchObject({ id: head?.sha, title: head?.message.split("\n")[0] });
    expect(await new Projects(sdk).show(PROJECT)).toMatchObject({ path_with_namespace: PROJECT });
  });

  it.each([
    ["/projects/no%2Fsuch/pipelines", "404 Project Not Found"],
    ["/projects/shop%2Fcheckout/pipelines/1", "404 Not found"],
    ["/projects/shop%2Fcheckout/repository/commits/abcdef0123", "404 Commit Not Found"],
    ["/projects/shop%2Fcheckout/jobs/1", "404 Not found"],
    ["/groups/nowhere/projects", "404 Group Not Found"],
    ["/users/nobody/projects", "404 User Not Found"],
  ])("answers %s as GitLab words it", async (path, message) => {
    const { read } = await start();
    const response = await read(path);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ message });
  });
});

describe("the imitated GitLab's wire", () => {
  it("refuses a wrong token and shows nothing without one", async () => {
    const { read } = await start();
    const wrong = await read("/projects/shop%2Fcheckout/pipelines", { "private-token": "x" });
    expect(wrong.status).toBe(401);
    expect(await wrong.json()).toEqual({ message: "401 Unauthorized" });
    const none = await read("/projects/shop%2Fcheckout/pipelines", {});
    expect(none.status).toBe(404);
    const bearer = await read("/version", { authorization: `Bearer ${TOKEN}` });
    expect(bearer.status).toBe(200);
  });

  it("sends weak ETags, answers 304 and counts every answer", async () => {
    const { read } = await start();
    const first = await read("/projects/shop%2Fcheckout/pipelines");
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^W\/"[0-9a-f]{32}"$/u);
    const again = await read("/projects/shop%2Fcheckout/pipelines", {
      "private-token": TOKEN,
      "if-none-match": etag,
    });
    expect(again.status).toBe(304);
    expect(first.headers.get("ratelimit-limit")).toBe("2000");
    expect(first.headers.get("ratelimit-remaining")).toBe("1999");
    expect(again.headers.get("ratelimit-remaining")).toBe("1998");
    expect(Number(again.headers.get("ratelimit-reset")) * 1000).toBe(START_MS + 60_000);
  });

  it("asks for patience beyond its limit and gives all back with the next minute", async () => {
    const { read, clock } = await start({ requestsPerMinute: 2 });
    await read("/version");
    await read("/version");
    clock.nowMs += 45_000;
    const refused = await read("/version");
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("15");
    clock.nowMs += 15_000;
    expect((await read("/version")).status).toBe(200);
  });

  it("lies below a path where it is told to", async () => {
    const { url, read } = await start({ basePath: "/gitlab" });
    expect(url).toMatch(/\/gitlab$/u);
    const pipelines = (await (await read("/projects/shop%2Fcheckout/pipelines")).json()) as {
      web_url: string;
    }[];
    expect(pipelines[0]?.web_url).toContain(`${url}/${PROJECT}/-/pipelines/`);
  });
});

describe("the imitated GitLab, watched by its provider", () => {
  async function watch(options: Partial<GitlabDemoOptions> = {}) {
    const context = await start(options);
    const http = createHttpClient({ deadlineMs: 5_000, now: () => context.clock.nowMs });
    const connect = () =>
      createGitlabProvider({
        source: "lab",
        url: context.url,
        token: TOKEN,
        projects: ["platform/**", "shop/*", "data/*"],
        http,
        now: () => context.clock.nowMs,
      });
    return { ...context, provider: connect(), connect };
  }

  it.each([[""], ["/gitlab"]])(
    "is discovered, listed and kept up with below %j, through restarts",
    async (basePath) => {
      const { connect, world, clock } = await watch({ basePath });
      let provider = connect();
      const targets = await provider.discoverTargets(NEVER);
      const paths = world.repos("gitlab").map(({ fullName }) => fullName);
      expect(targets.map(({ id }) => id).sort()).toEqual(paths.sort());
      const statuses = new Set<string>();
      for (const target of targets) {
        const known = new Map<string, PipelineRun>();
        let cursor: string | null = null;
        for (let round = 0; round < 40; round += 1) {
          if (round % 15 === 14) provider = connect();
          const unfinished = [...known.values()].filter((run) => isUnfinished(run.status));
          const result = await provider.listRuns({ target, cursor, unfinished, signal: NEVER });
          cursor = result.cursor;
          for (const run of result.runs) known.set(run.id, run);
          clock.nowMs += 30_000;
          world.advance(clock.nowMs - 30_000);
        }
        clock.nowMs -= 30_000;
        const final = await provider.listRuns({
          target,
          cursor,
          unfinished: [...known.values()].filter((run) => isUnfinished(run.status)),
          signal: NEVER,
        });
        for (const run of final.runs) known.set(run.id, run);
        const truth = world.runs(world.repo("gitlab", target.id)?.id ?? 0);
        expect(truth.length).toBeGreaterThan(0);
        for (const run of truth.slice(0, 50)) {
          const seen = known.get(String(run.id));
          expect(seen?.finishedAt === null || run.phase === "done", `${run.id}`).toBe(true);
          expect(isUnfinished(seen?.status ?? "unknown"), `${run.id} is ${run.phase}`).toBe(
            run.phase !== "done",
          );
          if (seen?.durationSec != null) expect(seen.actor, `${run.id}`).not.toBeNull();
          statuses.add(seen?.status ?? "");
        }
      }
      expect([...statuses]).toEqual(expect.arrayContaining(["success", "failed", "warning"]));
      expect(provider.quota()).toMatchObject({ limit: 2_000 });
    },
  );

  it("costs one request a project while nothing changes there", async () => {
    const { provider, server: demo } = await watch();
    const targets = await provider.discoverTargets(NEVER);
    for (const target of targets) {
      const ask = (cursor: string | null) =>
        provider.listRuns({ target, cursor, unfinished: [], signal: NEVER });
      const { cursor } = await ask((await ask(null)).cursor);
      demo.clearRequests();
      await ask(cursor);
      await ask(cursor);
      expect(demo.requests.map(({ status }) => status)).toEqual([expect.any(Number), 304]);
    }
  });

  it("tells a wrong token as such", async () => {
    const { url, clock } = await start();
    const http = createHttpClient({ deadlineMs: 5_000, now: () => clock.nowMs });
    const options = { source: "lab", url, token: "wrong", projects: [], http, now: Date.now };
    const target = { id: PROJECT, url };
    const answer = createGitlabProvider(options).listRuns({
      target,
      cursor: null,
      unfinished: [],
      signal: NEVER,
    });
    await expect(answer).rejects.toMatchObject({ kind: "auth", status: 401 });
  });
});
