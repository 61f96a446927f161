import { describe, expect, it } from "vitest";
import { makeRun } from "../../helpers/make-run.ts";
import type { ScriptedAnswer, SeenRequest } from "../../helpers/scripted-server.ts";
import { recorded, type Setup, startJenkins } from "./recorded.ts";

const { signal } = new AbortController();

const API_TOKEN = `11${"0af".repeat(11).slice(0, 32)}`;

const run = (id: string, fields: object = {}) =>
  makeRun({ id, repo: "app", workflow: "pipeline", url: "http://ci/job/app/1/", ...fields });

type Page = ScriptedAnswer | ((request: SeenRequest) => ScriptedAnswer);
type Pages = Readonly<Record<string, Page>>;

async function start(pages: Pages, setup: Setup = { user: "ci", token: API_TOKEN }) {
  const { provider, server } = await startJenkins((path, request) => {
    const page = pages[path];
    return typeof page === "function" ? page(request) : page;
  }, setup);
  const { rerun, cancel, openGate, describeTrigger, trigger, listJobs } = provider;
  if (!rerun || !cancel || !openGate || !describeTrigger || !trigger || !listJobs) {
    throw new Error("the provider lacks what it offers");
  }
  return {
    provider,
    actions: { rerun, cancel, openGate, describeTrigger, trigger, listJobs },
    server,
    sent: () =>
      server.requests
        .filter((request) => request.method === "POST")
        .map(({ url, body }) => [url, body]),
  };
}

const QUEUED = recorded("secured-token-post-no-crumb");

const definition = (name: string, type: string, fields: object = {}) => ({
  _class: `hudson.model.${type}ParameterDefinition`,
  name,
  type: `${type}ParameterDefinition`,
  ...fields,
});

const job = (...parameterDefinitions: readonly object[]) => ({
  body: { _class: "x.WorkflowJob", property: [{}, { parameterDefinitions }] },
});

const byDefault = (value: unknown) => ({ defaultParameterValue: { value } });

const PARAMETERS = job(
  definition("WHO", "String", { ...byDefault("world"), description: "Whom to\u001b[2J greet" }),
  definition("NOTES", "Text", byDefault("one\ntwo")),
  definition("DRY", "Boolean", byDefault(true)),
  definition("WHERE", "Choice", { choices: ["staging", "pro\u200bd"], ...byDefault("staging") }),
  definition("SECRET", "Password", byDefault("hunter2")),
  definition("UPLOAD", "File"),
);

describe("the inputs of a job", () => {
  it("are its parameters, never a password's default, and no file", async () => {
    const { actions } = await start({ "/job/app/api/json": PARAMETERS });
    const { inputs, ...rest } = await actions.describeTrigger(run("app#1"), signal);
    const common = { description: null, choices: [], isRequired: false };
    expect(inputs).toEqual([
      { ...common, name: "WHO", type: "text", defaultValue: "world", description: "Whom to greet" },
      { ...common, name: "NOTES", type: "text", defaultValue: "one two" },
      { ...common, name: "DRY", type: "boolean", defaultValue: "true" },
      {
        ...common,
        name: "WHERE",
        type: "choice",
        choices: ["staging", "prod"],
        defaultValue: "staging",
      },
      { ...common, name: "SECRET", type: "secret", defaultValue: "" },
    ]);
    expect(rest).toEqual({ takesVariables: false, takesBranch: false });
  });

  it("are none where the job has no parameters, or nonsense instead", async () => {
    const { actions, server } = await start({ "/job/app/api/json": { body: {} } });
    expect((await actions.describeTrigger(run("app#1"), signal)).inputs).toEqual([]);
    server.answerWith(() => job({ name: 7 }, { type: "x" }));
    expect((await actions.describeTrigger(run("app#1"), signal)).inputs).toEqual([]);
  });
});

describe("a triggered build", () => {
  it("is given what was changed, as the job spells it, and Jenkins' defaults for the rest", async () => {
    const { actions, sent } = await start({
      "/job/app/api/json": PARAMETERS,
      "/job/app/buildWithParameters": QUEUED,
    });
    const inputs = { WHO: "me & you", NOTES: "one two", DRY: "false", WHERE: "prod", SECRET: "" };
    await actions.trigger(run("app#1"), { branch: null, inputs }, signal);
    const form = new URLSearchParams(sent()[0]?.[1]);
    expect(sent()[0]?.[0]).toBe("/job/app/buildWithParameters");
    expect(Object.fromEntries(form)).toEqual({
      WHO: "me & you",
      DRY: "false",
      WHERE: "pro\u200bd",
    });
  });

  it("is a plain one where the job has no parameters, by one POST with an API token", async () => {
    const { actions, server } = await start({
      "/job/app/api/json": job(),
      "/job/app/build": QUEUED,
    });
    await actions.trigger(run("app#1"), { branch: null, inputs: {} }, signal);
    expect(server.requests.map(({ method, url }) => `${method} ${url.split("?")[0]}`)).toEqual([
      "GET /job/app/api/json",
      "POST /job/app/build",
    ]);
  });

  it("is not started with a parameter the job lacks", async () => {
    const { actions, sent } = await start({ "/job/app/api/json": PARAMETERS });
    const order = { branch: null, inputs: { WHOM: "me" } };
    const starting = actions.trigger(run("app#1"), order, signal);
    await expect(starting).rejects.toThrow("the job has no parameter WHOM");
    expect(sent()).toEqual([]);
  });

  it("is not started on another branch than the job's own", async () => {
    const { actions, sent } = await start({ "/job/app/api/json": PARAMETERS });
    const starting = actions.trigger(run("app#1"), { branch: "gone", inputs: {} }, signal);
    await expect(starting).rejects.toMatchObject({ kind: "refused" });
    expect(sent()).toEqual([]);
  });
});

describe("a build run again", () => {
  it("is given the very parameters it had", async () => {
    const { actions, sent } = await start({
      "/job/param/1/api/json": recorded("build-param"),
      "/job/param/api/json": PARAMETERS,
      "/job/param/buildWithParameters": QUEUED,
    });
    await actions.rerun(run("param#1"), signal);
    expect(sent()).toEqual([["/job/param/buildWithParameters", "WHO=me%20%26%20you"]]);
  });

  it("is a plain one where the job has no parameters", async () => {
    const { actions, sent } = await start({
      "/job/decl/1/api/json": recorded("pipeline-build"),
      "/job/decl/api/json": job(),
      "/job/decl/build": QUEUED,
    });
    await actions.rerun(run("decl#1"), signal);
    expect(sent()).toEqual([["/job/decl/build", ""]]);
  });

  it("is not started without a value that Jenkins keeps to itself", async () => {
    const parameters = [{ _class: "hudson.model.PasswordParameterValue", name: "SECRET" }];
    const { actions, sent } = await start({
      "/job/app/1/api/json": { body: { actions: [{ parameters }] } },
      "/job/app/api/json": PARAMETERS,
    });
    const starting = actions.rerun(run("app#1"), signal);
    await expect(starting).rejects.toThrow("Jenkins does not tell the value of SECRET");
    expect(sent()).toEqual([]);
  });

  it("cannot be one of only what failed", async () => {
    expect((await start({})).provider.rerunFailed).toBeUndefined();
  });
});

describe("a build that is cancelled", () => {
  const REDIRECT = { status: 302, headers: { location: "/elsewhere/" } };

  it("is stopped while it runs", async () => {
    const { actions, server, sent } = await start({ "/job/app/7/stop": REDIRECT });
    await actions.cancel(run("app#7", { status: "running" }), signal);
    expect(sent()).toEqual([["/job/app/7/stop", ""]]);
    expect(server.requests).toHaveLength(1);
  });

  it("is taken out of the queue while it waits there", async () => {
    const { actions, sent } = await start({
      "/job/app/api/json": { body: { nextBuildNumber: 7, queueItem: { id: 99 } } },
      "/queue/cancelItem": REDIRECT,
    });
    await actions.cancel(run("app#7", { status: "queued" }), signal);
    expect(sent()).toEqual([["/queue/cancelItem?id=99", ""]]);
  });

  it("is stopped where it left the queue meanwhile, though another waits there", async () => {
    const { actions, sent } = await start({
      "/job/app/api/json": { body: { nextBuildNumber: 8, queueItem: { id: 100 } } },
      "/job/app/7/stop": REDIRECT,
    });
    await actions.cancel(run("app#7", { status: "queued" }), signal);
    expect(sent()).toEqual([["/job/app/7/stop", ""]]);
  });

  it("is refused where it waits no more", async () => {
    const { actions } = await start({ "/job/app/api/json": { body: { nextBuildNumber: 7 } } });
    const cancelling = actions.cancel(run("app#7", { status: "queued" }), signal);
    await expect(cancelling).rejects.toMatchObject({ kind: "refused" });
  });
});

describe("an input gate", () => {
  const PENDING = "/job/approve/1/wfapi/pendingInputActions";
  const GATE = "/job/approve/1/input/Bdb54d64a9c5560bc062215aaa9c5b8c/proceedEmpty";

  async function open(pages: Pages) {
    const { actions, sent } = await start({
      "/job/approve/1/wfapi/describe": recorded("wfapi-describe-approve"),
      [PENDING]: recorded("wfapi-pending"),
      ...pages,
    });
    const waiting = run("approve#1", { status: "waiting" });
    const gate = (await actions.listJobs(waiting, signal)).find((it) => it.gate === "approve");
    if (!gate) throw new Error("no gate");
    return { opening: actions.openGate(waiting, gate, signal), sent };
  }

  it("that asks for nothing is opened", async () => {
    const { opening, sent } = await open({ [GATE]: { status: 200, body: "" } });
    await opening;
    expect(sent()).toEqual([[GATE, ""]]);
  });

  it.each([
    ["asks for values", [{ id: "A", inputs: [{ name: "VERSION" }] }], "asks for values"],
    ["has another beside it", [{ id: "A" }, { id: "B" }], "waits for several answers"],
  ])("that %s is left to its page", async (_what, body, sentence) => {
    const { opening, sent } = await open({ [PENDING]: { body } });
    await expect(opening).rejects.toThrow(sentence);
    await expect(opening).rejects.toThrow("http://ci/job/app/1/input/");
    expect(sent()).toEqual([]);
  });

  it("that was opened by somebody else is refused", async () => {
    const { opening } = await open({ [PENDING]: { body: [] } });
    await expect(opening).rejects.toMatchObject({ kind: "refused" });
  });
});

describe("a change", () => {
  const password: Setup = { user: "ci", token: "a password" };

  it("goes with a crumb where the credential is a password", async () => {
    const { actions, server } = await start(
      {
        "/crumbIssuer/api/json": recorded("crumb"),
        "/job/app/7/stop": ({ headers }) =>
          headers["jenkins-crumb"] ? { status: 302 } : recorded("secured-password-post-no-crumb"),
      },
      password,
    );
    await actions.cancel(run("app#7", { status: "running" }), signal);
    expect(server.requests).toHaveLength(2);
  });

  it("goes without one where the server has crumbs switched off", async () => {
    const { actions, sent } = await start({ "/job/app/7/stop": { status: 302 } }, password);
    await actions.cancel(run("app#7", { status: "running" }), signal);
    expect(sent()).toEqual([["/job/app/7/stop", ""]]);
  });

  it("is not tried where the server is in trouble over the crumb", async () => {
    const { actions, sent } = await start({ "/crumbIssuer/api/json": { status: 500 } }, password);
    const stopping = actions.cancel(run("app#7", { status: "running" }), signal);
    await expect(stopping).rejects.toMatchObject({ kind: "bad-response", status: 500 });
    expect(sent()).toEqual([]);
  });

  it.each([
    ["hudson.model.Item.Cancel", ": the token needs Item.Cancel (HTTP 403)"],
    ["11aabb secret", " this (HTTP 403)"],
  ])("that is refused for %j says so", async (needed, sentence) => {
    const headers = { "x-required-permission": needed };
    const refused = { ...recorded("secured-anon-job"), headers };
    const { actions } = await start({ "/job/app/7/stop": refused });
    const stopping = actions.cancel(run("app#7", { status: "running" }), signal);
    await expect(stopping).rejects.toMatchObject({
      kind: "auth",
      status: 403,
      message: expect.stringMatching(new RegExp(`${sentence.replace(/[().]/gu, "\\$&")}$`, "u")),
    });
  });

  it("that is sent on to another address is not taken for done", async () => {
    const { actions } = await start({ "/job/app/7/stop": { status: 308 } });
    const stopping = actions.cancel(run("app#7", { status: "running" }), signal);
    await expect(stopping).rejects.toMatchObject({ status: 308 });
  });

  it("to what is no build of a Jenkins is not found, without a request", async () => {
    const { actions, server } = await start({});
    const stopping = actions.cancel(run("12345", { status: "running" }), signal);
    await expect(stopping).rejects.toMatchObject({ kind: "not-found" });
    expect(server.requests).toEqual([]);
  });
});
