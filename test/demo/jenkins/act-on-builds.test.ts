import { afterEach, describe, expect, it } from "vitest";
import {
  JENKINS_DEMO_PASSWORD,
  JENKINS_DEMO_TOKEN,
  JENKINS_DEMO_USER,
} from "../../../src/demo/jenkins/access.ts";
import { startJenkinsDemo } from "../../../src/demo/jenkins/start-jenkins-demo.ts";
import { createWorld } from "../../../src/demo/world/create-world.ts";
import { createHttpClient } from "../../../src/http/http-client.ts";
import type { PipelineRun } from "../../../src/model/pipeline-run.ts";
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
  const { listJobs, readLog, rerun, cancel, openGate, describeTrigger, trigger } = provider;
  if (!listJobs || !readLog || !rerun || !cancel || !openGate || !describeTrigger || !trigger) {
    throw new Error("the provider lacks what it offers");
  }
  const target = { id: "/", url: `${server.url}/` };
  const poll = async () =>
    (await provider.listRuns({ target, cursor: null, unfinished: [], signal })).runs;
  const pass = (ms: number) => {
    nowMs += ms;
  };

  /** Lets time pass until some build is as wanted. */
  async function waitFor(isWanted: (run: PipelineRun) => boolean, stepMs = 60_000) {
    for (let step = 0; step < 600; step += 1) {
      const run = (await poll()).find(isWanted);
      if (run) return run;
      pass(stepMs);
    }
    throw new Error("the world never got there");
  }

  const actions = { listJobs, readLog, rerun, cancel, openGate, describeTrigger, trigger };
  return { world, server, poll, pass, waitFor, actions };
}

const isStaged = (run: PipelineRun) => run.workflow !== "freestyle";

describe("a person at the imitated Jenkins", () => {
  it("reads what a waiting build asks, and lets it go on", async () => {
    const { waitFor, actions, poll, pass } = await start();
    const waiting = await waitFor((run) => run.status === "waiting");
    const gate = (await actions.listJobs(waiting, signal)).find((job) => job.gate === "approve");
    if (!gate) throw new Error("no gate");
    expect(gate).toMatchObject({ status: "waiting", question: expect.stringMatching(/\S/u) });
    await actions.openGate(waiting, gate, signal);
    pass(1_000);
    const after = (await poll()).find((run) => run.id === waiting.id);
    expect(after?.status).not.toBe("waiting");
    await expect(actions.openGate(waiting, gate, signal)).rejects.toMatchObject({
      kind: "refused",
    });
  });

  it("reads which stage failed and which were skipped for it", async () => {
    const { waitFor, actions, server, world } = await start();
    const failed = await waitFor(({ repo, branch, number, status }) => {
      const id = world.repo("jenkins", repo)?.id ?? 0;
      const run = world.runs(id).find((it) => it.number === number && it.branch === branch);
      return status === "failed" && run?.jobs.some((job) => job.outcome === "skipped") === true;
    });
    const before = server.requestCount();
    const jobs = await actions.listJobs(failed, signal);
    const words = jobs.filter((job) => job.conclusion === "FAILED");
    expect(words.length).toBeGreaterThan(1);
    expect(words[0]).toMatchObject({ status: "failed" });
    expect(words[0]?.steps.map((step) => step.status)).toContain("failed");
    for (const job of words.slice(1)) expect(job).toMatchObject({ status: "skipped", steps: [] });
    expect(server.requestCount() - before).toBe(1 + words.length);
  });

  it("starts a build with parameters, and again with the same", async () => {
    const { waitFor, actions, poll, world, pass } = await start();
    const of = (run: PipelineRun) => run.repo === "load-test";
    const last = await waitFor((run) => of(run) && run.finishedAt !== null);
    const { inputs } = await actions.describeTrigger(last, signal);
    expect(inputs.map(({ name }) => name)).toEqual(expect.arrayContaining(["TARGET", "USERS"]));
    const target = inputs.find(({ name }) => name === "TARGET");
    const choice = target?.choices.find((one) => one !== target.defaultValue) ?? "preview";
    await actions.trigger(last, { branch: null, inputs: { TARGET: choice } }, signal);
    const newest = () => Math.max(0, ...world.runs(repoId).map((run) => run.number));
    const repoId = world.repo("jenkins", "load-test")?.id ?? 0;
    const started = newest();
    expect(started).toBeGreaterThan(last.number ?? 0);
    const valuesOf = (number: number) =>
      world.runs(repoId).find((run) => run.number === number)?.inputs;
    expect(valuesOf(started)).toMatchObject({ TARGET: choice });

    const ended = await waitFor(
      (run) => of(run) && run.number === started && run.finishedAt !== null,
    );
    await actions.rerun(ended, signal);
    expect(newest()).toBeGreaterThan(started);
    expect(valuesOf(newest())).toEqual(valuesOf(started));
    pass(1_000);
    expect((await poll()).filter(of)[0]?.number).toBe(newest());
  });

  it.each([["queued"], ["running"]])("cancels a build that is %s", async (status) => {
    const { waitFor, actions, poll, world, pass } = await start(JENKINS_DEMO_PASSWORD);
    const last = await waitFor((run) => run.repo === "load-test" && run.finishedAt !== null);
    await actions.trigger(last, { branch: null, inputs: {} }, signal);
    const run = await waitFor((it) => it.repo === "load-test" && it.status === status, 1_000);
    await actions.cancel(run, signal);
    pass(1_000);
    const repoId = world.repo("jenkins", "load-test")?.id ?? 0;
    const cancelled = world.runs(repoId).find((it) => it.number === run.number);
    expect(cancelled?.outcome).toBe("cancelled");
    const after = (await poll()).find((it) => it.id === run.id);
    expect(after?.status).toBe(status === "queued" ? undefined : "cancelled");
  });

  it("follows a log to its end, in pieces that make up the whole", async () => {
    const { waitFor, actions, world, pass } = await start();
    const run = await waitFor((it) => it.status === "running" && isStaged(it), 5_000);
    const [job] = await actions.listJobs(run, signal);
    if (!job) throw new Error("no job");
    let text = "";
    let position: string | null = null;
    let pieces = 0;
    for (let turn = 0; turn < 500; turn += 1) {
      const chunk = await actions.readLog(run, job, position, signal);
      if (chunk.text !== "") pieces += 1;
      text += chunk.text;
      position = chunk.position;
      if (chunk.isComplete) break;
      for (const gate of await actions.listJobs(run, signal)) {
        if (gate.gate !== null) await actions.openGate(run, gate, signal);
      }
      pass(20_000);
    }
    const repo = world.repo("jenkins", run.repo);
    const whole = world
      .runs(repo?.id ?? 0)
      .find(
        (it) =>
          it.number === run.number && (run.workflow !== "multibranch" || it.branch === run.branch),
      );
    expect(whole?.phase).toBe("done");
    expect(text).toBe(whole?.log());
    expect(pieces).toBeGreaterThan(1);
  });
});
