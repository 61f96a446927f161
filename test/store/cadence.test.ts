import { describe, expect, it } from "vitest";
import { toDesiredInterval, toPace } from "../../src/store/cadence.ts";
import { START_MS } from "../helpers/fake-clock.ts";

const QUIET = { isActive: false, predictedEndMs: null, changedAtMs: null, askedAtMs: null };
const ago = (seconds: number) => START_MS - seconds * 1_000;

describe("the cadence of a target", () => {
  it.each([
    ["runs", { isActive: true }, "active", 5_000],
    [
      "runs and is about to end",
      { isActive: true, predictedEndMs: START_MS + 8_000 },
      "active",
      2_500,
    ],
    [
      "runs and should just have ended",
      { isActive: true, predictedEndMs: ago(28) },
      "active",
      2_500,
    ],
    [
      "runs and is far from its end",
      { isActive: true, predictedEndMs: START_MS + 60_000 },
      "active",
      5_000,
    ],
    ["was acted on just now", { askedAtMs: ago(3) }, "active", 2_500],
    ["was acted on a while ago", { askedAtMs: ago(60), changedAtMs: ago(60) }, "warm", 30_000],
    ["changed within the hour", { changedAtMs: ago(3_500) }, "warm", 30_000],
    ["changed by a clock ahead of ours", { changedAtMs: START_MS + 600_000 }, "warm", 30_000],
    ["changed an hour ago", { changedAtMs: ago(3_600) }, "idle", 60_000],
    ["changed three hours ago", { changedAtMs: ago(3 * 3_600) }, "idle", 180_000],
    ["changed a week ago", { changedAtMs: ago(7 * 86_400) }, "idle", 300_000],
    ["never had a run", {}, "idle", 300_000],
    ["runs, as its hooks would tell", { isActive: true, isTold: true }, "active", 15_000],
    [
      "is about to end, as its hooks would tell",
      { isActive: true, isTold: true, predictedEndMs: START_MS + 8_000 },
      "active",
      5_000,
    ],
    [
      "changed within the hour, as its hooks told",
      { changedAtMs: ago(60), isTold: true },
      "warm",
      120_000,
    ],
  ] as const)("that %s", (_, activity, pace, intervalMs) => {
    const target = { ...QUIET, ...activity };
    expect(toPace(target, START_MS)).toBe(pace);
    expect(toDesiredInterval(target, 30_000, START_MS)).toBe(intervalMs);
  });

  it("is never faster than the user wants, nor slower when idle than when warm", () => {
    expect(toDesiredInterval({ ...QUIET, isActive: true }, 2_000, START_MS)).toBe(2_000);
    expect(toDesiredInterval(QUIET, 3_600_000, START_MS)).toBe(3_600_000);
  });
});
