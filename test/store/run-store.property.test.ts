import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HISTORY_LENGTH, type Pipeline, pipelineKey, runTime } from "../../src/model/pipeline.ts";
import type { PipelineRun } from "../../src/model/pipeline-run.ts";
import { RUN_STATUSES } from "../../src/model/run-status.ts";
import { createRunStore, type RunStore, type TargetRuns } from "../../src/store/run-store.ts";
import { makeRun } from "../helpers/make-run.ts";

const TARGETS = ["acme/api", "acme/web"] as const;

/** What one answer brings: some runs, some of those asked for by name left out. */
interface Answer {
  readonly target: (typeof TARGETS)[number];
  readonly runs: readonly RunFields[];
  readonly complete: boolean;
  readonly asksUnfinished: boolean;
}

interface RunFields {
  readonly number: number;
  readonly branch: string;
  readonly workflow: string;
  readonly status: PipelineRun["status"];
}

const runFields: fc.Arbitrary<RunFields> = fc.record({
  number: fc.integer({ min: 1, max: 50 }),
  branch: fc.constantFrom("main", "dev"),
  workflow: fc.constantFrom("CI", "CI (ci.yml)"),
  status: fc.constantFrom(...RUN_STATUSES),
});

const answer: fc.Arbitrary<Answer> = fc.record({
  target: fc.constantFrom(...TARGETS),
  // A vendor's list names each run once.
  runs: fc.uniqueArray(runFields, { maxLength: 15, selector: ({ number }) => number }),
  complete: fc.boolean(),
  asksUnfinished: fc.boolean(),
});

const answers = fc.array(answer, { minLength: 1, maxLength: 12 });

function toTargetRuns(store: RunStore, { target, runs, complete, asksUnfinished }: Answer) {
  const given: TargetRuns = {
    source: "gh",
    target,
    complete,
    asked: asksUnfinished ? store.listUnfinished("gh", target) : [],
    runs: runs.map(({ number, ...fields }) =>
      makeRun({
        ...fields,
        repo: target,
        id: `${target}#${number}`,
        number,
        queuedAt: new Date(Date.UTC(2026, 10, 1, 0, number)).toISOString(),
      }),
    ),
  };
  return given;
}

/** Freezes what a viewer may hold, so that any later change to it throws. */
function freeze(pipelines: readonly Pipeline[]): readonly Pipeline[] {
  for (const pipeline of pipelines) {
    for (const run of pipeline.history) Object.freeze(Object.freeze(run).commit);
    Object.freeze(pipeline.history);
    Object.freeze(pipeline);
  }
  return Object.freeze(pipelines);
}

/** Applies the answers one after the other and looks at the store after each. */
function play(
  given: readonly Answer[],
  look: (step: {
    readonly before: readonly Pipeline[];
    readonly after: readonly Pipeline[];
    readonly isChanged: boolean;
    readonly runs: TargetRuns;
    readonly store: RunStore;
  }) => void,
): void {
  const store = createRunStore();
  for (const it of given) {
    const before = freeze(store.getPipelines());
    const runs = toTargetRuns(store, it);
    const isChanged = store.apply(runs);
    look({ before, after: store.getPipelines(), isChanged, runs, store });
  }
}

describe("the run store, whatever is answered", () => {
  it("holds each run once, newest first, under the key of its row", () => {
    fc.assert(
      fc.property(answers, (given) => {
        play(given, ({ after }) => {
          const ids = after.flatMap(({ history }) => history.map(({ id }) => id));
          expect(new Set(ids).size).toBe(ids.length);
          expect(new Set(after.map(({ key }) => key)).size).toBe(after.length);
          for (const { key, latest, history } of after) {
            const times = history.map(runTime);
            expect(latest).toBe(history[0]);
            expect(history.length).toBeLessThanOrEqual(HISTORY_LENGTH);
            expect(times).toEqual([...times].sort().reverse());
            expect(history.map(pipelineKey)).toEqual(history.map(() => key));
          }
        });
      }),
    );
  });

  it("shows each answered run as it was answered, unless newer ones leave it no room", () => {
    fc.assert(
      fc.property(answers, (given) => {
        play(given, ({ after, runs }) => {
          const shown = new Map(after.flatMap((it) => it.history.map((run) => [run.id, run])));
          for (const run of runs.runs) {
            const row = after.find(({ key }) => key === pipelineKey(run));
            if (row?.history.length === HISTORY_LENGTH && !shown.has(run.id)) continue;
            expect(shown.get(run.id)).toEqual(run);
          }
        });
      }),
    );
  });

  it("touches no snapshot handed out before, and no row of another target", () => {
    fc.assert(
      fc.property(answers, (given) => {
        play(given, ({ before, after, runs }) => {
          const others = (list: readonly Pipeline[]) =>
            list.filter(({ target }) => target !== runs.target);
          const kept = others(after);
          expect(kept).toHaveLength(others(before).length);
          for (const [index, row] of others(before).entries()) expect(kept[index]).toBe(row);
        });
      }),
    );
  });

  it("hands out the same list and the same rows where nothing changed, and says so", () => {
    fc.assert(
      fc.property(answers, (given) => {
        play(given, ({ before, after, isChanged, runs, store }) => {
          expect(after === before).toBe(!isChanged);
          const rows = new Map(before.map((row) => [row.key, row]));
          for (const row of after) {
            const known = rows.get(row.key);
            const isSame = known?.history.every((run, index) => run === row.history[index]);
            if (isSame && known?.history.length === row.history.length) expect(row).toBe(known);
          }
          const again = structuredClone({ ...runs, asked: [] });
          const isAgainChanged = store.apply(again);
          // An answer may name runs older than the history has room for; it says nothing new either.
          expect(isAgainChanged).toBe(false);
          expect(store.getPipelines()).toBe(after);
        });
      }),
    );
  });

  it("loses a row only by an answer that says so", () => {
    fc.assert(
      fc.property(answers, (given) => {
        play(given, ({ before, after, runs }) => {
          const keys = new Set(after.map(({ key }) => key));
          const answered = new Map(runs.runs.map((run) => [run.id, pipelineKey(run)]));
          const unanswered = new Set(
            runs.asked.map(({ id }) => id).filter((id) => !answered.has(id)),
          );
          for (const { key, target, history } of before) {
            if (keys.has(key)) continue;
            const hasGone = ({ id }: PipelineRun) =>
              unanswered.has(id) || (answered.get(id) ?? key) !== key;
            expect(target).toBe(runs.target);
            expect(runs.complete || history.every(hasGone)).toBe(true);
          }
        });
      }),
    );
  });

  it("forgets the targets that are no more, and keeps the others as they are", () => {
    fc.assert(
      fc.property(answers, fc.subarray([...TARGETS]), (given, kept) => {
        const store = createRunStore();
        for (const it of given) store.apply(toTargetRuns(store, it));
        const before = store.getPipelines();
        const isChanged = store.keepTargets("gh", new Set(kept));
        const expected = before.filter(({ target }) => kept.some((it) => it === target));
        expect(store.getPipelines()).toEqual(expected);
        expect(isChanged).toBe(expected.length < before.length);
        expect(store.getPipelines() === before).toBe(!isChanged);
      }),
    );
  });
});
