import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HISTORY_LENGTH, type Pipeline, runTime } from "../../src/model/pipeline.ts";
import type { PipelineRun } from "../../src/model/pipeline-run.ts";
import { RUN_STATUSES } from "../../src/model/run-status.ts";
import { reconcilePipeline } from "../../src/store/reconcile.ts";
import { makeRun } from "../helpers/make-run.ts";

const MINUTES = 60;

const run: fc.Arbitrary<PipelineRun> = fc
  .record({
    number: fc.integer({ min: 1, max: 40 }),
    status: fc.constantFrom(...RUN_STATUSES),
    attempt: fc.integer({ min: 1, max: 3 }),
    queuedAt: fc.option(fc.integer({ min: 0, max: MINUTES })),
  })
  .map(({ queuedAt, ...fields }) =>
    makeRun({
      ...fields,
      id: String(fields.number),
      queuedAt:
        queuedAt === null ? null : new Date(Date.UTC(2026, 10, 1, 0, queuedAt)).toISOString(),
    }),
  );

const answers = fc.array(fc.array(run, { maxLength: 12 }), { minLength: 1, maxLength: 10 });
const gone = fc.array(fc.integer({ min: 1, max: 40 }).map(String)).map((ids) => new Set(ids));

function take(portions: readonly (readonly PipelineRun[])[]): Pipeline | null {
  let pipeline: Pipeline | null = null;
  for (const runs of portions) pipeline = reconcilePipeline(pipeline ?? undefined, runs, "t");
  return pipeline;
}

describe("reconcilePipeline, whatever is answered", () => {
  it("holds each run once, newest first, as many as the history has room for", () => {
    fc.assert(
      fc.property(answers, (portions) => {
        const pipeline = take(portions);
        if (pipeline === null) {
          expect(portions.flat()).toEqual([]);
          return;
        }
        const { history, latest } = pipeline;
        const times = history.map(runTime);
        expect(latest).toBe(history[0]);
        expect(history.length).toBeLessThanOrEqual(HISTORY_LENGTH);
        expect(new Set(history.map(({ id }) => id)).size).toBe(history.length);
        expect(times).toEqual([...times].sort().reverse());
      }),
    );
  });

  it("changes nothing, not even an identity, when the same is answered again", () => {
    fc.assert(
      fc.property(answers, (portions) => {
        const before = take(portions) ?? undefined;
        fc.pre(before !== undefined);
        expect(reconcilePipeline(before, structuredClone(before?.history ?? []), "t")).toBe(before);
        expect(reconcilePipeline(before, [], "t")).toBe(before);
      }),
    );
  });

  it("keeps the identity of every run that did not change", () => {
    fc.assert(
      fc.property(answers, fc.array(run, { maxLength: 12 }), (portions, news) => {
        const before = take(portions) ?? undefined;
        const named = new Set(news.map(({ id }) => id));
        const after = reconcilePipeline(before, structuredClone(news), "t");
        for (const kept of before?.history ?? []) {
          const found = after?.history.find(({ id }) => id === kept.id);
          if (found !== undefined && !named.has(kept.id)) expect(found).toBe(kept);
        }
      }),
    );
  });

  it("leaves out what is gone, and nothing else", () => {
    fc.assert(
      fc.property(answers, gone, (portions, ids) => {
        const before = take(portions) ?? undefined;
        const after = reconcilePipeline(before, [], "t", ids);
        const left = (before?.history ?? []).filter(({ id }) => !ids.has(id));
        expect(after?.history ?? []).toEqual(left);
      }),
    );
  });

  it("never touches the pipeline it was given", () => {
    fc.assert(
      fc.property(answers, fc.array(run), gone, (portions, news, ids) => {
        const before = take(portions) ?? undefined;
        const copy = structuredClone(before);
        reconcilePipeline(before, news, "other", ids);
        expect(before).toEqual(copy);
      }),
    );
  });
});
