import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HISTORY_LENGTH } from "../../src/model/pipeline.ts";
import { reconcilePipeline } from "../../src/store/reconcile.ts";
import { makeRun } from "../helpers/make-run.ts";

function makeNumberedRun(number: number) {
  const queuedAt = new Date(Date.UTC(2026, 10, 1) + number * 60_000).toISOString();
  return makeRun({ id: String(number), number, queuedAt });
}

describe("reconcilePipeline", () => {
  it("keeps the newest runs first, and no more than the history holds", () => {
    const numbers = Array.from({ length: 30 }, (_, index) => index);
    const pipeline = reconcilePipeline(undefined, numbers.map(makeNumberedRun), "acme/api");
    expect(pipeline?.latest.number).toBe(29);
    expect(pipeline?.history).toHaveLength(HISTORY_LENGTH);
    expect(pipeline?.history.at(-1)?.number).toBe(10);
  });

  it("hands back the same object when an equal answer comes again", () => {
    const before = reconcilePipeline(undefined, [makeRun()], "acme/api");
    expect(before).not.toBeNull();
    expect(reconcilePipeline(before ?? undefined, [makeRun()], "acme/api")).toBe(before);
  });

  it("takes a further attempt of an old run for the latest", () => {
    const before = reconcilePipeline(undefined, [1, 2].map(makeNumberedRun), "acme/api");
    const again = { ...makeNumberedRun(1), attempt: 2, queuedAt: "2026-11-02T00:00:00.000Z" };
    expect(reconcilePipeline(before ?? undefined, [again], "acme/api")?.latest).toBe(again);
  });

  it("is null once no run is left", () => {
    const before = reconcilePipeline(undefined, [makeRun()], "acme/api");
    expect(reconcilePipeline(before ?? undefined, [], "acme/api", new Set(["1"]))).toBeNull();
  });

  it("ends the same in whatever order and portions the runs arrive", () => {
    const portions = fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 8 }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(portions, (answers) => {
        let pipeline = reconcilePipeline(undefined, [], "t");
        for (const numbers of answers) {
          pipeline = reconcilePipeline(pipeline ?? undefined, numbers.map(makeNumberedRun), "t");
        }
        const newest = [...new Set(answers.flat())].sort((a, b) => b - a).slice(0, HISTORY_LENGTH);
        // What fell off the end never comes back as long as the newest stay: compare from the top.
        expect((pipeline?.history ?? []).map((run) => run.number)).toEqual(newest);
      }),
    );
  });
});
