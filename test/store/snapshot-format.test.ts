import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanText } from "../../src/model/clean-text.ts";
import { parseFilter } from "../../src/model/filter.ts";
import { createFilterMatcher } from "../../src/model/filter-matcher.ts";
import { createFilterScan } from "../../src/model/filter-scan.ts";
import { HISTORY_LENGTH, type Pipeline } from "../../src/model/pipeline.ts";
import { PROVIDER_KINDS } from "../../src/model/pipeline-run.ts";
import { RUN_STATUSES } from "../../src/model/run-status.ts";
import type { SavedState } from "../../src/store/saved-state.ts";
import {
  countRowLines,
  decodeSnapshot,
  encodeSnapshot,
  peekRows,
  peekSomeRows,
  SNAPSHOT_VERSION,
} from "../../src/store/snapshot-format.ts";
import { makePipeline, makeRun } from "../helpers/make-run.ts";

const linesOf = (state: SavedState) => [...encodeSnapshot(state)].map((line) => line.slice(0, -1));

const text = fc
  .oneof(fc.string({ minLength: 1 }), fc.string({ unit: "binary", minLength: 1 }))
  .map((value) => cleanText(value))
  .filter((value) => value !== "");
const textOrNull = fc.option(text);
const time = fc
  .date({ min: new Date("1999-01-01"), max: new Date("9000-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());
const timeOrNull = fc.option(time);
const count = fc.nat();
const url = fc.webUrl({ withQueryParameters: true, withFragments: true });

const run = fc.record({
  id: text,
  number: fc.option(count),
  attempt: count.map((value) => value + 1),
  status: fc.constantFrom(...RUN_STATUSES),
  conclusion: textOrNull,
  event: textOrNull,
  actor: textOrNull,
  commit: fc.record({ sha: textOrNull, message: textOrNull }),
  queuedAt: timeOrNull,
  startedAt: timeOrNull,
  finishedAt: timeOrNull,
  durationSec: fc.option(count),
  url,
});
const names = fc.record({
  source: text,
  provider: fc.constantFrom(...PROVIDER_KINDS),
  repo: text,
  branch: text,
  workflow: text,
});
const pipeline = fc
  .tuple(names, text, fc.array(run, { minLength: 1, maxLength: HISTORY_LENGTH }))
  .map(([shared, target, runs]): Pipeline => {
    const [first, ...rest] = runs.map((it) => makeRun({ ...it, ...shared }));
    return { ...makePipeline(first ?? makeRun(), ...rest), target };
  });
const state: fc.Arbitrary<SavedState> = fc.record({
  savedAt: time,
  pipelines: fc.uniqueArray(pipeline, { selector: ({ key }) => key, maxLength: 5 }),
  targets: fc.array(
    fc.record({ source: text, id: text, url, cursor: fc.option(fc.string()), lastOkAt: time }),
    { maxLength: 5 },
  ),
});

/** A state of so many rows, with two runs each. */
function makeState(rows: number): SavedState {
  const pipelines = Array.from({ length: rows }, (_, index) => {
    const repo = `acme/service-${index}`;
    return makePipeline(makeRun({ id: "2", repo, status: "running" }), makeRun({ repo }));
  });
  return {
    savedAt: "2026-11-23T12:00:00.000Z",
    pipelines,
    targets: pipelines.map(({ source, repo }) => ({
      source,
      id: repo,
      url: `https://github.com/${repo}`,
      cursor: "7",
      lastOkAt: "2026-11-23T11:59:00.000Z",
    })),
  };
}

/** The lines of a state with one value changed in the way a person or a fault might. */
function spoil(from: string, to: string): readonly string[] {
  const lines = linesOf(makeState(3));
  expect(lines.join("\n")).toContain(from);
  return lines.map((line) => line.replace(from, to));
}

describe("the format of a snapshot", () => {
  it("gives back every state as it was", () => {
    fc.assert(
      fc.property(state, (saved) => {
        const decoded = decodeSnapshot(linesOf(saved));
        expect(decoded).toEqual({ kind: "good", state: saved, dropped: 0 });
      }),
      { numRuns: 300 },
    );
  });

  it("gives back more rows than one line holds", () => {
    const saved = makeState(250);
    expect(decodeSnapshot(linesOf(saved))).toEqual({
      kind: "good",
      state: saved,
      dropped: 0,
    });
  });

  it("gives of each row what a filter looks at, from the lines before the history", () => {
    fc.assert(
      fc.property(state, (saved) => {
        const lines = linesOf(saved);
        const half = lines.slice(2, 2 + countRowLines({ rows: saved.pipelines.length }));
        const expected = saved.pipelines.map(({ source, repo, branch, workflow, latest }) => {
          const { status, event, actor, commit, queuedAt, startedAt, finishedAt } = latest;
          const { message } = commit;
          const run = { status, event, actor, commit: { sha: null, message } };
          return {
            ...{ source, repo, branch, workflow },
            latest: { ...run, queuedAt, startedAt, finishedAt },
          };
        });
        expect(half.flatMap(peekRows)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("gives at least the rows that pass a filter where it looks at their JSON first", () => {
    const filters = fc.constantFrom(
      ...["status:failed", "status:unknown", "branch:main", "repo:a", "source:gh workflow:c"],
      ...["-status:failed", "actor:ana,b status:success,running", "repo:*a*", "é", '"x', "event:]"],
    );
    fc.assert(
      fc.property(state, filters, (saved, text) => {
        const { filter } = parseFilter(text);
        const matches = createFilterMatcher(filter, { now: 0, me: [] });
        const mayMatch = createFilterScan(filter) ?? (() => true);
        const rows = saved.pipelines.length;
        const lines = linesOf(saved).slice(2, 2 + countRowLines({ rows }));
        const found = lines.flatMap((line, index) => peekSomeRows(line, { rows, index }, mayMatch));
        const all = lines.flatMap(peekRows);
        expect(found.filter(matches)).toEqual(all.filter(matches));
      }),
      { numRuns: 1_000 },
    );
  });

  it("leaves out what cannot pass, unless a text looks like the end of a row", () => {
    const rows = ["main", "dev", "main"].map((branch, at) =>
      makePipeline(makeRun({ branch, workflow: `w${at}` })),
    );
    const odd = makePipeline(makeRun({ branch: "]],[", workflow: "odd" }));
    const mayMatch = createFilterScan(parseFilter("branch:main").filter) ?? (() => true);
    const peek = (pipelines: SavedState["pipelines"]) => {
      const [, , line = ""] = linesOf({ ...makeState(0), pipelines });
      const place = { rows: pipelines.length, index: 0 };
      return peekSomeRows(line, place, mayMatch).map(({ workflow }) => workflow);
    };
    expect(peek(rows)).toEqual(["w0", "w2"]);
    expect(peek([...rows, odd])).toEqual(["w0", "w1", "w2", "odd"]);
  });

  it("calls a snapshot broken wherever it is cut off", () => {
    const whole = linesOf(makeState(2)).join("\n");
    for (let length = 0; length < whole.length; length += 7) {
      expect(decodeSnapshot(whole.slice(0, length).split("\n")).kind).toBe("broken");
    }
  });

  it.each([
    ["nothing", [""]],
    ["no JSON", ["PK\u0003\u0004"]],
    ["null", ["null"]],
    ["another program's JSON", ['{"version":1,"rows":[]}']],
    ["a version that is no number", ['{"format":"cimon-snapshot","version":"1"}']],
    ["a count that is none", ['{"format":"cimon-snapshot","version":1,"rows":-1}']],
  ])("calls %s broken", (_, lines) => {
    expect(decodeSnapshot(lines)).toEqual({ kind: "broken" });
  });

  it("calls a later version the future, whatever stands in it", () => {
    const line = JSON.stringify({ format: "cimon-snapshot", version: SNAPSHOT_VERSION + 1 });
    expect(decodeSnapshot([line, "@"])).toEqual({ kind: "future" });
  });

  it("never throws, whatever is read", () => {
    const lines = linesOf(makeState(2));
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.json(), (at, json) => {
        const decoded = decodeSnapshot(lines.with(at, json));
        expect(["good", "broken"]).toContain(decoded.kind);
      }),
    );
  });

  it.each([
    ["a status of no kind", '"running"', '"runing"'],
    ["an address that runs a script", '"https://github.com/acme/api', '"javascript:alert(1)//'],
    ["a time of no kind", '"2026-11-23T11:00:00.000Z"', '"2026-11-23T31:00:00.000Z"'],
    ["a provider of no kind", '"github"', '"gitea"'],
    ["a name that is gone", '"main"', '""'],
  ])("drops a row with %s, and every cursor with it", (_, from, to) => {
    const decoded = decodeSnapshot(spoil(from, to));
    if (decoded.kind !== "good") throw new Error(decoded.kind);
    expect(decoded.dropped).toBe(1);
    expect(decoded.state.pipelines.length).toBe(2);
    expect(decoded.state.targets.map(({ cursor }) => cursor)).toEqual([null, null, null]);
  });

  it("cleans every text of a row again", () => {
    const dirty = "\\u001b[2J\\u202eFix token refresh\\u0007";
    const decoded = decodeSnapshot(spoil("Fix token refresh", dirty));
    if (decoded.kind !== "good") throw new Error(decoded.kind);
    expect(decoded.state.pipelines[0]?.latest.commit.message).toBe("Fix token refresh");
  });

  it("holds no credential, not even one in an address", () => {
    const saved = makeState(1);
    const secret = "hunter2";
    const pipelines = [makePipeline(makeRun({ url: `https://ana:${secret}@ci.example.com/1` }))];
    const targets = saved.targets.map((it) => ({ ...it, url: `https://${secret}@ci.example.com` }));
    const lines = linesOf({ ...saved, pipelines, targets }).join("\n");
    expect(lines).not.toContain(secret);
    expect(lines).toContain("https://ci.example.com/1");
  });
});
