import { describe, expect, it } from "vitest";
import { createWorld } from "../../../src/demo/world/create-world.ts";
import type {
  DemoActionResult,
  DemoRun,
  DemoVendor,
  World,
} from "../../../src/demo/world/types.ts";

const START = Date.UTC(2026, 4, 12, 9, 30);
const HOUR = 3_600_000;

function start(seed = 1): { readonly world: World; pass(ms: number): void } {
  let nowMs = START;
  const world = createWorld({ seed, now: () => nowMs });
  return {
    world,
    pass: (ms) => {
      nowMs += ms;
    },
  };
}

function find(world: World, vendor: DemoVendor, test: (run: DemoRun) => boolean): DemoRun {
  const run = world
    .repos(vendor)
    .filter((repo) => !repo.archived && !repo.disabled)
    .flatMap((repo) => world.runs(repo.id))
    .find(test);
  if (run === undefined) throw new Error(`no such run in ${vendor}`);
  return run;
}

function changed(result: DemoActionResult): DemoRun {
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result.run;
}

describe("a re-run", () => {
  it("makes a further attempt", () => {
    const { world } = start();
    const failed = find(world, "github", (run) => run.outcome === "failure");
    const again = changed(world.rerun(failed.id));
    expect(again).toMatchObject({ id: failed.id, attempt: failed.attempt + 1, outcome: null });
    expect(again.triggeringActor).toBe(world.viewer);
    expect(again.revision).toBeGreaterThan(failed.revision);
    expect(world.attempt(failed.id, failed.attempt)?.outcome).toBe("failure");
  });

  it("mostly passes", () => {
    const { world, pass } = start();
    const repos = world.repos("github").filter((repo) => !repo.archived);
    const failed = repos
      .flatMap((repo) => world.runs(repo.id))
      .filter((run) => run.outcome === "failure" && run.createdAt > START - 6 * HOUR);
    expect(failed.length).toBeGreaterThan(10);
    for (const run of failed) changed(world.rerun(run.id));
    pass(HOUR / 2);
    const passed = failed.filter((run) => world.run(run.id)?.outcome === "success");
    expect(passed.length / failed.length).toBeGreaterThan(0.7);
  });

  it("of the failed jobs keeps the others' results", () => {
    const { world } = start();
    const failed = find(
      world,
      "github",
      (run) => run.outcome === "failure" && run.jobs.some((job) => job.outcome === "success"),
    );
    const again = changed(world.rerun(failed.id, { failedOnly: true }));
    for (const [index, job] of failed.jobs.entries()) {
      const now = again.jobs[index];
      const isKept = job.outcome === "success";
      expect(now?.phase === "done", job.name).toBe(isKept);
      if (isKept) expect(now?.finishedAt).toBe(job.finishedAt);
    }
    expect(world.job(failed.jobs[0]?.id ?? 0)?.run.attempt).toBe(failed.attempt);
  });

  it("is a new build in Jenkins", () => {
    const { world } = start();
    const failed = find(world, "jenkins", (run) => run.outcome === "failure");
    const again = changed(world.rerun(failed.id));
    expect(again.id).not.toBe(failed.id);
    expect(again.number).toBeGreaterThan(failed.number);
    expect(again.commit).toBe(failed.commit);
  });

  it("is refused while the run goes on, in an archive, and for a run that is not there", () => {
    const { world } = start();
    const running = find(world, "gitlab", (run) => run.phase === "running");
    expect(world.rerun(running.id)).toEqual({ ok: false, reason: "not-allowed" });
    const archived = world.repos("github").find((repo) => repo.archived);
    const old = world.runs(archived?.id ?? 0)[0];
    expect(world.rerun(old?.id ?? 0)).toEqual({ ok: false, reason: "not-allowed" });
    expect(world.rerun(5)).toEqual({ ok: false, reason: "not-found" });
  });

  it("of one GitLab job leaves the others and the attempt alone", () => {
    const { world, pass } = start();
    const failed = find(world, "gitlab", (run) => run.outcome === "failure");
    const job = failed.jobs.find((one) => one.outcome === "failure" && !one.allowFailure);
    pass(1_000);
    const again = changed(world.retryJob(job?.id ?? 0));
    expect(again.attempt).toBe(failed.attempt);
    expect(again.phase).not.toBe("done");
    const kept = again.jobs.filter((one) => failed.jobs.some((old) => old.id === one.id));
    expect(kept.length).toBeGreaterThan(0);
    expect(again.jobs.some((one) => one.id === job?.id)).toBe(false);
    expect(world.job(job?.id ?? 0)?.job.outcome).toBe("failure");
  });
});

describe("cancelling", () => {
  it("ends a run at once and for good", () => {
    const { world, pass } = start();
    const running = find(world, "github", (run) => run.phase === "running");
    pass(100);
    const ended = changed(world.cancel(running.id));
    expect(ended).toMatchObject({ phase: "done", outcome: "cancelled", finishedAt: START + 100 });
    expect(ended.jobs.every((job) => job.phase === "done")).toBe(true);
    expect(ended.log()).toContain("The operation was canceled.");
    pass(HOUR);
    expect(world.run(running.id)).toMatchObject({ outcome: "cancelled", updatedAt: START + 100 });
    expect(world.cancel(running.id)).toEqual({ ok: false, reason: "not-allowed" });
  });
});

describe("a gate", () => {
  it("opens on approval and the run goes on", () => {
    const { world, pass } = start();
    const waiting = find(world, "github", (run) => run.phase === "waiting");
    const gate = waiting.jobs.find((job) => job.phase === "waiting");
    expect(gate).toMatchObject({ environment: "production", gateMessage: "Deploy to production?" });
    expect(changed(world.approve(waiting.id)).phase).not.toBe("waiting");
    pass(10 * 60_000);
    expect(world.run(waiting.id)?.outcome).toBe("success");
  });

  it("fails the run where it is refused, and aborts it in Jenkins", () => {
    const { world } = start();
    const github = find(world, "github", (run) => run.phase === "waiting");
    expect(changed(world.reject(github.id)).outcome).toBe("failure");
    const jenkins = find(world, "jenkins", (run) => run.phase === "waiting");
    expect(changed(world.reject(jenkins.id)).outcome).toBe("cancelled");
  });

  it("of a manual job holds nothing up, and playing it runs the job", () => {
    const { world, pass } = start();
    const done = find(
      world,
      "gitlab",
      (run) => run.outcome === "success" && run.jobs.some((job) => job.phase === "waiting"),
    );
    const manual = done.jobs.find((job) => job.phase === "waiting");
    expect(changed(world.play(manual?.id ?? 0)).phase).toBe("running");
    pass(HOUR);
    const played = world.run(done.id);
    expect(played?.jobs.find((job) => job.manual)?.outcome).toBe("success");
    expect(played?.outcome).toBe("success");
    expect(world.play(manual?.id ?? 0)).toEqual({ ok: false, reason: "not-allowed" });
  });
});

describe("a trigger", () => {
  it("starts a run with its inputs, the defaults filled in", () => {
    const { world } = start();
    const item = world.repo("jenkins", "load-test");
    const workflowId = item?.workflows[0]?.id ?? 0;
    const repoId = item?.id ?? 0;
    const run = changed(
      world.trigger({ repoId, workflowId, branch: "main", inputs: { USERS: "50" } }),
    );
    expect(run).toMatchObject({ event: "manual", phase: "queued", actor: world.viewer });
    expect(run.inputs).toEqual({ TARGET: "staging", USERS: "50", KEEP_REPORT: "true" });
    expect(world.runs(repoId)[0]).toBe(run);
  });

  it("is refused for what cannot start, is unknown, or wants other inputs", () => {
    const { world } = start();
    const web = world.repo("github", "acme/web");
    const repoId = web?.id ?? 0;
    const id = (name: string) => web?.workflows.find((one) => one.name === name)?.id ?? 0;
    const ask = (workflowId: number, branch: string, inputs = {}) =>
      world.trigger({ repoId, workflowId, branch, inputs });
    expect(ask(id("Lint"), "main")).toEqual({ ok: false, reason: "not-allowed" });
    expect(ask(id("CI"), "nope")).toEqual({ ok: false, reason: "not-found" });
    expect(ask(id("Deploy"), "main", { environment: "moon" })).toEqual({
      ok: false,
      reason: "bad-input",
    });
    expect(ask(id("Deploy"), "main", { colour: "red" })).toEqual({
      ok: false,
      reason: "bad-input",
    });
  });
});

describe("a log", () => {
  it("grows while its job runs and ends with what went wrong", () => {
    const { world, pass } = start();
    pass(8_000);
    const lint = find(world, "github", (run) => run.workflow.name === "Lint");
    const [job] = lint.jobs;
    const early = job?.log() ?? "";
    expect(early).toContain("##[group]Run ");
    pass(15_000);
    const late = job?.log() ?? "";
    expect(late.startsWith(early)).toBe(true);
    expect(late.length).toBeGreaterThan(early.length);
    expect(late).toMatch(/error.*no-unused-vars/u);
    expect(late).toContain("##[error]Process completed with exit code 1.");
    expect(world.run(lint.id)?.log()).toBe(late);
  });

  it("speaks as its vendor does", () => {
    const { world } = start();
    const lab = find(world, "gitlab", (run) => run.outcome === "success");
    expect(lab.jobs[0]?.log()).toMatch(/section_start:\d+:\w+\r\u001b\[0K/u);
    const pipeline = find(
      world,
      "jenkins",
      (run) => run.outcome === "success" && run.jobs.length > 1,
    );
    expect(pipeline.log()).toContain("[Pipeline] { (Build)");
    expect(pipeline.log()).toMatch(/Finished: SUCCESS\n$/u);
  });
});
