import { describe, expect, it } from "vitest";
import { createWorld } from "../../../src/demo/world/create-world.ts";
import type { DemoRun } from "../../../src/demo/world/types.ts";

const START = Date.UTC(2026, 4, 12, 9, 30);

describe("every log of a world", () => {
  const world = createWorld({ seed: 3, now: () => START });
  const runs: readonly DemoRun[] = (["github", "gitlab", "jenkins"] as const)
    .flatMap((vendor) => world.repos(vendor))
    .flatMap((repo) => world.runs(repo.id));

  it("is there once the job has started, ends its lines, and not before", () => {
    for (const job of runs.flatMap((run) => run.jobs)) {
      const log = job.log();
      if (job.startedAt === null) expect(log).toBe("");
      else expect(log).toMatch(/\n$/u);
    }
  });

  it("says what failed where a job failed, and nothing of the kind where all passed", () => {
    const sign = /error|fail|killed|CrashLoop|high severity/iu;
    const jobs = runs.flatMap((run) => run.jobs);
    const failed = jobs.filter((job) => job.outcome === "failure" && job.startedAt !== null);
    expect(failed.length).toBeGreaterThan(20);
    for (const job of failed) expect(job.log()).toMatch(sign);
    for (const job of jobs.filter((one) => one.outcome === "success")) {
      expect(job.log()).not.toMatch(/##\[error\]|AssertionError|OOMKilled/u);
    }
  });

  it("closes every stage it opens once a Jenkins build is done", () => {
    const done = runs.filter((run) => run.vendor === "jenkins" && run.phase === "done");
    expect(done.length).toBeGreaterThan(20);
    for (const run of done) {
      const log = run.log();
      expect(log.split("[Pipeline] { (").length).toBe(log.split("[Pipeline] }\n").length);
      expect(log).toMatch(/Finished: (?:SUCCESS|FAILURE|ABORTED|UNSTABLE|NOT_BUILT)\n$/u);
    }
  });
});
