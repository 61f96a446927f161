import { describe, expect, it } from "vitest";
import { RUN_STATUSES } from "../../src/model/run-status.ts";
import { SORT_COLUMNS, sortPipelines } from "../../src/model/sort.ts";
import { ago, makePipeline } from "../ui/make-pipeline.ts";

const OLD = makePipeline({ repo: "b", status: "failed", finishedAt: ago(500), durationSec: 5 });
const NEW = makePipeline({ repo: "c", status: "failed", finishedAt: ago(100), durationSec: 9 });
const GREEN = makePipeline({ repo: "a", branch: "z", finishedAt: ago(1), durationSec: 7 });
const ALL = [GREEN, OLD, NEW];

describe("the order of rows", () => {
  it.each([
    ["urgency", [NEW, OLD, GREEN]],
    ["when", [GREEN, NEW, OLD]],
    ["repo", [GREEN, OLD, NEW]],
    ["branch", [OLD, NEW, GREEN]],
    ["workflow", [GREEN, OLD, NEW]],
    ["time", [NEW, GREEN, OLD]],
  ] as const)("by %s", (column, expected) => {
    expect(sortPipelines(ALL, { column, reversed: false })).toEqual(expected);
  });

  it("has a case for every column above", () => {
    expect(SORT_COLUMNS).toHaveLength(6);
  });

  it("turns round when reversed, names aside", () => {
    expect(sortPipelines(ALL, { column: "when", reversed: true })).toEqual([OLD, NEW, GREEN]);
    expect(sortPipelines(ALL, { column: "workflow", reversed: true })).toEqual([GREEN, OLD, NEW]);
  });

  it("meets the statuses in the order of their urgency", () => {
    const rows = RUN_STATUSES.map((status) => makePipeline({ status, repo: status }));
    const sorted = sortPipelines(rows.toReversed(), { column: "urgency", reversed: false });
    expect(sorted.map((row) => row.latest.status)).toEqual(RUN_STATUSES);
  });
});
