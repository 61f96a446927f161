import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { FilteredRow } from "../../src/model/filter-matcher.ts";
import { encodeSnapshot } from "../../src/store/snapshot-format.ts";
import { readRows } from "../../src/store/snapshot-rows.ts";
import { makePipeline, makeRun } from "../helpers/make-run.ts";
import { makeFolder } from "../helpers/run-cimon.ts";

// More than a piece of the file, with letters of several bytes at every place where one may end.
const PIPELINES = Array.from({ length: 4_250 }, (_, index) => {
  const workflow = `größe ✓ ${index}`;
  const commit = { sha: null, message: "日本語👍".repeat(20 + (index % 7)) };
  const newest = makeRun({ id: `${index}`, workflow, commit, status: "failed" });
  return makePipeline(newest, makeRun({ id: `${index} before`, workflow }));
});
const STATE = { savedAt: "2026-11-23T12:00:00.000Z", pipelines: PIPELINES, targets: [] };
const LINES = [...encodeSnapshot(STATE)];

async function read(lines: readonly string[]) {
  const path = join(makeFolder(), "snapshot.json");
  writeFileSync(path, lines.join(""));
  const rows: FilteredRow[] = [];
  const isWhole = await readRows(path, null, (some) => rows.push(...some));
  return { isWhole, rows };
}

it("reads every row of a snapshot of many pieces", async () => {
  const { isWhole, rows } = await read(LINES);
  expect(isWhole).toBe(true);
  expect(
    rows.map(({ workflow, latest }) => [workflow, latest.status, latest.commit.message]),
  ).toEqual(
    PIPELINES.map(({ workflow, latest }) => [workflow, latest.status, latest.commit.message]),
  );
});

it("does not look at the histories", async () => {
  const rows = LINES.length / 2 + 1;
  const { isWhole } = await read([...LINES.slice(0, rows), "no history\n"]);
  expect(isWhole).toBe(true);
});

it.each([
  ["is cut off", LINES.slice(0, 20)],
  [
    "is of a later version",
    [(LINES[0] ?? "").replace('"version":1', '"version":2'), ...LINES.slice(1)],
  ],
  ["is no snapshot", ["[]\n", "[]\n"]],
  ["has a line that is no list", [...LINES.slice(0, 5), "{}\n", ...LINES.slice(6)]],
  ["has a line that is no JSON", [...LINES.slice(0, 5), "[[\n", ...LINES.slice(6)]],
  ["is empty", []],
])("says so of a file that %s", async (_, lines) => {
  expect((await read(lines)).isWhole).toBe(false);
});

it("says so where there is none", async () => {
  expect(await readRows(join(makeFolder(), "none.json"), null, () => undefined)).toBe(false);
});
