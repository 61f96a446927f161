import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createInsightReader } from "../../src/model/insight.ts";
import type { PipelineRun } from "../../src/model/pipeline-run.ts";
import { RUN_STATUSES } from "../../src/model/run-status.ts";
import { makePipeline, makeRun } from "../helpers/make-run.ts";

const START = "2026-11-23T12:00:00.000Z";
const at = (seconds: number) => Date.parse(START) + seconds * 1000;
const running = (fields: Partial<PipelineRun> = {}) =>
  makeRun({
    status: "running",
    queuedAt: START,
    startedAt: START,
    finishedAt: null,
    durationSec: null,
    ...fields,
  });
const past = (...durations: number[]) =>
  durations.map((durationSec, index) => makeRun({ id: `past-${index}`, durationSec }));

function read(nowMs: number, ...runs: readonly [PipelineRun, ...PipelineRun[]]) {
  return createInsightReader()(makePipeline(...runs), nowMs);
}

describe("the insight into a running run", () => {
  const predicted = "2026-11-23T12:01:40.000Z";
  it.each([
    ["under way", 25, { predictedEndAt: predicted, progress: 0.25, isSlow: false }],
    ["late, but not unusually so", 150, { predictedEndAt: predicted, progress: 1, isSlow: false }],
    ["slower than usual", 201, { predictedEndAt: predicted, progress: 1, isSlow: true }],
    ["started ahead of our clock", -60, { predictedEndAt: predicted, progress: 0, isSlow: false }],
  ])("%s", (_, seconds, expected) => {
    expect(read(at(seconds), running(), ...past(100, 100, 200))).toMatchObject(expected);
  });

  it.each<[string, Partial<PipelineRun>, readonly PipelineRun[], string | null]>([
    ["a first run", {}, [], null],
    ["a run after failures only", {}, [makeRun({ status: "failed" })], null],
    ["a run after runs of no known duration", {}, [makeRun({ durationSec: null })], null],
    [
      "a run of no known start or time of queueing",
      { startedAt: null, queuedAt: null },
      past(100),
      null,
    ],
    ["a run of no known start goes by when it queued", { startedAt: null }, past(100), predicted],
    ["a further attempt goes by its own start", { attempt: 2 }, past(100), predicted],
  ])("%s", (_, fields, before, predictedEndAt) => {
    const insight = read(at(50), running(fields), ...before);
    expect(insight.predictedEndAt).toBe(predictedEndAt);
    expect(insight.progress).toBe(predictedEndAt === null ? null : 0.5);
  });
});

describe("the insight into a run that does not run", () => {
  it.each<[string, Partial<PipelineRun>, boolean]>([
    ["a passing run within the usual", { durationSec: 200 }, false],
    ["a passing run over it", { durationSec: 201 }, true],
    ["a failed run over it", { status: "failed", durationSec: 900 }, true],
    ["a run of no known duration", { durationSec: null }, false],
    ["a run that ended before it began", { durationSec: -1 }, false],
    ["a queued run", { status: "queued", startedAt: null, durationSec: null }, false],
    ["a run that waits on a person", { status: "waiting", durationSec: null }, false],
  ])("%s: slower than usual is told, no end predicted", (_, fields, isSlow) => {
    const insight = read(at(0), makeRun(fields), ...past(100, 100, 200));
    expect(insight).toMatchObject({ isSlow, predictedEndAt: null, progress: null });
  });

  it("does not measure a run by itself", () => {
    expect(read(at(0), makeRun({ durationSec: 100 })).typical).toBeNull();
    expect(read(at(0), makeRun({ durationSec: 900 }), ...past(100)).typical).toEqual({
      medianSec: 100,
      p90Sec: 100,
      runs: 1,
    });
  });

  it("of a run without any past says nothing but its queue", () => {
    const queuedAt = "2026-11-23T11:49:59.000Z";
    expect(read(at(0), makeRun({ status: "queued", queuedAt, startedAt: null }))).toEqual({
      typical: null,
      predictedEndAt: null,
      progress: null,
      isSlow: false,
      queueSec: 601,
      isQueueLong: true,
      isFlaky: false,
      transition: null,
    });
  });
});

describe("a reader of insights", () => {
  it("works out the past of a pipeline once, and anew for a new one", () => {
    const readInsight = createInsightReader();
    const pipeline = makePipeline(running(), ...past(100, 110, 120));
    const first = readInsight(pipeline, at(11));
    const later = readInsight(pipeline, at(22));
    expect(later.typical).toBe(first.typical);
    expect(later.transition).toBe(first.transition);
    expect([first.progress, later.progress]).toEqual([0.1, 0.2]);
    const grown = makePipeline(running(), ...past(220, 220, 220));
    expect(readInsight(grown, at(22)).progress).toBe(0.1);
  });

  it("never throws, and stays within its bounds, whatever a vendor says", () => {
    const time = fc.option(
      fc.oneof(
        fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
        fc.constantFrom("", "yesterday", "+275760-09-13T00:00:00.000Z"),
      ),
    );
    const run = fc
      .record({
        status: fc.constantFrom(...RUN_STATUSES),
        attempt: fc.integer({ min: 0, max: 3 }),
        queuedAt: time,
        startedAt: time,
        finishedAt: time,
        durationSec: fc.option(fc.oneof(fc.double(), fc.integer({ min: -10, max: 1_000 }))),
        commit: fc.record({
          sha: fc.option(fc.constantFrom("a", "b")),
          message: fc.constant(null),
        }),
      })
      .map(makeRun);
    fc.assert(
      fc.property(run, fc.array(run, { maxLength: 19 }), fc.integer(), (latest, rest, nowMs) => {
        const insight = read(nowMs, latest, ...rest);
        const { typical, progress, predictedEndAt, queueSec, transition } = insight;
        if (typical) {
          expect(typical.medianSec).toBeGreaterThan(0);
          expect(typical.medianSec).toBeLessThanOrEqual(typical.p90Sec);
        }
        if (progress !== null) {
          expect(progress).toBeGreaterThanOrEqual(0);
          expect(progress).toBeLessThanOrEqual(1);
          expect(typical).not.toBeNull();
        }
        if (predictedEndAt !== null) expect(Date.parse(predictedEndAt)).not.toBeNaN();
        if (latest.status !== "running") expect([progress, predictedEndAt]).toEqual([null, null]);
        if (queueSec !== null) expect(queueSec).toBeGreaterThanOrEqual(0);
        if (transition) {
          expect(transition.runs).toBeGreaterThanOrEqual(1);
          expect(transition.runs).toBeLessThanOrEqual(rest.length + 1);
        }
        // What is printed must read back as it was.
        expect(JSON.parse(JSON.stringify(insight))).toEqual(insight);
      }),
    );
  });
});
