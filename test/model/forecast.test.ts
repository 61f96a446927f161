import { expect, it } from "vitest";
import { forecastRun, typicalDuration } from "../../src/model/forecast.ts";
import { makeRun } from "../ui/make-pipeline.ts";

const past = (...durations: number[]) => durations.map((durationSec) => makeRun({ durationSec }));

it.each([
  [[60], 60, 60],
  [[10, 20], 15, 20],
  [[30, 10, 20], 20, 30],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 100], 5.5, 9],
])("of %j the median is %d and the p90 %d", (durations, medianSec, p90Sec) => {
  expect(typicalDuration(past(...durations))).toEqual({ medianSec, p90Sec });
});

it("looks at successful runs with a known duration only", () => {
  const history = [
    makeRun({ status: "running" }),
    makeRun({ status: "failed", durationSec: 1 }),
    makeRun({ durationSec: null }),
  ];
  expect(typicalDuration(history)).toBeNull();
  expect(forecastRun(history, 5)).toBeNull();
});

it("predicts the end and tells when a run is slow", () => {
  const history = past(100, 100, 200);
  expect(forecastRun(history, 25)).toEqual({ progress: 0.25, remainingSec: 75, slow: false });
  expect(forecastRun(history, 150)).toEqual({ progress: 1, remainingSec: -50, slow: false });
  expect(forecastRun(history, 250)).toMatchObject({ progress: 1, slow: true });
});

it("has no forecast from runs that took no time", () => {
  expect(forecastRun(past(0, 0), 5)).toBeNull();
});
