import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { encodeSnapshot } from "../../src/store/snapshot-format.ts";
import { readSnapshotSummary } from "../../src/store/snapshot-summary.ts";
import { makePipeline, makeRun } from "../helpers/make-run.ts";
import { makeFolder } from "../helpers/run-cimon.ts";

const SAVED_AT = "2026-11-23T12:00:00.000Z";
const target = (source: string, id: string, lastOkAt: string, cursor: string | null = null) => ({
  source,
  id,
  url: "https://example.com",
  cursor,
  lastOkAt,
});

const STATE = {
  savedAt: SAVED_AT,
  pipelines: [
    makePipeline(makeRun({ status: "failed" })),
    makePipeline(makeRun({ id: "2", workflow: "e2e" })),
    makePipeline(makeRun({ id: "3", workflow: "größe ✓" })),
  ],
  targets: [
    target("gh", "a", "2026-11-23T11:58:00.000Z", "é".repeat(100_000)),
    target("gh", "b", "2026-11-23T11:59:00.000Z"),
    target("lab", "c", "2026-11-23T10:00:00.000Z"),
  ],
};

function write(text: string): string {
  const path = join(makeFolder(), "snapshot.json");
  writeFileSync(path, text);
  return path;
}

const TEXT = [...encodeSnapshot(STATE)].join("");

it("tells counts and ages from the first lines", async () => {
  expect(await readSnapshotSummary(write(TEXT))).toEqual({
    savedAt: SAVED_AT,
    freshAt: "2026-11-23T11:59:00.000Z",
    rows: 3,
    counts: new Map([
      ["failed", 1],
      ["success", 2],
    ]),
    sources: new Map([
      ["gh", "2026-11-23T11:59:00.000Z"],
      ["lab", "2026-11-23T10:00:00.000Z"],
    ]),
  });
});

it.each([
  ["are missing", TEXT.replace(/,"counts":\{[^}]*\}/u, "")],
  ["do not add up", TEXT.replace('"success":2', '"success":1')],
  ["are of no status", TEXT.replace('"success":2', '"succeeded":2')],
])("has no counts where they %s", async (_, text) => {
  const summary = await readSnapshotSummary(write(text));
  expect([summary?.rows, summary?.counts]).toEqual([3, null]);
});

it.each([
  ["no snapshot", "{}\n[]\n"],
  ["nothing", ""],
  ["one line", TEXT.split("\n", 1)[0] ?? ""],
  ["a later version's", TEXT.replace('"version":1', '"version":2')],
])("is null of %s", async (_, text) => {
  expect(await readSnapshotSummary(write(text))).toBeNull();
});

it("is null of a file that is not there", async () => {
  expect(await readSnapshotSummary(join(makeFolder(), "none"))).toBeNull();
});
