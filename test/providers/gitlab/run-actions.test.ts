import { describe, expect, it } from "vitest";
import type { PipelineRun } from "../../../src/model/pipeline-run.ts";
import type { Provider } from "../../../src/model/provider.ts";
import { makeRun } from "../../helpers/make-run.ts";
import { makeJob, NEVER, startScriptedGitlab } from "./scripted-gitlab.ts";

const RUN = makeRun({
  id: "31",
  repo: "g/app",
  provider: "gitlab",
  source: "lab",
  branch: "feat/login",
  workflow: "pipeline",
});
const MERGE = { ...RUN, branch: "!12", event: "merge_request_event" };
const SCHEDULED = { ...RUN, branch: "main", workflow: "schedule", event: "schedule" };

type Act = (provider: Provider, run: PipelineRun) => Promise<void> | undefined;

const rerun: Act = (provider, run) => provider.rerun?.(run, NEVER);
const rerunFailed: Act = (provider, run) => provider.rerunFailed?.(run, NEVER);
const cancel: Act = (provider, run) => provider.cancel?.(run, NEVER);
const play: Act = (provider, run) => provider.openGate?.(run, makeJob({ id: "7" }), NEVER);
const playBridge: Act = (provider, run) =>
  provider.openGate?.(run, makeJob({ id: "bridge:9" }), NEVER);
const trigger: Act = (provider, run) =>
  provider.trigger?.(run, { branch: null, inputs: {} }, NEVER);
const triggerElsewhere: Act = (provider, run) =>
  provider.trigger?.(run, { branch: "release", inputs: {} }, NEVER);

const started = () => ({ status: 201, body: { id: 32, status: "created" } });

describe("an action on a GitLab pipeline", () => {
  it.each([
    ["rerun", rerun, RUN, "POST pipeline", { ref: "feat/login" }],
    ["rerun of a merge request", rerun, MERGE, "POST merge_requests/12/pipelines", {}],
    [
      "rerun of a branch called !12",
      rerun,
      { ...MERGE, event: "push" },
      "POST pipeline",
      { ref: "!12" },
    ],
    ["rerun of what failed", rerunFailed, RUN, "POST pipelines/31/retry", {}],
    ["cancel", cancel, RUN, "POST pipelines/31/cancel", {}],
    ["play", play, RUN, "POST jobs/7/play", {}],
    ["play of a pipeline downstream", playBridge, RUN, "POST jobs/9/play", {}],
    ["trigger without inputs", trigger, RUN, "POST pipeline", { ref: "feat/login" }],
    ["trigger on another branch", triggerElsewhere, RUN, "POST pipeline", { ref: "release" }],
    ["trigger of a merge request", trigger, MERGE, "POST merge_requests/12/pipelines", {}],
  ])("%s is one request", async (_name, act, run, path, body) => {
    const { provider, asked, server } = await startScriptedGitlab(started);
    await act(provider, run);
    expect(asked()).toEqual([path]);
    expect(JSON.parse(server.requests[0]?.body ?? "")).toEqual(body);
    expect(server.requests[0]?.headers["private-token"]).toBe("glpat-x");
  });

  it("trigger hands its inputs on as variables, as they are spelt", async () => {
    const { provider, server } = await startScriptedGitlab(started);
    const inputs = { DEPLOY_TO: "staging", camelCase: "Ja, bitte" };
    await provider.trigger?.(RUN, { branch: null, inputs }, NEVER);
    expect(JSON.parse(server.requests[0]?.body ?? "")).toEqual({
      ref: "feat/login",
      variables: [
        { key: "DEPLOY_TO", value: "staging" },
        { key: "camelCase", value: "Ja, bitte" },
      ],
    });
  });

  it.each([
    ["a merge request", MERGE],
    ["a schedule", SCHEDULED],
  ])("trigger of %s takes no variables", async (kind, run) => {
    const { provider, asked } = await startScriptedGitlab(started);
    await expect(
      provider.trigger?.(run, { branch: null, inputs: { A: "1" } }, NEVER),
    ).rejects.toThrow(`${kind} starts its pipelines without variables`);
    expect(asked()).toEqual([]);
  });

  it("knows of no inputs, and asks nothing for that", async () => {
    const { provider, asked } = await startScriptedGitlab(started);
    const free = { inputs: [], takesVariables: true, takesBranch: true };
    expect(await provider.describeTrigger?.(RUN, NEVER)).toEqual(free);
    const fixed = { inputs: [], takesVariables: false, takesBranch: false };
    expect(await provider.describeTrigger?.(MERGE, NEVER)).toEqual(fixed);
    expect(await provider.describeTrigger?.(SCHEDULED, NEVER)).toEqual(fixed);
    expect(asked()).toEqual([]);
  });
});

describe("a scheduled GitLab pipeline, started again", () => {
  const startSchedules = (body: unknown) =>
    startScriptedGitlab((path) => (path.startsWith("pipeline_schedules?") ? { body } : started()));

  it.each([["main"], ["refs/heads/main"]])("is its schedule's next one (%s)", async (ref) => {
    const { provider, asked } = await startSchedules([
      { id: 1, ref: "release" },
      { id: 2, ref },
    ]);
    await rerun(provider, SCHEDULED);
    expect(asked()).toEqual([
      "pipeline_schedules?scope=active&per_page=100&page=1",
      "POST pipeline_schedules/2/play",
    ]);
  });

  it.each([
    [[], "no active schedule runs on main"],
    [[{ id: 1, ref: "main" }, null, { id: 2, ref: "main" }], "several schedules run on main"],
  ])("starts nothing where it is not clear which schedule is meant", async (body, message) => {
    const { provider, asked } = await startSchedules(body);
    await expect(rerun(provider, SCHEDULED)).rejects.toThrow(message);
    expect(asked()).toHaveLength(1);
  });
});

describe("an action that GitLab refuses", () => {
  it.each([
    ["rerun", rerun, "start a pipeline"],
    ["rerunFailed", rerunFailed, "retry a pipeline"],
    ["cancel", cancel, "cancel a pipeline"],
    ["play", play, "start this job"],
  ])("%s says which scope and role it takes", async (_name, act, what) => {
    const { provider, host } = await startScriptedGitlab(() => ({
      status: 403,
      body: { error: "insufficient_scope", message: "glpat-x" },
    }));
    const role = "the role Developer or above (Maintainer on most protected branches)";
    const sentence = `${host} does not let this token ${what}: it needs the api scope and ${role}`;
    await expect(act(provider, RUN)).rejects.toMatchObject({
      kind: "auth",
      status: 403,
      message: expect.stringContaining(sentence),
    });
    await expect(act(provider, RUN)).rejects.not.toThrow("glpat-x");
  });

  it.each([401, 403])("without a token is told to give one (%i)", async (status) => {
    const { provider, host } = await startScriptedGitlab(() => ({ status, body: {} }), null);
    await expect(cancel(provider, RUN)).rejects.toMatchObject({
      message: `${host} lets nobody cancel a pipeline without a token: give one with the api scope`,
    });
  });

  it.each([
    ["a pipeline", rerun, /cannot start this pipeline: its branch is gone, its rules/u],
    ["a job", play, /cannot start this job now: it has been started/u],
  ])("because %s cannot be started says why that may be", async (_name, act, message) => {
    const { provider } = await startScriptedGitlab(() => ({ status: 400, body: {} }));
    await expect(act(provider, RUN)).rejects.toThrow(message);
  });

  it("is sent once, whatever the server answers", async () => {
    for (const status of [429, 500, 502]) {
      const { provider, asked } = await startScriptedGitlab(() => ({ status, body: {} }));
      await expect(rerun(provider, RUN)).rejects.toMatchObject({ status });
      expect(asked()).toHaveLength(1);
    }
  });

  it("is not taken for done where the answer is no pipeline", async () => {
    const { provider } = await startScriptedGitlab(() => ({ body: "<h1>Sign in</h1>" }));
    await expect(cancel(provider, RUN)).rejects.toMatchObject({ kind: "bad-response" });
  });

  it("ends with its signal", async () => {
    const { provider, server } = await startScriptedGitlab(() => "hang");
    const controller = new AbortController();
    const reason = new Error("the person has left");
    server.answerWith(() => {
      controller.abort(reason);
      return "hang";
    });
    await expect(provider.cancel?.(RUN, controller.signal)).rejects.toBe(reason);
  });
});
