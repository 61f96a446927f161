import Jenkins from "jenkins";
import { afterEach, describe, expect, it } from "vitest";
import {
  JENKINS_DEMO_PASSWORD,
  JENKINS_DEMO_TOKEN,
  JENKINS_DEMO_USER,
} from "../../../src/demo/jenkins/access.ts";
import { encodeBranch } from "../../../src/demo/jenkins/find-item.ts";
import { startJenkinsDemo } from "../../../src/demo/jenkins/start-jenkins-demo.ts";
import { createWorld } from "../../../src/demo/world/create-world.ts";
import type { DemoRepo, DemoRun } from "../../../src/demo/world/types.ts";
import { createHttpClient } from "../../../src/http/http-client.ts";
import { createJenkinsProvider } from "../../../src/providers/jenkins/provider.ts";

/** 2026-11-23T12:00:00Z */
const START_MS = 1_795_435_200_000;

const { signal } = new AbortController();

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(cleanups.splice(0).map((close) => close()));
});

async function start(secret = JENKINS_DEMO_TOKEN) {
  let nowMs = START_MS;
  const now = () => nowMs;
  const world = createWorld({ seed: 7, now });
  const server = await startJenkinsDemo({ world, basePath: "/jenkins" });
  cleanups.push(() => server.close());
  const provider = createJenkinsProvider({
    source: "ci",
    url: server.url,
    user: JENKINS_DEMO_USER,
    token: secret,
    jobs: [],
    http: createHttpClient({ deadlineMs: 5_000, now }),
    now,
  });
  const credential = `${JENKINS_DEMO_USER}:${secret}@`;
  const sdk = new Jenkins({ baseUrl: server.url.replace("://", `://${credential}`) });
  const target = { id: "/", url: `${server.url}/` };
  return {
    world,
    server,
    sdk,
    pass: (ms: number) => {
      nowMs += ms;
    },
    poll: async () =>
      (await provider.listRuns({ target, cursor: null, unfinished: [], signal })).runs,
    get: (path: string, init: RequestInit = {}) => {
      const authorization = `Basic ${btoa(`${JENKINS_DEMO_USER}:${secret}`)}`;
      const headers = { authorization, ...init.headers };
      return fetch(`${server.url}${path}`, { redirect: "manual", ...init, headers });
    },
  };
}

interface StageJson {
  readonly _links: { readonly self: { readonly href: string } };
}

interface NodeJson {
  readonly stageFlowNodes: readonly {
    readonly _links: { readonly log: { readonly href: string } };
  }[];
}

async function getJson<Json>(demo: Demo, at: string): Promise<Json> {
  return (await (await demo.get(at)).json()) as Json;
}

type Demo = Awaited<ReturnType<typeof start>>;

function repoOf({ world }: Demo, find: (repo: DemoRepo) => boolean): DemoRepo {
  const repo = world.repos("jenkins").find(find);
  if (!repo) throw new Error("the world lacks such an item");
  return repo;
}

/** Lets time pass until some build of Jenkins is as wanted. */
function waitForRun(demo: Demo, isWanted: (run: DemoRun, repo: DemoRepo) => boolean) {
  for (let minute = 0; minute < 24 * 60; minute += 1) {
    for (const repo of demo.world.repos("jenkins")) {
      const run = demo.world.runs(repo.id).find((it) => isWanted(it, repo));
      if (run) return { run, repo };
    }
    demo.pass(60_000);
  }
  throw new Error("the world never got there");
}

const path = (...names: string[]) =>
  names.map((name) => `/job/${encodeURIComponent(name)}`).join("");

function jobPath(repo: DemoRepo, branch: string): string {
  const names = repo.fullName.split("/");
  return path(...names, ...(repo.kind === "multibranch" ? [encodeBranch(branch)] : []));
}

describe("the imitated Jenkins, asked by the provider", () => {
  it("shows every build of the world that is no disabled item's", async () => {
    const demo = await start();
    const runs = await demo.poll();
    const expected = demo.world
      .repos("jenkins")
      .filter((repo) => !repo.disabled)
      .flatMap((repo) =>
        repo.branches.flatMap(({ name }) => {
          const ofBranch = demo.world.runs(repo.id).filter((run) => run.branch === name);
          const started = ofBranch.filter((run) => run.startedAt !== null).slice(0, 20);
          return started.map((run) => `${repo.fullName} ${name} ${run.number}`);
        }),
      );
    const shown = runs
      .filter((run) => run.status !== "queued")
      .map((run) => `${run.repo} ${run.branch} ${run.number}`);
    expect(shown.sort()).toEqual(expected.sort());
    expect(new Set(runs.map((run) => run.workflow))).toEqual(
      new Set(["freestyle", "pipeline", "multibranch"]),
    );
    for (const run of runs) expect(run.url.startsWith(`${demo.server.url}/job/`)).toBe(true);
  });

  it("tells the commit, its message and its author of a pushed build", async () => {
    const demo = await start();
    const newest = (await demo.poll()).find((run) => run.repo === "team/backend/orders");
    const { run } = waitForRun(
      demo,
      (it) => it.repoFullName === "team/backend/orders" && it.commit.sha === newest?.commit.sha,
    );
    expect(newest).toMatchObject({
      event: "branch-event",
      actor: run.commit.author.login,
      commit: { message: run.commit.message.split("\n", 1)[0] },
    });
  });

  it("shows a build at its input gate as waiting", async () => {
    const demo = await start();
    const { run, repo } = waitForRun(demo, (it) => it.phase === "waiting");
    const shown = (await demo.poll()).filter((it) => it.repo === repo.fullName);
    expect(shown.find((it) => it.number === run.number)).toMatchObject({ status: "waiting" });
  });

  it("follows a triggered build from the queue to its end under one id", async () => {
    const demo = await start();
    const { fullName } = repoOf(
      demo,
      (it) => it.kind === "pipeline" && demo.world.runs(it.id).length === 0,
    );
    await demo.sdk.job.build({ name: fullName });
    const statuses = new Set<string>();
    const ids = new Set<string>();
    for (
      let step = 0;
      step < 200 && !statuses.has("success") && !statuses.has("failed");
      step += 1
    ) {
      const run = (await demo.poll()).find((it) => it.repo === fullName && it.number === 1);
      if (run) statuses.add(run.status);
      if (run) ids.add(run.id);
      if (run?.status === "warning" || run?.status === "cancelled") break;
      demo.pass(4_000);
    }
    expect([...statuses].slice(0, 2)).toEqual(["queued", "running"]);
    expect(ids).toEqual(new Set([`${fullName}#1`]));
  });

  it("costs one request a poll, and one for each running pipeline build", async () => {
    const demo = await start();
    await demo.poll();
    demo.server.clearRequests();
    const runs = await demo.poll();
    const running = runs.filter(
      (run) => /running|waiting/u.test(run.status) && run.workflow !== "freestyle",
    );
    expect(demo.server.requestCount()).toBe(1 + running.length);
  });

  it("is refused with a wrong token and unnamed, as a real one", async () => {
    const demo = await start("wrong-token");
    await expect(demo.poll()).rejects.toMatchObject({ kind: "auth", status: 401 });
    expect((await fetch(`${demo.server.url}/api/json`)).status).toBe(403);
  });
});

describe("the imitated Jenkins, asked by the real SDK", () => {
  it("describes itself and its items", async () => {
    const { sdk } = await start();
    const info: { jobs: { name: string }[] } = await sdk.info();
    expect(info.jobs.map((job) => job.name)).toContain("team");
    const job: { fullName: string; lastBuild: { number: number } } =
      await sdk.job.get("team/backend/inventory");
    expect(job.fullName).toBe("team/backend/inventory");
    const build = await sdk.build.get("team/backend/inventory", job.lastBuild.number);
    expect(build).toMatchObject({ number: job.lastBuild.number });
    await expect(sdk.job.get("team/nope")).rejects.toThrow("not found");
  });

  it("starts a build with parameters, which waits in the queue first", async () => {
    const demo = await start();
    const parameters = { TARGET: "preview", USERS: "50" };
    const item: number = await demo.sdk.job.build({ name: "load-test", parameters });
    const queued: unknown = await demo.sdk.queue.item(item);
    expect(queued).toMatchObject({ id: item });
    expect(demo.world.run(item)?.inputs).toMatchObject(parameters);
  });

  it("stops a running build", async () => {
    const demo = await start();
    const { run, repo } = waitForRun(demo, (it) => it.phase === "running");
    const branch = repo.kind === "multibranch" ? `/${encodeBranch(run.branch)}` : "";
    await demo.sdk.build.stop(`${repo.fullName}${branch}`, run.number);
    expect(demo.world.run(run.id)?.outcome).toBe("cancelled");
  });

  it("hands out a log in pieces that make up the whole", async () => {
    const demo = await start();
    const { run, repo } = waitForRun(
      demo,
      (it, { kind }) => it.phase === "running" && kind !== "freestyle" && it.log().length > 50,
    );
    const name = `${repo.fullName}${repo.kind === "multibranch" ? `/${encodeBranch(run.branch)}` : ""}`;
    const first = await demo.sdk.build.log(name, run.number, 0, "text", true);
    demo.pass(3_600_000);
    const at = jobPath(repo, run.branch);
    const rest = await demo.get(
      `${at}/${run.number}/logText/progressiveText?start=${first.size ?? 0}`,
    );
    const whole = await (await demo.get(`${at}/${run.number}/consoleText`)).text();
    expect(rest.headers.get("x-more-data")).toBeNull();
    expect(Number(rest.headers.get("x-text-size"))).toBe(Buffer.byteLength(whole));
    expect(whole.endsWith(await rest.text())).toBe(true);
  });

  it("wants a crumb for a POST with a password, and hands it to the SDK", async () => {
    const demo = await start(JENKINS_DEMO_PASSWORD);
    const refused = await demo.get("/job/load-test/buildWithParameters", { method: "POST" });
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain("No valid crumb");
    expect(await demo.sdk.job.build({ name: "load-test", parameters: {} })).toBeGreaterThan(0);
  });
});

describe("the imitated Jenkins", () => {
  it("answers in tree, without an ETag, and a broken tree with a page", async () => {
    const { get } = await start();
    const good = await get(`/api/json?tree=${encodeURIComponent("jobs[name]{0,1}")}`);
    expect(await good.json()).toMatchObject({ jobs: [{ name: "legacy" }] });
    expect(good.headers.get("etag")).toBeNull();
    const bad = await get("/api/json?tree=jobs[name");
    expect(bad.status).toBe(500);
    expect(bad.headers.get("content-type")).toContain("text/html");
  });

  it("answers 404 with a page", async () => {
    const { get } = await start();
    for (const at of ["/job/nope/api/json", "/job/load-test/999/api/json", "/nowhere"]) {
      const answer = await get(at);
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain("HTTP ERROR 404 Not Found");
    }
  });

  it("shows the stages of a pipeline build, and none of a freestyle one", async () => {
    const demo = await start();
    const at = path("team", "backend", "inventory");
    const runs = await getJson<unknown[]>(demo, `${at}/wfapi/runs`);
    const described = await getJson<{ stages: StageJson[] }>(
      demo,
      `${at}/lastBuild/wfapi/describe`,
    );
    expect(runs[0]).toEqual(described);
    expect(described.stages.length).toBeGreaterThan(1);
    const follow = (href = "") => href.replace(/^\/jenkins/u, "");
    const self = described.stages[0]?._links.self.href;
    expect(self).toMatch(/^\/jenkins\/job\/team\//u);
    const node = await getJson<NodeJson>(demo, follow(self));
    expect(node.stageFlowNodes.length).toBeGreaterThan(0);
    const log = await demo.get(follow(node.stageFlowNodes[0]?._links.log.href));
    expect(await log.json()).toMatchObject({ nodeStatus: expect.any(String) });
    expect((await demo.get("/job/load-test/lastBuild/wfapi/describe")).status).toBe(404);
  });

  it.each([
    [
      "proceedEmpty",
      (phase: string, outcome: string | null) => phase !== "waiting" && outcome === null,
    ],
    ["abort", (_phase: string, outcome: string | null) => outcome !== null],
  ])("lets a gate be answered with %s", async (action, isAnswered) => {
    const demo = await start();
    const { run, repo } = waitForRun(demo, (it) => it.phase === "waiting");
    const at = `${jobPath(repo, run.branch)}/${run.number}`;
    const gates = await getJson<{ id: string }[]>(demo, `${at}/wfapi/pendingInputActions`);
    const inputs = `${at}/input/${gates[0]?.id}`;
    const answer = await demo.get(`${inputs}/${action}`, { method: "POST" });
    expect(answer.status).toBe(302);
    demo.pass(1);
    const after = demo.world.run(run.id);
    expect(isAnswered(after?.phase ?? "", after?.outcome ?? null)).toBe(true);
    expect((await demo.get(`${inputs}/${action}`, { method: "POST" })).status).toBe(404);
  });

  it("starts nothing for a disabled job, for a GET, and for parameters nobody asked for", async () => {
    const { get } = await start();
    expect((await get("/job/legacy/job/old-import/build", { method: "POST" })).status).toBe(409);
    expect((await get("/job/nightly-backup/build")).status).toBe(405);
    const withParameters = "/job/nightly-backup/buildWithParameters";
    expect((await get(withParameters, { method: "POST" })).status).toBe(500);
  });

  it("lists and cancels what waits in the queue", async () => {
    const demo = await start();
    const item: number = await demo.sdk.job.build({ name: "load-test", parameters: {} });
    expect(demo.world.run(item)?.startedAt).toBeNull();
    expect(await demo.sdk.queue.list()).toContainEqual(expect.objectContaining({ id: item }));
    await demo.get(`/queue/cancelItem?id=${item}`, { method: "POST" });
    expect(await demo.sdk.queue.list()).not.toContainEqual(expect.objectContaining({ id: item }));
  });
});
