import { describe, expect, it } from "vitest";
import { makeRun } from "../../helpers/make-run.ts";
import type { ScriptedAnswer } from "../../helpers/scripted-server.ts";
import { recorded, startJenkins } from "./recorded.ts";

const { signal } = new AbortController();

const pipelineRun = (id: string, fields: object = {}) =>
  makeRun({ id, workflow: "pipeline", status: "running", url: "http://ci/job/it/1/", ...fields });

type Pages = Readonly<Record<string, ScriptedAnswer>>;

async function start(pages: Pages, user: string | null = null) {
  const token = user === null ? null : "secret";
  const { provider, paths } = await startJenkins((path) => pages[path], { user, token });
  const { whoAmI, listJobs, readLog } = provider;
  if (!whoAmI || !listJobs || !readLog) throw new Error("the provider lacks what it offers");
  return { whoAmI, listJobs, readLog, paths };
}

const stage = (id: string, name: string, status: string) => ({ id, name, status });

const DECL = "/job/decl/1";
const node = (id: string, build = DECL) => `${build}/execution/node/${id}/wfapi/describe`;
const steps = (...names: readonly string[]) => ({
  body: {
    stageFlowNodes: names.map((name) => ({
      name,
      status: "FAILED",
      durationMillis: 9,
      startTimeMillis: 1_000,
    })),
  },
});

describe("the stages of a pipeline build", () => {
  it("are its jobs, what was skipped after the failure told apart by having no steps", async () => {
    const { listJobs, paths } = await start({
      [`${DECL}/wfapi/describe`]: recorded("wfapi-describe-decl"),
      [node("19")]: recorded("wfapi-node"),
      [node("32")]: { body: { id: "32", status: "FAILED", stageFlowNodes: [] } },
    });
    const jobs = await listJobs(pipelineRun("decl#1"), signal);
    expect(jobs.map(({ name, status, conclusion }) => [name, status, conclusion])).toEqual([
      ["A", "success", "SUCCESS"],
      ["P", "success", "SUCCESS"],
      ["P1", "success", "SUCCESS"],
      ["P2", "failed", "FAILED"],
      ["Z", "skipped", "FAILED"],
    ]);
    expect(jobs[0]).toEqual({
      id: "decl#1:6",
      name: "A",
      stage: null,
      status: "success",
      conclusion: "SUCCESS",
      startedAt: "2026-11-23T08:02:29.687Z",
      finishedAt: "2026-11-23T08:02:31.952Z",
      durationSec: 2,
      url: "http://ci/job/it/1/execution/node/6/",
      steps: [],
      mayFail: false,
      gate: null,
      question: null,
    });
    expect(jobs[3]?.steps).toMatchObject([
      { number: 1, name: "Shell Script: exit 1", status: "failed", durationSec: 1 },
    ]);
    expect(jobs[4]).toMatchObject({ startedAt: null, finishedAt: null, durationSec: null });
    expect(paths()).toHaveLength(3);
  });

  it("cost one request once the steps of those that failed are known", async () => {
    const { listJobs, paths } = await start({
      [`${DECL}/wfapi/describe`]: recorded("wfapi-describe-decl"),
      [node("19")]: recorded("wfapi-node"),
      [node("32")]: { body: { id: "32", status: "FAILED", stageFlowNodes: [] } },
    });
    const first = await listJobs(pipelineRun("decl#1"), signal);
    expect(await listJobs(pipelineRun("decl#1"), signal)).toEqual(first);
    expect(paths()).toHaveLength(4);
  });

  it("stay failed where a stage only holds another that failed, or its steps are not told", async () => {
    const { listJobs } = await start({
      [`${DECL}/wfapi/describe`]: {
        body: {
          stages: [
            stage("1", "Lint", "FAILED"),
            stage("2", "Tests", "FAILED"),
            stage("3", "Unit", "FAILED"),
            stage("4", "Ship", "FAILED"),
            stage("5", "Declarative: Post Actions", "FAILED"),
          ],
        },
      },
      [node("1")]: steps("sh"),
      [node("2")]: steps(),
      [node("3")]: steps("sh"),
      [node("4")]: steps(),
      [node("5")]: steps("mail"),
    });
    const run = pipelineRun("decl#1");
    const statuses = (await listJobs(run, signal)).map((job) => job.status);
    expect(statuses).toEqual(["failed", "failed", "failed", "skipped", "failed"]);

    const untold = await start({
      [`${DECL}/wfapi/describe`]: recorded("wfapi-describe-decl"),
    });
    const last = (await untold.listJobs(run, signal)).at(-1);
    expect(last).toMatchObject({ name: "Z", status: "failed", steps: [] });
  });

  it("wait at a gate with its question", async () => {
    const { listJobs, paths } = await start({
      "/job/approve/1/wfapi/describe": recorded("wfapi-describe-approve"),
      "/job/approve/1/wfapi/pendingInputActions": recorded("wfapi-pending"),
    });
    const jobs = await listJobs(pipelineRun("approve#1"), signal);
    expect(jobs).toMatchObject([
      { name: "A", status: "success", gate: null, question: null },
      {
        name: "Gate",
        status: "waiting",
        conclusion: null,
        gate: "approve",
        question: "go?",
        finishedAt: null,
        durationSec: null,
      },
    ]);
    expect(paths()).toHaveLength(2);
  });

  it.each([
    ["SUCCESS", "success"],
    ["UNSTABLE", "warning"],
    ["ABORTED", "cancelled"],
    ["NOT_EXECUTED", "skipped"],
    ["IN_PROGRESS", "running"],
    ["SOMETHING_NEW", "unknown"],
    ["constructor", "unknown"],
  ])("that are %s are %s", async (word, status) => {
    const stages = [stage("1", "One\u001b[2J", word), "nonsense", { name: "no id" }];
    const { listJobs } = await start({ [`${DECL}/wfapi/describe`]: { body: { stages } } });
    const jobs = await listJobs(pipelineRun("decl#1"), signal);
    expect(jobs).toMatchObject([{ name: "One", status }]);
  });

  it("of a branch are asked for by its encoded name", async () => {
    const { listJobs, paths } = await start({});
    const run = pipelineRun("mb/feature%2Fx#1", { workflow: "multibranch" });
    await expect(listJobs(run, signal)).rejects.toMatchObject({ kind: "not-found" });
    expect(paths()[0]).toBe("/job/mb/job/feature%252Fx/1/wfapi/describe");
  });
});

describe("a build without stages", () => {
  it.each([["freestyle"], ["pipeline"]])(
    "is one job of itself where it is %s",
    async (workflow) => {
      const { listJobs } = await start({ "/job/param/1/api/json": recorded("build-param") });
      const run = pipelineRun("param#1", { workflow });
      expect(await listJobs(run, signal)).toMatchObject([
        {
          id: "param#1",
          name: "build",
          status: "success",
          conclusion: "SUCCESS",
          startedAt: "2026-11-23T08:01:51.625Z",
          finishedAt: "2026-11-23T08:01:51.654Z",
          url: run.url,
        },
      ]);
    },
  );

  it("has no job while it waits in the queue", async () => {
    const { listJobs, paths } = await start({});
    expect(await listJobs(pipelineRun("param#2", { status: "queued" }), signal)).toEqual([]);
    expect(paths()).toEqual([]);
  });
});

describe("the log of a build", () => {
  const LOG = "/job/ok/1/logText/progressiveText";

  it("comes as it stands, up to the byte that follows", async () => {
    const { readLog } = await start({ [LOG]: recorded("progressive-ok") });
    const chunk = await readLog(pipelineRun("ok#1"), JOB, null, signal);
    expect(chunk).toMatchObject({ position: "210", isComplete: true });
    expect(chunk.text).toContain("+ echo hello\r\nhello\r\n");
  });

  it("goes on from where the last piece ended, in bytes, colours kept", async () => {
    const whole = Buffer.from("\u001b[31mgrün\u001b[0m\nweiter\n");
    const { provider, server } = await startJenkins((_path, request) => {
      const start = Number(new URL(request.url, "http://host").searchParams.get("start"));
      const isFirst = start === 0;
      const end = isFirst ? 15 : whole.length;
      const headers: Record<string, string> = { "x-text-size": String(end) };
      if (isFirst) headers["x-more-data"] = "true";
      return { headers, body: whole.subarray(start, end).toString("utf8") };
    });
    const { readLog } = provider;
    if (!readLog) throw new Error("no log");
    const first = await readLog(pipelineRun("ok#1"), JOB, null, signal);
    expect(first).toEqual({ text: "\u001b[31mgrün\u001b[0m\n", position: "15", isComplete: false });
    const rest = await readLog(pipelineRun("ok#1"), JOB, first.position, signal);
    expect(rest).toEqual({ text: "weiter\n", position: "22", isComplete: true });
    expect(server.requests.map((request) => request.method)).toEqual(["GET", "GET"]);
  });

  it("is not found where the build is gone", async () => {
    const { readLog } = await start({});
    const reading = readLog(pipelineRun("ok#1"), JOB, null, signal);
    await expect(reading).rejects.toMatchObject({ kind: "not-found" });
  });
});

const JOB = {
  id: "ok#1",
  name: "build",
  stage: null,
  status: "success",
  conclusion: null,
  startedAt: null,
  finishedAt: null,
  durationSec: null,
  url: null,
  steps: [],
  mayFail: false,
  gate: null,
  question: null,
} as const;

describe("what a build was started with", () => {
  it("is told cleaned, and of a secret that there is one", async () => {
    const actions = [
      { causes: [{ userId: "ana" }] },
      {
        parameters: [
          { name: "STAGE", value: "pr\u001b[31mod" },
          { name: "DRY", value: false },
          { name: "KEY" },
          { value: "no name" },
        ],
      },
    ];
    const { provider, server } = await startJenkins(() => ({ body: { actions } }));
    expect(await provider.listParameters?.(pipelineRun("ok#1"), signal)).toEqual([
      { name: "STAGE", value: "prod" },
      { name: "DRY", value: "false" },
      { name: "KEY", value: null },
    ]);
    expect(server.requests).toHaveLength(1);
  });
});

describe("who is signed in", () => {
  it("is the configured user, without a request", async () => {
    const { whoAmI, paths } = await start({}, "ana");
    expect(await whoAmI(signal)).toBe("ana");
    expect(paths()).toEqual([]);
  });

  it("is nobody to a server that calls us anonymous, else whom it names", async () => {
    const anonymous = await start({ "/whoAmI/api/json": recorded("whoAmI") });
    expect(await anonymous.whoAmI(signal)).toBeNull();
    const known = await start({ "/whoAmI/api/json": { body: { anonymous: false, name: "ana" } } });
    expect(await known.whoAmI(signal)).toBe("ana");
  });
});
