import { afterEach, describe, expect, it } from "vitest";
import { DEMO_CREDENTIALS } from "../../../src/demo/demo-credentials.ts";
import { startGitlabDemo } from "../../../src/demo/gitlab/start-gitlab-demo.ts";
import type { DemoServer } from "../../../src/demo/http-types.ts";
import { createWorld } from "../../../src/demo/world/create-world.ts";
import type { DemoRun } from "../../../src/demo/world/types.ts";
import { createHttpClient } from "../../../src/http/http-client.ts";
import type { PipelineRun } from "../../../src/model/pipeline-run.ts";
import type { Job } from "../../../src/model/run-detail.ts";
import { isUnfinished } from "../../../src/model/run-status.ts";
import { createGitlabProvider } from "../../../src/providers/gitlab/provider.ts";

const START_MS = Date.parse("2026-11-23T12:00:00Z");
const NEVER = new AbortController().signal;

let server: DemoServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

async function start() {
  const clock = { nowMs: START_MS };
  const now = () => clock.nowMs;
  const world = createWorld({ seed: 1, now });
  server = await startGitlabDemo({ world });
  const { url } = server;
  const http = createHttpClient({ deadlineMs: 5_000, now });
  const token = DEMO_CREDENTIALS.gitlabToken;
  const options = { source: "lab", url, token, projects: ["**"], http, now };
  const provider = createGitlabProvider(options) as Required<
    ReturnType<typeof createGitlabProvider>
  >;

  /** All runs of a project as a poll from scratch sees them. */
  async function list(repo: string): Promise<readonly PipelineRun[]> {
    const target = { id: repo, url };
    const request = { target, cursor: null, unfinished: [], signal: NEVER };
    return (await provider.listRuns(request)).runs;
  }

  async function look({ repo, id }: Pick<PipelineRun, "repo" | "id">): Promise<PipelineRun> {
    const run = (await list(repo)).find((one) => one.id === id);
    if (run === undefined) throw new Error(`pipeline ${id} is not listed`);
    return run;
  }

  /** Lets time go by until a pipeline is as wanted. */
  async function find(isWanted: (run: DemoRun) => boolean): Promise<PipelineRun> {
    for (let step = 0; step < 5_000; step += 1) {
      for (const project of world.repos("gitlab")) {
        const run = world.runs(project.id).find(isWanted);
        if (run) return look({ repo: project.fullName, id: String(run.id) });
      }
      clock.nowMs += 5_000;
    }
    throw new Error("it never came to that");
  }

  /** Lets time go by until a pipeline has ended, or waits. */
  async function settle(run: PipelineRun): Promise<PipelineRun> {
    for (let step = 0; step < 500; step += 1) {
      const now = await look(run);
      if (now.status !== "queued" && now.status !== "running") return now;
      clock.nowMs += 10_000;
    }
    throw new Error("it never ended");
  }

  return { clock, world, provider, list, look, find, settle };
}

function gateOf(jobs: readonly Job[]): Job {
  const job = jobs.find(({ gate }) => gate === "play");
  if (job === undefined) throw new Error("no job waits for a person");
  return job;
}

describe("the imitated GitLab, acted on by its provider", () => {
  it("knows whom the token belongs to", async () => {
    const { provider, world } = await start();
    expect(await provider.whoAmI(NEVER)).toBe(world.viewer.login);
  });

  it("retries what failed until it is green, and keeps the order of the jobs", async () => {
    const { provider, find, settle, look, clock } = await start();
    const failed = await find(({ outcome }) => outcome === "failure");
    const before = await provider.listJobs(failed, NEVER);
    expect(before.some(({ status }) => status === "failed")).toBe(true);
    clock.nowMs += 3_600_000;
    const retriedAt = new Date(clock.nowMs).toISOString();
    let now = failed;
    for (let tries = 0; tries < 10 && now.status === "failed"; tries += 1) {
      await provider.rerunFailed(now, NEVER);
      const again = await look(now);
      expect(isUnfinished(again.status)).toBe(true);
      expect([again.finishedAt, again.durationSec]).toEqual([null, null]);
      expect((again.queuedAt ?? "") >= retriedAt).toBe(true);
      now = await settle(again);
    }
    expect(["success", "warning", "waiting"]).toContain(now.status);
    const after = await provider.listJobs(now, NEVER);
    expect(after.map(({ name }) => name)).toEqual(before.map(({ name }) => name));
    const kept = before.filter(({ status }) => status === "success").map(({ id }) => id);
    expect(after.map(({ id }) => id)).toEqual(expect.arrayContaining(kept));
    expect(after.map(({ id }) => id)).not.toEqual(before.map(({ id }) => id));
  });

  it("cancels a running pipeline", async () => {
    const { provider, find, look } = await start();
    const running = await find(({ phase }) => phase === "running");
    await provider.cancel(running, NEVER);
    expect(await look(running)).toMatchObject({ status: "cancelled", conclusion: "canceled" });
    const jobs = await provider.listJobs(running, NEVER);
    expect(jobs.some(({ status }) => status === "cancelled")).toBe(true);
    expect(jobs.some(({ status }) => isUnfinished(status))).toBe(false);
  });

  it("plays a manual job once", async () => {
    const { provider, find } = await start();
    const waiting = await find(({ phase }) => phase === "waiting");
    const gate = gateOf(await provider.listJobs(waiting, NEVER));
    expect(gate).toMatchObject({ status: "waiting", question: null });
    await provider.openGate(waiting, gate, NEVER);
    const played = (await provider.listJobs(waiting, NEVER)).find(({ id }) => id === gate.id);
    expect(["queued", "running"]).toContain(played?.status);
    await expect(provider.openGate(waiting, gate, NEVER)).rejects.toThrow(
      /cannot start this job now/u,
    );
  });

  it("lets a log be followed while it grows, to the same text as afterwards", async () => {
    const { provider, find, clock } = await start();
    const running = await find(
      ({ phase, jobs }) => phase === "running" && jobs[0]?.phase === "running",
    );
    const isRunning = ({ status }: Job) => status === "running";
    const job = (await provider.listJobs(running, NEVER)).find(isRunning);
    if (job === undefined) throw new Error("no job runs");
    let chunk = await provider.readLog(running, job, null, NEVER);
    let text = chunk.text;
    let pieces = 0;
    for (let step = 0; step < 500 && !chunk.isComplete; step += 1) {
      clock.nowMs += 4_000;
      chunk = await provider.readLog(running, job, chunk.position, NEVER);
      if (chunk.text !== "") pieces += 1;
      text += chunk.text;
    }
    expect(chunk.isComplete).toBe(true);
    expect(pieces).toBeGreaterThan(3);
    expect(text).toContain("section_start:");
    const ended = (await provider.listJobs(running, NEVER)).find(({ id }) => id === job.id);
    if (ended === undefined) throw new Error("the job is gone");
    const whole = await provider.readLog(running, ended, null, NEVER);
    expect(whole).toEqual({ text, position: chunk.position, isComplete: true });
  });

  it.each([
    ["a branch", ({ event }: DemoRun) => event === "push"],
    ["a merge request", ({ event }: DemoRun) => event === "change_request"],
    ["a schedule", ({ event }: DemoRun) => event === "schedule"],
  ])("runs a pipeline of %s again in the row it stands in", async (_what, isOfKind) => {
    const { provider, find, list } = await start();
    const done = await find((run) => run.phase === "done" && isOfKind(run));
    const known = new Set((await list(done.repo)).map(({ id }) => id));
    await provider.rerun(done, NEVER);
    const fresh = (await list(done.repo)).filter(({ id }) => !known.has(id));
    expect(fresh).toMatchObject([{ branch: done.branch, workflow: done.workflow }]);
    expect(isUnfinished(fresh[0]?.status ?? "unknown")).toBe(true);
  });

  it("starts a pipeline with variables, and none on a branch that is gone", async () => {
    const { provider, find, list, world } = await start();
    const done = await find(({ phase, event }) => phase === "done" && event === "push");
    const known = new Set((await list(done.repo)).map(({ id }) => id));
    expect(await provider.describeTrigger(done, NEVER)).toMatchObject({ takesVariables: true });
    await provider.trigger(done, { branch: null, inputs: { DEPLOY_TO: "staging" } }, NEVER);
    const fresh = (await list(done.repo)).find(({ id }) => !known.has(id));
    expect(fresh).toMatchObject({ branch: done.branch, event: "api" });
    expect(world.run(Number(fresh?.id))?.inputs).toMatchObject({ DEPLOY_TO: "staging" });
    const gone = { ...done, branch: "gone" };
    await expect(provider.trigger(gone, { branch: null, inputs: {} }, NEVER)).rejects.toThrow(
      /its branch is gone/u,
    );
  });
});
