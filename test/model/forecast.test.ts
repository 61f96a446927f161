import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  forecastFrom,
  forecastRun,
  longestUsualSec,
  summariseSeconds,
  typicalDuration,
} from "../../src/model/forecast.ts";
import { makeRun } from "../helpers/make-run.ts";

const past = (...durations: number[]) => durations.map((durationSec) => makeRun({ durationSec }));

describe("the typical duration", () => {
  it.each([
    [[60], 60, 60],
    [[10, 20], 15, 20],
    [[30, 10, 20], 20, 30],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 100], 5.5, 9],
  ])("of %j has the median %d and the p90 %d", (durations, medianSec, p90Sec) => {
    const runs = durations.length;
    expect(typicalDuration(past(...durations))).toEqual({ medianSec, p90Sec, runs });
  });

  it.each([
    ["nothing", []],
    ["a running run", [makeRun({ status: "running", durationSec: null })]],
    ["failed runs", [1, 2, 3].map((durationSec) => makeRun({ status: "failed", durationSec }))],
    ["a cancelled run", [makeRun({ status: "cancelled" })]],
    ["a run whose duration is not known", [makeRun({ durationSec: null })]],
    ["runs that took no time", past(0, 0)],
    ["a run that ended before it began", past(-5)],
    ["no number", past(Number.NaN, Number.POSITIVE_INFINITY)],
  ])("of %s is not known, and nothing is forecast", (_, history) => {
    expect(typicalDuration(history)).toBeNull();
    expect(forecastRun(history, 5)).toBeNull();
  });

  it("counts what passed with a warning", () => {
    const history = [makeRun({ status: "warning", durationSec: 40 })];
    expect(typicalDuration(history)).toMatchObject({ medianSec: 40, runs: 1 });
  });

  it("looks at further attempts only where there is nothing else", () => {
    const again = makeRun({ attempt: 2, durationSec: 10 });
    expect(typicalDuration([again, ...past(100)])).toMatchObject({ medianSec: 100, runs: 1 });
    expect(typicalDuration([again])).toMatchObject({ medianSec: 10, runs: 1 });
  });

  it("has a median no larger than its p90, both among what was measured", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1 }), (seconds) => {
        const typical = summariseSeconds(seconds);
        expect(typical?.medianSec).toBeLessThanOrEqual(typical?.p90Sec ?? -1);
        expect(typical?.medianSec).toBeGreaterThanOrEqual(Math.min(...seconds));
        expect(seconds).toContain(typical?.p90Sec);
        const within = seconds.filter((value) => value <= (typical?.p90Sec ?? -1));
        expect(within.length / seconds.length).toBeGreaterThanOrEqual(0.9);
      }),
    );
  });
});

describe("a forecast", () => {
  it("predicts the end and tells when a run is slow", () => {
    const history = past(100, 100, 200);
    expect(forecastRun(history, 25)).toEqual({ progress: 0.25, remainingSec: 75, slow: false });
    expect(forecastRun(history, 150)).toEqual({ progress: 1, remainingSec: -50, slow: false });
    expect(forecastRun(history, 200)).toMatchObject({ slow: false });
    expect(forecastRun(history, 201)).toMatchObject({ progress: 1, slow: true });
  });

  it("calls nothing slow by one or two runs", () => {
    expect(forecastRun(past(100, 100), 1_000)).toMatchObject({ progress: 1, slow: false });
    expect(longestUsualSec(typicalDuration(past(100, 100)), 7)).toBe(7);
  });

  it("stays within its bounds whatever the clocks say", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), fc.integer(), (medianSec, elapsedSec) => {
        const typical = { medianSec, p90Sec: medianSec, runs: 3 };
        const { progress, remainingSec } = forecastFrom(typical, elapsedSec);
        expect(progress).toBeGreaterThanOrEqual(0);
        expect(progress).toBeLessThanOrEqual(1);
        expect(remainingSec + elapsedSec).toBe(medianSec);
      }),
    );
  });
});
