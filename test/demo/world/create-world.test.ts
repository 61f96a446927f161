import { describe, expect, it } from "vitest";
import { createWorld } from "../../../src/demo/world/create-world.ts";
import type { DemoRun, DemoVendor, World } from "../../../src/demo/world/types.ts";

const START = Date.UTC(2026, 4, 12, 9, 30);
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const VENDORS: readonly DemoVendor[] = ["github", "gitlab", "jenkins"];

interface Clocked {
  readonly world: World;
  /** Moves the clock, milliseconds. */
  pass(ms: number): void;
  at(ms: number): void;
}

function start(options: { seed?: number; speed?: number } = {}): Clocked {
  let nowMs = START;
  const world = createWorld({ ...options, now: () => nowMs });
  return {
    world,
    pass: (ms) => {
      nowMs += ms;
    },
    at: (ms) => {
      nowMs = START + ms;
    },
  };
}

function allRuns(world: World): readonly DemoRun[] {
  return VENDORS.flatMap((vendor) => world.repos(vendor)).flatMap((repo) => world.runs(repo.id));
}

function rows(world: World): ReadonlyMap<string, readonly DemoRun[]> {
  const found = new Map<string, DemoRun[]>();
  for (const run of allRuns(world)) {
    const key = `${run.repoFullName}|${run.branch}|${run.workflow.name}`;
    found.set(key, [...(found.get(key) ?? []), run]);
  }
  return found;
}

function describeWorld(world: World): string {
  const repos = VENDORS.flatMap((vendor) => world.repos(vendor));
  const logs = allRuns(world)
    .filter((run) => run.phase === "running")
    .map((run) => run.log());
  return JSON.stringify([repos, allRuns(world), logs, world.revision()]);
}

describe("createWorld", () => {
  it("is the same for the same seed and clock, in whatever rhythm it is asked", () => {
    const often = start({ seed: 7 });
    const once = start({ seed: 7 });
    for (let second = 0; second < 900; second += 7) {
      often.at(second * 1_000);
      often.world.runs(often.world.repos("github")[second % 12]?.id ?? 0);
    }
    often.at(900_000);
    once.at(900_000);
    expect(describeWorld(often.world)).toBe(describeWorld(once.world));
    expect(describeWorld(often.world)).toBe(describeWorld(often.world));
  });

  it("is another one for another seed", () => {
    expect(describeWorld(start({ seed: 1 }).world)).not.toBe(
      describeWorld(start({ seed: 2 }).world),
    );
  });

  it("holds 12 repositories, 5 projects and 8 items with 60 to 120 rows of past runs", () => {
    const { world } = start();
    expect(VENDORS.map((vendor) => world.repos(vendor).length)).toEqual([12, 5, 8]);
    const found = rows(world);
    expect(found.size).toBeGreaterThanOrEqual(60);
    expect(found.size).toBeLessThanOrEqual(120);
    for (const [key, runs] of found) {
      expect(runs.length, key).toBeGreaterThanOrEqual(3);
      expect(runs.length, key).toBeLessThanOrEqual(41);
    }
    const done = allRuns(world).filter((run) => run.phase === "done");
    const passed = done.filter((run) => run.outcome === "success").length / done.length;
    expect(passed).toBeGreaterThan(0.65);
    expect(passed).toBeLessThan(0.95);
  });

  it("knows a never-built item, a disabled one, nested folders and branches with slashes", () => {
    const { world } = start();
    const items = world.repos("jenkins");
    const neverBuilt = items.find((item) => item.fullName === "team/backend/new-service");
    expect(world.runs(neverBuilt?.id ?? 0)).toEqual([]);
    const disabled = items.find((item) => item.disabled);
    expect(world.runs(disabled?.id ?? 0).length).toBeGreaterThan(0);
    const branches = items.flatMap((item) => item.branches.map((branch) => branch.name));
    expect(branches).toContain("feature/x");
    expect(world.repo("gitlab", "platform/infra/terraform")?.kind).toBe("project");
  });

  it.each([1, 2, 3, 42])("shows every kind of state at its start (seed %i)", (seed) => {
    const { world } = start({ seed });
    const newest = [...rows(world).values()].map((runs) => runs[0] as DemoRun);
    for (const phase of ["queued", "waiting", "running"]) {
      expect(
        newest.some((run) => run.phase === phase),
        phase,
      ).toBe(true);
    }
    expect(newest.some((run) => run.outcome === "failure")).toBe(true);
    expect(newest.some((run) => run.phase === "waiting" && run.vendor === "jenkins")).toBe(true);
  });

  it.each([1, 2, 3, 42])("tells its story in the first minute (seed %i)", (seed) => {
    const { world, at } = start({ seed });
    const before = new Set(allRuns(world).map((run) => run.id));
    const active = new Set(
      allRuns(world)
        .filter((run) => run.phase === "running")
        .map((run) => run.id),
    );
    at(5_000);
    const fresh = allRuns(world).filter((run) => !before.has(run.id) && run.phase === "running");
    expect(fresh.length).toBeGreaterThan(0);
    at(10_000);
    const green = allRuns(world).filter((run) => active.has(run.id) && run.outcome === "success");
    expect(green.length).toBeGreaterThan(0);
    at(20_000);
    const red = allRuns(world).find(
      (run) => !before.has(run.id) && run.outcome === "failure" && run.workflow.name === "Lint",
    );
    expect(red?.repoFullName).toBe("acme/web");
    at(60_000);
    const fixed = allRuns(world).find(
      (run) =>
        run.repoId === red?.repoId && run.workflow.name === "Lint" && run.branch === red.branch,
    );
    expect(fixed?.outcome).toBe("success");
    expect(fixed?.commit.message).toMatch(/^Fix /u);
    expect(fixed?.createdAt).toBeGreaterThan(red?.finishedAt ?? Number.POSITIVE_INFINITY);
  });

  it("divides durations and gaps by its speed", () => {
    const { world, at } = start({ speed: 10 });
    at(6_000);
    const lint = allRuns(world).find(
      (run) => run.workflow.name === "Lint" && run.branch === "main" && run.outcome === "success",
    );
    expect(lint?.commit.message).toMatch(/^Fix unused/u);
    expect(() => createWorld({ speed: 0, now: () => 0 })).toThrow(RangeError);
  });

  it("goes on for ever within bounds", () => {
    const { world, pass } = start();
    const started = new Set(allRuns(world).map((run) => run.id));
    for (let day = 0; day < 7; day += 1) {
      pass(DAY);
      expect(allRuns(world).some((run) => run.createdAt > world.now() - 60 * MINUTE)).toBe(true);
    }
    const kept = allRuns(world);
    expect(kept.some((run) => !started.has(run.id))).toBe(true);
    for (const [key, runs] of rows(world)) expect(runs.length, key).toBeLessThanOrEqual(42);
    expect(kept.length).toBeLessThan(rows(world).size * 42);
  });

  it("never lets a time lie in the future, and orders the times of a run", () => {
    const { world, at } = start();
    at(90_000);
    for (const run of allRuns(world)) {
      const times = [run.createdAt, run.startedAt, run.finishedAt, run.updatedAt];
      for (const time of times) expect(time ?? 0).toBeLessThanOrEqual(world.now());
      const known = [run.createdAt, run.startedAt, run.finishedAt].filter((time) => time !== null);
      expect([...known].sort((left, right) => left - right)).toEqual(known);
      expect(run.outcome === null).toBe(run.phase !== "done");
      for (const job of run.jobs) {
        expect(job.finishedAt ?? 0).toBeLessThanOrEqual(world.now());
        expect(job.outcome === null).toBe(job.phase !== "done");
      }
    }
  });

  it("raises its revision exactly when something changes, and keeps what did not", () => {
    const { world, at } = start();
    const repos = VENDORS.flatMap((vendor) => world.repos(vendor));
    let last = new Map(repos.map((repo) => [repo.id, { revision: repo.revision, text: "" }]));
    for (let second = 0; second < 120; second += 3) {
      at(second * 1_000);
      const next = new Map<number, { revision: number; text: string }>();
      for (const repo of VENDORS.flatMap((vendor) => world.repos(vendor))) {
        const text = JSON.stringify(world.runs(repo.id));
        const known = last.get(repo.id);
        expect(repo.revision).toBeGreaterThanOrEqual(known?.revision ?? 0);
        if (known?.revision === repo.revision && known.text !== "") expect(text).toBe(known.text);
        next.set(repo.id, { revision: repo.revision, text });
      }
      last = next;
    }
  });
});
