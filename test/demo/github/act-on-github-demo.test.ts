import { afterEach, describe, expect, it } from "vitest";
import { DEMO_CREDENTIALS } from "../../../src/demo/demo-credentials.ts";
import { startGithubDemo } from "../../../src/demo/github/start-github-demo.ts";
import type { DemoServer } from "../../../src/demo/http-types.ts";
import { createWorld } from "../../../src/demo/world/create-world.ts";
import type { DemoRun } from "../../../src/demo/world/types.ts";
import { createHttpClient } from "../../../src/http/http-client.ts";
import type { PipelineRun } from "../../../src/model/pipeline-run.ts";
import { isUnfinished } from "../../../src/model/run-status.ts";
import { createGithubProvider } from "../../../src/providers/github/provider.ts";

const MINUTE = 60_000;
const NEVER = new AbortController().signal;

let server: DemoServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

async function start() {
  let nowMs = Date.UTC(2026, 10, 23, 12, 0);
  const now = () => nowMs;
  const world = createWorld({ seed: 1, now });
  const demo = await startGithubDemo({ world });
  server = demo;
  const made = createGithubProvider({
    source: "gh",
    url: demo.url,
    token: DEMO_CREDENTIALS.githubToken,
    http: createHttpClient({ deadlineMs: 5_000, now }),
    now,
    repos: ["acme/*"],
  });
  const { whoAmI, listJobs, listAnnotations, readLog } = made;
  const { rerun, rerunFailed, cancel, openGate, describeTrigger, trigger } = made;
  if (!whoAmI || !listJobs || !listAnnotations || !readLog || !rerun || !rerunFailed) {
    throw new Error("the provider lacks a way to read or to run again");
  }
  if (!cancel || !openGate || !describeTrigger || !trigger) {
    throw new Error("the provider lacks an action");
  }
  const search = (test: (run: DemoRun) => boolean) =>
    world
      .repos("github")
      .filter(({ archived }) => !archived)
      .flatMap(({ id }) => world.runs(id))
      .find(test);
  const list = async (repo: string) => {
    const target = { id: repo, url: `${demo.url}/${repo}` };
    const request = { target, cursor: null, unfinished: [], signal: NEVER };
    return (await made.listRuns(request)).runs;
  };
  return {
    world,
    demo,
    provider: { whoAmI, listJobs, listAnnotations, readLog, rerun, rerunFailed, cancel },
    gates: { openGate, describeTrigger, trigger },
    list,
    pass(ms: number) {
      nowMs += ms;
    },
    /** Lets time pass until a run is so, and gives it as the provider lists it. */
    async until(test: (run: DemoRun) => boolean): Promise<PipelineRun> {
      for (let minute = 0; minute < 24 * 60 && !search(test); minute += 1) nowMs += MINUTE;
      const found = search(test);
      const runs = await list(found?.repoFullName ?? "");
      const run = runs.find(({ id }) => id === String(found?.id));
      if (!run) throw new Error("no such run");
      return run;
    },
    /** The run as the provider lists it now. */
    async again(run: PipelineRun): Promise<PipelineRun | undefined> {
      return (await list(run.repo)).find(({ id }) => id === run.id);
    },
  };
}

describe("a person before the imitated GitHub", () => {
  it("sees a failure, reads what broke and the log, runs it again, and it turns green", async () => {
    const { provider, until, again, pass } = await start();
    const run = await until(
      ({ outcome, jobs }) =>
        outcome === "failure" && jobs.some((job) => job.log().includes("AssertionError")),
    );
    const jobs = await provider.listJobs(run, NEVER);
    const failed = jobs.find(({ status }) => status === "failed");
    if (!failed) throw new Error("no failed job");
    expect(failed.steps.some(({ status }) => status === "failed")).toBe(true);
    const annotations = await provider.listAnnotations(run, failed, NEVER);
    expect(annotations).toMatchObject([
      { level: "failure", place: expect.stringMatching(/^test\/.+\.test\.ts:\d+$/u) },
      { level: "failure", message: "Process completed with exit code 1.", place: null },
    ]);
    const { text, isComplete } = await provider.readLog(run, failed, null, NEVER);
    expect(isComplete).toBe(true);
    expect(text).toMatch(/^2026-11-\d\dT.+Z ##\[group\]/u);
    expect(text).toContain("AssertionError");

    // A repetition may fail too, as it may in life.
    for (let attempt = 2; attempt < 12; attempt += 1) {
      const last = await again(run);
      if (last?.status === "success") break;
      await provider.rerunFailed(run, NEVER);
      const started = await again(run);
      expect(started?.attempt).toBe(attempt);
      expect(started && isUnfinished(started.status)).toBe(true);
      pass(180 * MINUTE);
    }
    expect(await again(run)).toMatchObject({ status: "success" });
  });

  it("cancels what runs, and is told when that comes too late", async () => {
    const { provider, until, again } = await start();
    const run = await until(({ phase }) => phase === "running");
    const running = (await provider.listJobs(run, NEVER)).find(
      ({ status }) => status === "running",
    );
    if (!running) throw new Error("no running job");
    await expect(provider.readLog(run, running, null, NEVER)).rejects.toMatchObject({
      kind: "not-found",
      message: "GitHub gives the log when the job has ended",
    });
    await expect(provider.rerun(run, NEVER)).rejects.toMatchObject({
      message: expect.stringContaining("it is running already"),
    });
    await provider.cancel(run, NEVER);
    expect(await again(run)).toMatchObject({ status: "cancelled" });
    await expect(provider.cancel(run, NEVER)).rejects.toMatchObject({
      message: "the run has already ended",
    });
    await provider.rerun(run, NEVER);
    expect(await again(run)).toMatchObject({ attempt: 2 });
  });

  it("opens a gate, which then waits for nobody", async () => {
    const { provider, gates, until } = await start();
    const run = await until(({ phase }) => phase === "waiting");
    const waiting = (await provider.listJobs(run, NEVER)).find(({ gate }) => gate !== null);
    expect(waiting).toMatchObject({ gate: "approve", question: "production", status: "waiting" });
    if (!waiting) throw new Error("no gate");
    await gates.openGate(run, waiting, NEVER);
    const after = await provider.listJobs(run, NEVER);
    expect(after.filter(({ gate }) => gate !== null)).toEqual([]);
    await expect(gates.openGate(run, waiting, NEVER)).rejects.toMatchObject({ kind: "refused" });
  });

  it("starts a workflow with its inputs, and is told what is wrong with them", async () => {
    const { provider, gates, until, list, world } = await start();
    const run = await until(({ workflow }) => workflow.inputs.length > 1);
    const { inputs } = await gates.describeTrigger(run, NEVER);
    expect(inputs).toMatchObject([
      { name: "environment", type: "choice", choices: ["staging", "production"], isRequired: true },
      { name: "dry_run", type: "boolean", defaultValue: "false", isRequired: false },
    ]);
    const values = { environment: "production", dry_run: "true" };
    await gates.trigger(run, { branch: null, inputs: values }, NEVER);
    const [newest] = await list(run.repo);
    const login = await provider.whoAmI(NEVER);
    expect(newest).toMatchObject({
      workflow: run.workflow,
      branch: run.branch,
      event: "workflow_dispatch",
      actor: login,
    });
    expect(world.run(Number(newest?.id))?.inputs).toEqual(values);

    const order = { branch: null, inputs: { environment: "mars" } };
    const foreign = gates.trigger(run, order, NEVER);
    await expect(foreign).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining("an input has a value that is not allowed"),
    });
    const byPush = await until(({ workflow }) => !workflow.dispatchable);
    await expect(gates.describeTrigger(byPush, NEVER)).rejects.toMatchObject({
      message: expect.stringContaining("no workflow_dispatch"),
    });
    await expect(gates.trigger(byPush, { branch: null, inputs: {} }, NEVER)).rejects.toMatchObject({
      message: expect.stringContaining("no workflow_dispatch"),
    });
  });

  it("follows the jobs of a run for free while nothing changes", async () => {
    const { provider, demo, until } = await start();
    const run = await until(({ phase }) => phase === "running");
    const first = await provider.listJobs(run, NEVER);
    demo.clearRequests();
    expect(await provider.listJobs(run, NEVER)).toEqual(first);
    expect(demo.requests.map(({ status }) => status)).toEqual([304]);
  });
});
