import { describe, expect, it } from "vitest";
import { createPlanner, toAllowance } from "../../src/store/planner.ts";
import { createFakeBudget } from "../helpers/fake-budget.ts";
import { START_MS } from "../helpers/fake-clock.ts";

const inMs = (ms: number) => new Date(START_MS + ms).toISOString();
const quota = (limit: number, remaining: number, resetAt: string | null) => ({
  limit,
  remaining,
  resetAt,
});

describe("toAllowance", () => {
  it.each([
    ["no limit before the first answer", {}, null],
    ["four fifths of a fresh limit", { quota: quota(5_000, 5_000, inMs(3_600_000)) }, 4_000],
    [
      "what is left of it, spread over what is left of the hour",
      { quota: quota(5_000, 2_250, inMs(1_800_000)) },
      4_000,
    ],
    ["little where other programs spent it", { quota: quota(5_000, 750, inMs(1_800_000)) }, 1_000],
    ["nothing where it is used up", { quota: quota(5_000, 100, inMs(1_800_000)) }, 0],
    [
      "nothing where our own share is",
      { quota: quota(5_000, 1_000, inMs(1_800_000)), spent: 4_000 },
      0,
    ],
    [
      "all of our share where the reset lies in the past",
      { quota: quota(5_000, 0, inMs(-60_000)) },
      4_000,
    ],
    ["all of our share where no reset is told", { quota: quota(60, 10, null) }, 48],
  ])("is %s", (_, state, perHour) => {
    expect(toAllowance(createFakeBudget(state), START_MS).perHour).toBe(perHour);
  });

  it("counts a limit a minute sixty times an hour", () => {
    const budget = createFakeBudget(
      { quota: quota(2_000, 2_000, inMs(60_000)) },
      { windowMs: 60_000 },
    );
    expect(toAllowance(budget, START_MS).perHour).toBe(96_000);
  });

  it("plans below the limit a minute", () => {
    expect(toAllowance(createFakeBudget({}, { perMinute: 450 }), START_MS).perMinute).toBe(405);
  });
});

describe("the planner", () => {
  it("tells what the plan costs an hour, and forgets targets that were taken out", () => {
    let nowMs = START_MS;
    const budget = createFakeBudget({ quota: quota(5_000, 5_000, inMs(3_600_000)) });
    const planner = createPlanner(budget, () => nowMs);
    const leave = planner.add({
      getDemand: () => ({ intervalMs: 30_000, requests: 1, cost: 0.5, isFirst: false }),
    });
    expect(planner.projectPerHour()).toBe(60);
    leave();
    nowMs += 2_000;
    expect(planner.projectPerHour()).toBe(0);
  });

  it("knows no cost an hour where there is no primary limit", () => {
    expect(createPlanner(createFakeBudget(), () => START_MS).projectPerHour()).toBeNull();
  });

  it("plans anew when a target comes, and not with what it thought a moment ago", () => {
    const budget = createFakeBudget({ quota: quota(5_000, 5_000, inMs(3_600_000)) });
    const planner = createPlanner(budget, () => START_MS);
    expect(planner.projectPerHour()).toBe(0);
    planner.add({
      getDemand: () => ({ intervalMs: 30_000, requests: 1, cost: 0.5, isFirst: false }),
    });
    expect(planner.projectPerHour()).toBe(60);
  });
});
