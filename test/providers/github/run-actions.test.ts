import { describe, expect, it } from "vitest";
import { makeJob, NEVER, REPO, RUN, startGithub } from "./scripted-github.ts";

const RUN_PATH = `${REPO}/actions/runs/7`;
const PENDING = `${RUN_PATH}/pending_deployments`;
const GET_RUN = `GET ${RUN_PATH}?exclude_pull_requests=true`;
const FILE = `GET ${REPO}/contents/.github%2Fworkflows%2Fdeploy.yml?ref=feat%2Flogin`;
const DISPATCH = `POST ${REPO}/actions/workflows/deploy.yml/dispatches`;

const RAW_RUN = {
  id: 7,
  path: ".github/workflows/deploy.yml@feat/login",
  head_branch: "feat/login",
};
const FEATURE = { ...RUN, branch: "feat/login" };

function toFile(text: string) {
  return {
    body: { type: "file", encoding: "base64", content: Buffer.from(text).toString("base64") },
  };
}

describe("the actions on a run of GitHub's", () => {
  it.each([
    ["rerun", "rerun", 201],
    ["rerunFailed", "rerun-failed-jobs", 201],
    ["cancel", "cancel", 202],
  ] as const)("%s asks for %s, once", async (action, path, status) => {
    const request = `POST ${RUN_PATH}/${path}`;
    const { provider, asked } = await startGithub({ [request]: { status, body: {} } });
    await provider[action]?.(RUN, NEVER);
    expect(asked()).toEqual([request]);
  });

  it("tells which permission the token lacks", async () => {
    const { provider } = await startGithub({
      [`POST ${RUN_PATH}/rerun`]: {
        status: 403,
        headers: { "x-accepted-github-permissions": "actions=write" },
        body: { message: "Resource not accessible by personal access token" },
      },
    });
    const rerunning = provider.rerun?.(RUN, NEVER);
    await expect(rerunning).rejects.toMatchObject({
      kind: "auth",
      status: 403,
      message: expect.stringContaining("needs actions=write"),
    });
  });

  it("tells that a run has ended before it could be cancelled", async () => {
    const { provider } = await startGithub({
      [`POST ${RUN_PATH}/cancel`]: { status: 409, body: { message: "Cannot cancel" } },
    });
    await expect(provider.cancel?.(RUN, NEVER)).rejects.toMatchObject({
      status: 409,
      message: "the run has already ended",
    });
  });

  it("sends nothing once the signal is aborted, and nothing for what is no run", async () => {
    const { provider, asked } = await startGithub({});
    await expect(provider.cancel?.(RUN, AbortSignal.abort("closed"))).rejects.toBe("closed");
    await expect(provider.cancel?.({ ...RUN, id: "1/../2" }, NEVER)).rejects.toMatchObject({
      kind: "not-found",
    });
    expect(asked()).toEqual([]);
  });

  it("are not offered without a token", async () => {
    const { provider } = await startGithub({}, null);
    const { rerun, rerunFailed, cancel, openGate, describeTrigger, trigger } = provider;
    const actions = [rerun, rerunFailed, cancel, openGate, describeTrigger, trigger];
    expect(actions).toEqual(actions.map(() => undefined));
    expect(provider.listJobs).toBeDefined();
  });
});

describe("openGate of GitHub", () => {
  const environments = [
    { environment: { id: 5, name: "staging" }, current_user_can_approve: true },
    { environment: { id: 6, name: "production" }, current_user_can_approve: false },
    { environment: { id: 8, name: "eu" }, current_user_can_approve: true },
  ];

  it("approves every environment that the user may approve", async () => {
    const { provider, server } = await startGithub({
      [`GET ${PENDING}`]: { body: environments },
      [`POST ${PENDING}`]: { body: [] },
    });
    await provider.openGate?.(RUN, makeJob({ status: "waiting" }), NEVER);
    expect(JSON.parse(server.requests[1]?.body ?? "")).toMatchObject({
      environment_ids: [5, 8],
      state: "approved",
    });
  });

  it.each([
    [[environments[1]], "auth", "production can be approved by its reviewers only"],
    [[], "refused", "nothing of this run waits for an approval any more"],
  ])("does not try where it cannot", async (body, kind, message) => {
    const { provider, asked } = await startGithub({ [`GET ${PENDING}`]: { body } });
    const opening = provider.openGate?.(RUN, makeJob({ status: "waiting" }), NEVER);
    await expect(opening).rejects.toMatchObject({ kind, message });
    expect(asked()).toEqual([`GET ${PENDING}`]);
  });
});

const ORDER = { branch: null, inputs: {} };

describe("starting a workflow of GitHub's", () => {
  it("reads the inputs from the workflow's file on the run's branch", async () => {
    const text = "on: {workflow_dispatch: {inputs: {größe: {type: number, default: 3}}}}";
    const { provider, asked } = await startGithub({
      [GET_RUN]: { body: RAW_RUN },
      [FILE]: toFile(text),
    });
    expect(await provider.describeTrigger?.(FEATURE, NEVER)).toMatchObject({
      inputs: [{ name: "größe", type: "number", defaultValue: "3" }],
      takesVariables: false,
      takesBranch: true,
    });
    expect(asked()).toEqual([GET_RUN, FILE]);
  });

  it.each([
    [null, "feat/login"],
    ["release/2.4", "release/2.4"],
  ])("starts it by its file, on branch %j, with what was filled in", async (branch, ref) => {
    const { provider, server, asked } = await startGithub({
      [GET_RUN]: { body: RAW_RUN },
      [DISPATCH]: { status: 204 },
    });
    await provider.trigger?.(FEATURE, { branch, inputs: { environment: "staging" } }, NEVER);
    expect(asked()).toEqual([GET_RUN, DISPATCH]);
    expect(JSON.parse(server.requests[1]?.body ?? "")).toEqual({
      ref,
      inputs: { environment: "staging" },
    });
  });

  it("says that a workflow is started by nobody's hand", async () => {
    const { provider } = await startGithub({
      [GET_RUN]: { body: RAW_RUN },
      [FILE]: toFile("on: push"),
    });
    await expect(provider.describeTrigger?.(FEATURE, NEVER)).rejects.toMatchObject({
      kind: "refused",
      message: expect.stringMatching(/cannot be started by hand: it has no workflow_dispatch$/u),
    });
  });

  it.each([
    ["dynamic/dependabot/dependabot-updates", "main", "main"],
    [".github/workflows/../x.yml", "main", "main"],
    [null, "main", "main"],
    [".github/workflows/ci.yml", null, "-"],
    [".github/workflows/ci.yml", "main", "stranger:main"],
  ])("does not try for %s on %s (%s)", async (path, head_branch, branch) => {
    const { provider, asked } = await startGithub({ [GET_RUN]: { body: { path, head_branch } } });
    const starting = provider.trigger?.({ ...RUN, branch }, ORDER, NEVER);
    await expect(starting).rejects.toMatchObject({ kind: "refused" });
    expect(asked()).toEqual([GET_RUN]);
  });

  it.each([
    [{ body: [] }, "the answer holds no file"],
    [toFile("on: [push"), "the workflow's file is no YAML"],
  ])("tells a file that is none", async (answer, message) => {
    const { provider } = await startGithub({ [GET_RUN]: { body: RAW_RUN }, [FILE]: answer });
    const asking = provider.describeTrigger?.(FEATURE, NEVER);
    await expect(asking).rejects.toMatchObject({ kind: "bad-response", message });
  });
});
