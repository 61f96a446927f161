import { describe, expect, it } from "vitest";
import type { PipelineRun } from "../../src/model/pipeline-run.ts";
import { isQueueLong, queueSeconds } from "../../src/model/queue-time.ts";
import { makeRun } from "../helpers/make-run.ts";

const QUEUED_AT = "2026-11-23T11:00:00.000Z";
const NOW = Date.parse("2026-11-23T12:00:00.000Z");
const later = (seconds: number) => new Date(Date.parse(QUEUED_AT) + seconds * 1000).toISOString();
const started = (seconds: number) => makeRun({ queuedAt: QUEUED_AT, startedAt: later(seconds) });

describe("the time in the queue", () => {
  it.each<[string, number | null, Partial<PipelineRun>]>([
    ["of a run that started", 12, { startedAt: later(12) }],
    ["of a running run", 12, { status: "running", startedAt: later(12) }],
    ["of a queued run counts until now", 3_600, { status: "queued", startedAt: null }],
    ["of a queued run from a clock ahead of ours", 0, { status: "queued", queuedAt: later(7_200) }],
    ["of a queued run without a time", null, { status: "queued", queuedAt: null }],
    ["of a run with one time for both", null, { startedAt: QUEUED_AT }],
    ["of a run that started before it queued", null, { startedAt: later(-5) }],
    ["of a run without a start", null, { startedAt: null }],
    ["of a run without a time of queueing", null, { queuedAt: null, startedAt: later(5) }],
    ["of a run cancelled in the queue", null, { status: "cancelled", startedAt: null }],
    ["of a run that waits on a person", null, { status: "waiting", startedAt: null }],
  ])("%s is %s", (_, expected, fields) => {
    expect(queueSeconds(makeRun({ queuedAt: QUEUED_AT, ...fields }), NOW)).toBe(expected);
  });
});

describe("a queue", () => {
  it.each([
    ["of unknown length", null, [10, 10, 10], false],
    ["longer than ever, but under a minute", 59, [1, 2, 3], false],
    ["longer than ever", 61, [1, 2, 3], true],
    ["that is usual there", 300, [200, 300, 400], false],
    ["longer than is usual there", 401, [200, 300, 400], true],
    ["of five minutes with nothing to go by", 300, [], false],
    ["of over ten minutes with nothing to go by", 601, [], true],
    ["of over ten minutes with little to go by", 601, [1], true],
    ["of over ten minutes where that is usual", 601, [700, 700, 700], false],
  ])("%s", (_, queueSec, before, expected) => {
    expect(isQueueLong(queueSec, before.map(started))).toBe(expected);
  });

  it("is not measured by what still stands in it", () => {
    const queued = makeRun({ status: "queued", queuedAt: QUEUED_AT, startedAt: null });
    expect(isQueueLong(601, [queued, queued, queued])).toBe(true);
    expect(isQueueLong(601, [queued, ...[900, 900, 900].map(started)])).toBe(false);
  });
});
