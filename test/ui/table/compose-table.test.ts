import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { expect, it } from "vitest";
import { composePlainTable } from "../../../src/ui/table/compose-table.ts";
import { makePipeline, NOW } from "../make-pipeline.ts";

const ROWS = [
  makePipeline({ status: "failed" }, ["success"]),
  makePipeline({ repo: "acme/web", branch: "y".repeat(60), actor: "bo" }),
];
const OPTIONS = { width: null, ascii: false, colour: 0, now: NOW } as const;

it("shortens nothing for a pipe", () => {
  const table = composePlainTable(ROWS, OPTIONS);
  expect(table.split("\n")).toHaveLength(4);
  expect(table).toContain(` ${"y".repeat(60)} `);
  expect(table).toContain("9f31c0e Fix token refresh — bo\n");
});

it("keeps within a width and ends no line in spaces, coloured or not", () => {
  for (const colour of [0, 3] as const) {
    const lines = composePlainTable(ROWS, { ...OPTIONS, width: 80, colour }).split("\n");
    for (const line of lines.map(stripVTControlCharacters)) {
      expect(stringWidth(line)).toBeLessThanOrEqual(80);
      expect(line).toBe(line.trimEnd());
    }
  }
});

it("holds no colour at level 0 and some at level 1", () => {
  expect(composePlainTable(ROWS, OPTIONS)).not.toContain("\x1b");
  expect(composePlainTable(ROWS, { ...OPTIONS, colour: 1 })).toContain("\x1b[31m");
});

it("is nothing at all without rows", () => {
  expect(composePlainTable([], OPTIONS)).toBe("");
});
