import { describe, expect, it } from "vitest";
import { createHttpClient } from "../../../src/http/http-client.ts";
import { type Clock, createSystemClock } from "../../../src/model/clock.ts";
import { createJenkinsProvider } from "../../../src/providers/jenkins/provider.ts";
import { buildTree, LEVELS } from "../../../src/providers/jenkins/tree.ts";
import { startScriptedServer } from "../../helpers/scripted-server.ts";
import { NOW_MS, parseRequest, recorded, startJenkins } from "./recorded.ts";

const HUDSON = "hudson.model.Hudson";
const PIPELINE = "org.jenkinsci.plugins.workflow.job.WorkflowJob";

const job = (fullName: string, fields: object = {}) => ({
  _class: "hudson.model.FreeStyleProject",
  fullName,
  builds: [{ number: 1, result: "SUCCESS", timestamp: 1_795_420_910_187, duration: 9 }],
  ...fields,
});

const answer = (...jobs: readonly object[]) => ({ body: { _class: HUDSON, jobs } });

const scm = (branch: string) => [
  { lastBuiltRevision: { SHA1: "abc", branch: [{ name: branch }] } },
];

describe("a poll of a Jenkins", () => {
  it("is one request for 300 jobs, and one more for each running pipeline build", async () => {
    const jobs = Array.from({ length: 300 }, (_, index) => job(`team/job-${index}`));
    const running = [{ number: 2, building: true }];
    const pipeline = job("gate", { _class: PIPELINE, builds: running });
    const freestyle = job("slow", { builds: running });
    const { poll, paths } = await startJenkins((path) =>
      path === "/api/json"
        ? answer(...jobs, pipeline, freestyle)
        : { body: { status: "IN_PROGRESS" } },
    );
    expect(await poll()).toHaveLength(302);
    expect(paths()).toEqual(["/api/json", "/job/gate/2/wfapi/describe"]);
  });

  it("is one request while nothing changes", async () => {
    const { poll, paths } = await startJenkins(() => answer(job("a"), job("team/b")));
    const first = await poll();
    expect(await poll(first)).toEqual(first);
    expect(paths()).toEqual(["/api/json", "/api/json"]);
  });

  it("hands back equal runs while nothing changes", async () => {
    const { poll } = await startJenkins((path) =>
      path === "/api/json" ? recorded("root-tree-deep") : recorded("wfapi-describe-approve"),
    );
    const first = await poll();
    expect(await poll(first)).toEqual(first);
  });

  it("asks in a URL that every server takes", () => {
    const tree = new URLSearchParams({
      tree: buildTree({ length: 20, isDetailed: true }),
    }).toString();
    expect(tree.length).toBeLessThan(4_000);
  });

  it("reaches folders of any depth, below what one request covers too", async () => {
    const deep = ["a", "b", "c", "d", "e", "f", "g"];
    const folder = (level: number): object => {
      const fullName = deep.slice(0, level).join("/");
      const below = level === LEVELS ? [{ name: "f" }, { name: "leaf" }] : [folder(level + 1)];
      return { _class: "com.cloudbees.hudson.plugins.folder.Folder", fullName, jobs: below };
    };
    const { poll, paths } = await startJenkins((path) => {
      if (path === "/api/json") return answer(folder(1), job("top"));
      if (path !== "/job/a/job/b/job/c/job/d/job/e/api/json") return undefined;
      return answer(job("a/b/c/d/e/leaf"), {
        fullName: "a/b/c/d/e/f",
        jobs: [job("a/b/c/d/e/f/g")],
      });
    });
    const names = (await poll()).map((run) => run.repo);
    expect(names).toEqual(["top", "a/b/c/d/e/leaf", "a/b/c/d/e/f/g"]);
    expect(paths()).toHaveLength(2);
  });

  it("leaves out disabled jobs and those never built, and shows those that wait for it", async () => {
    const { poll } = await startJenkins(() =>
      answer(
        job("off", { disabled: true }),
        job("grey", { color: "disabled_anime" }),
        job("gone", { _class: PIPELINE, buildable: false }),
        job("never", { builds: [], lastBuild: null, color: "notbuilt" }),
        job("soon", { builds: [], inQueue: true, nextBuildNumber: 1 }),
      ),
    );
    expect(await poll()).toMatchObject([{ id: "soon#1", status: "queued" }]);
  });

  it("shows nothing to a user without rights, and takes no other server for a Jenkins", async () => {
    const { poll, server } = await startJenkins(() => ({ body: { _class: HUDSON } }));
    expect(await poll()).toEqual([]);
    server.answerWith(() => ({ body: { message: "hello" } }));
    await expect(poll()).rejects.toMatchObject({ kind: "bad-response" });
    server.answerWith(() => ({ body: { _class: HUDSON, jobs: "none" } }));
    await expect(poll()).rejects.toMatchObject({ kind: "bad-response" });
  });

  it("answers for an unfinished build older than the listed ones, but for no deleted one", async () => {
    const { poll, server } = await startJenkins((path) => {
      if (path === "/job/gate/3/api/json") return { body: { number: 3, building: true } };
      if (path !== "/api/json") return undefined;
      return answer(job("gate", { builds: [{ number: 40, result: "SUCCESS" }] }));
    });
    const [run] = await poll();
    if (!run) throw new Error("no run");
    const ids = ["gate#3", "gate#2", "gate#41", "other#1"];
    const runs = await poll(ids.map((id) => ({ ...run, id })));
    expect(runs.map(({ id, status }) => [id, status])).toEqual([
      ["gate#40", "success"],
      ["gate#3", "running"],
    ]);
    expect(server.requests).toHaveLength(4);
  });
});

describe("recorded answers", () => {
  it.each([
    ["root", "/api/json", []],
    ["secured-token", "/api/json", []],
    [
      "root-tree-deep",
      "/api/json",
      [
        "approve",
        "bad",
        "decl",
        "mb",
        "mb",
        "mb",
        "notbuilt",
        "ok",
        "param",
        "slow",
        "team/inner",
        "unstable",
      ],
    ],
  ])("of %s are read without their missing fields", async (name, path, repos) => {
    const { poll } = await startJenkins((asked) => (asked === path ? recorded(name) : undefined));
    expect((await poll()).map((run) => run.repo)).toEqual(repos);
  });

  it.each([
    ["multibranch", []],
    ["multibranch-view-children", ["feature/x", "fix-1", "main"]],
  ])("of %s are branches of the asked project", async (name, branches) => {
    const { poll } = await startJenkins(
      (path) => (path === "/job/mb/api/json" ? recorded(name) : undefined),
      { jobs: ["mb/*"] },
    );
    const runs = await poll();
    expect(runs.map((run) => run.branch)).toEqual(branches);
    for (const run of runs) expect(run).toMatchObject({ repo: "mb", workflow: "multibranch" });
  });

  it.each([
    ["build-ok", { status: "success", event: "user", actor: "anonymous", durationSec: 1 }],
    ["build-bad", { status: "failed", event: "user", actor: "anonymous", durationSec: 0 }],
    ["build-unstable", { status: "warning", event: "user", durationSec: 40 }],
    ["build-notbuilt", { status: "skipped", event: "user", durationSec: 2 }],
    ["build-param", { status: "success", event: "user", durationSec: 0 }],
    ["pipeline-build", { status: "failed", event: "user", durationSec: 46 }],
  ])("of %s are read with their causes", async (name, fields) => {
    const { poll } = await startJenkins(() =>
      answer(job("it", { lastBuild: recorded(name).body, builds: [] })),
    );
    expect(await poll()).toMatchObject([fields]);
  });

  it.each([
    ["wfapi-describe-approve", "waiting"],
    ["wfapi-describe-decl", "running"],
  ])("of %s tell whether a running build is paused", async (name, status) => {
    const pipeline = job("gate", { _class: PIPELINE, builds: [{ number: 1, building: true }] });
    const { poll } = await startJenkins((path) =>
      path === "/api/json" ? answer(pipeline) : recorded(name),
    );
    expect(await poll()).toMatchObject([{ status }]);
  });

  it.each([
    ["secured-anon", "auth", 403],
    ["secured-badpw", "auth", 401],
    ["root-tree-bad", "bad-response", 500],
    ["404-job", "not-found", 404],
  ])("of %s are told as %s", async (name, kind, status) => {
    const { poll } = await startJenkins(() => recorded(name), { user: "ci", token: "wrong" });
    await expect(poll()).rejects.toMatchObject({ kind, status });
  });
});

describe("the builds of a job", () => {
  it("keep branch, commit and cause after they are no longer the last", async () => {
    const cause = { causes: [{ _class: "hudson.model.Cause$UserIdCause", userId: "ana" }] };
    const outcome = (number: number) => ({ number, result: "SUCCESS" });
    let builds: readonly object[] = [{ ...outcome(1), actions: [...scm("origin/dev"), cause] }];
    let lastBuild: object = builds[0] ?? {};
    const { poll, server } = await startJenkins(() => answer(job("app", { builds, lastBuild })));
    const [first] = await poll();
    expect(first).toMatchObject({ branch: "dev", actor: "ana", commit: { sha: "abc" } });

    builds = [outcome(2), outcome(1)];
    lastBuild = { ...outcome(2), actions: scm("origin/main") };
    const runs = await poll();
    expect(runs).toMatchObject([{ branch: "main" }, { branch: "dev" }]);
    expect(runs[1]).toEqual(first);
    const trees = server.requests.map((request) => parseRequest(request).tree);
    expect(trees.map((tree) => tree.length)).toEqual([
      buildTree({ length: 20, isDetailed: true }).length,
      buildTree({ length: 20, isDetailed: false }).length,
    ]);
  });

  it("are asked for in detail again where two came between two polls", async () => {
    const outcome = (number: number) => ({ number, result: "SUCCESS" });
    const full = (number: number, branch: string) => ({ ...outcome(number), actions: scm(branch) });
    let isLater = false;
    const { poll } = await startJenkins((_path, request) => {
      if (!isLater)
        return answer(job("app", { builds: [full(1, "main")], lastBuild: full(1, "main") }));
      const isDetailed = /builds\[[^[]*actions/u.test(parseRequest(request).tree);
      const builds = isDetailed
        ? [full(3, "main"), full(2, "dev"), full(1, "main")]
        : [outcome(3), outcome(2), outcome(1)];
      return answer(job("app", { builds, lastBuild: full(3, "main") }));
    });
    await poll();
    isLater = true;
    await poll();
    expect((await poll()).map((run) => run.branch)).toEqual(["main", "dev", "main"]);
  });

  it("are asked for in less detail where the server is too slow for it", async () => {
    let nowMs = NOW_MS;
    const now = () => nowMs;
    const server = await startScriptedServer(() => "hang");
    // Only the silent server is too slow, however slow the machine of this test is.
    let isSilent = true;
    const { setTimer: start } = createSystemClock();
    const setTimer: Clock["setTimer"] = (run, ms) => start(run, isSilent ? ms : 20_000);
    const http = createHttpClient({ deadlineMs: 40, now, setTimer });
    const options = { source: "ci", url: server.url, user: null, token: null, jobs: [] };
    const provider = createJenkinsProvider({ ...options, http, now });
    const { signal } = new AbortController();
    const target = { id: "/", url: server.url };
    const poll = () => provider.listRuns({ target, cursor: null, unfinished: [], signal });
    for (let time = 0; time < 4; time += 1) {
      await expect(poll()).rejects.toMatchObject({ kind: "timeout" });
    }
    isSilent = false;
    server.answerWith(() => answer(job("app")));
    expect(await poll()).toMatchObject({ complete: false, runs: [{ id: "app#1" }] });
    nowMs += 3_600_001;
    expect(await poll()).toMatchObject({ complete: true, runs: [{ id: "app#1" }] });
    const lengths = server.requests.map((request) => parseRequest(request).tree.length);
    const plain = { length: 20, isDetailed: false };
    const detailed = { length: 20, isDetailed: true };
    const short = { length: 5, isDetailed: false };
    expect(lengths).toEqual(
      [detailed, detailed, plain, plain, short, detailed].map((scope) => buildTree(scope).length),
    );
  });
});

describe("an input gate", () => {
  const gate = (name: string) =>
    job(name, { _class: PIPELINE, builds: [{ number: 1, building: true }] });

  it("is not asked for again on a server without the plugin, for an hour", async () => {
    let nowMs = NOW_MS;
    const { poll, paths } = await startJenkins(
      (path) => (path === "/api/json" ? answer(gate("a"), gate("b")) : recorded("404-job")),
      { now: () => nowMs },
    );
    const asked = () => paths().filter((path) => path.endsWith("/wfapi/describe")).length;
    expect(await poll()).toMatchObject([{ status: "running" }, { status: "running" }]);
    await poll();
    expect(asked()).toBe(1);
    nowMs += 3_600_001;
    await poll();
    expect(asked()).toBe(2);
  });

  it("goes unseen where that one page fails, while the rows stand", async () => {
    const { poll } = await startJenkins((path) =>
      path === "/api/json" ? answer(gate("a")) : { status: 500 },
    );
    expect(await poll()).toMatchObject([{ status: "running" }]);
  });
});

describe("what is configured", () => {
  const ROWS = answer(
    job("top"),
    {
      fullName: "team",
      jobs: [job("team/app"), job("team/old"), { fullName: "team/sub", jobs: [job("team/sub/x")] }],
    },
    {
      _class: "x.WorkflowMultiBranchProject",
      fullName: "mb",
      jobs: [job("mb/main"), job("mb/feature%2Fx")],
    },
  );

  it.each([
    [["*"], ["top", "mb/main", "mb/feature%2Fx"]],
    [
      ["**", "!team/old"],
      ["top", "team/app", "team/sub/x", "mb/main", "mb/feature%2Fx"],
    ],
    [["!team"], ["top", "mb/main", "mb/feature%2Fx"]],
    [
      ["top", "mb"],
      ["top", "mb/main", "mb/feature%2Fx"],
    ],
    [
      ["top", "mb/feature/x"],
      ["top", "mb/feature%2Fx"],
    ],
    [
      ["/top/", "mb/feature%2Fx"],
      ["top", "mb/feature%2Fx"],
    ],
    [
      ["top", "team/*"],
      ["top", "team/app", "team/old"],
    ],
    [
      ["top", "team"],
      ["top", "team/app", "team/old", "team/sub/x"],
    ],
  ])("as jobs %j chooses %j", async (jobs, expected) => {
    const { poll, paths } = await startJenkins(
      (path) => (path === "/api/json" ? ROWS : undefined),
      { jobs },
    );
    expect((await poll()).map((run) => run.id.replace(/#1$/u, ""))).toEqual(expected);
    expect(paths()).toEqual(["/api/json"]);
  });

  it("takes a name with brackets for what it is", async () => {
    const { poll } = await startJenkins(() => answer(job("Shop (old)"), job("Shop old")), {
      jobs: ["Shop (old)"],
    });
    expect((await poll())[0]).toMatchObject({ repo: "Shop (old)" });
  });

  it("is asked for below the folder that all jobs share", async () => {
    const { poll, paths } = await startJenkins(
      (path) =>
        path === "/job/my%20team/job/sub/api/json" ? answer(job("my team/sub/x")) : undefined,
      { jobs: ["my team/sub/**", "my team/sub/x", "!my team/old"] },
    );
    expect(await poll()).toMatchObject([{ repo: "my team/sub/x" }]);
    expect(paths()).toHaveLength(1);
  });

  it("is not found where that folder is missing, by its name", async () => {
    const { poll } = await startJenkins(
      (path) => (path === "/job/team/api/json" ? answer() : undefined),
      {
        jobs: ["team/nope/*"],
      },
    );
    await expect(poll()).rejects.toMatchObject({
      kind: "not-found",
      message: expect.stringContaining("has no folder team/nope,"),
    });
  });

  it("may be branches with a slash, which are no folder", async () => {
    const { poll, paths } = await startJenkins(
      (path) => (path === "/job/mb/api/json" ? recorded("multibranch-view-children") : undefined),
      { jobs: ["mb/feature/*"] },
    );
    expect(await poll()).toMatchObject([{ branch: "feature/x" }]);
    await poll();
    expect(paths().at(-1)).toBe("/job/mb/api/json");
    expect(paths()).toHaveLength(4);
  });

  it("may be an address with a path and a slash at its end", async () => {
    const { poll, server, provider } = await startJenkins(
      (path) => (path === "/ci/jenkins/api/json" ? answer(job("app")) : undefined),
      { prefix: "/ci/jenkins/" },
    );
    expect(await poll()).toMatchObject([{ url: `${server.url}/ci/jenkins/job/app/1/` }]);
    expect(await provider.discoverTargets(new AbortController().signal)).toEqual([
      { id: "/", url: `${server.url}/ci/jenkins/` },
    ]);
  });

  it("is sent as Basic, or not at all", async () => {
    const named = await startJenkins(() => answer(), { user: "ci", token: "päss" });
    await named.poll();
    const credential = Buffer.from("ci:päss").toString("base64");
    expect(named.server.requests[0]?.headers.authorization).toBe(`Basic ${credential}`);
    const anonymous = await startJenkins(() => answer());
    await anonymous.poll();
    expect(anonymous.server.requests[0]?.headers.authorization).toBeUndefined();
  });

  it.each([
    ["a token without its user", { token: "s3cr3t" }],
    ["a user without a token", { user: "ci" }],
  ])("is refused in one sentence with %s, before any request", async (_name, setup) => {
    const { poll, server } = await startJenkins(() => answer(), setup);
    await expect(poll()).rejects.toMatchObject({
      kind: "auth",
      message: expect.not.stringContaining("s3cr3t"),
    });
    expect(server.requests).toHaveLength(0);
  });
});
