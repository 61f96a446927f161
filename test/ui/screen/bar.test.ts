import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { KEY_TABLE } from "../../../src/ui/keys/key-table.ts";
import { composeBar } from "../../../src/ui/screen/compose-bar.ts";
import { EVERYTHING, type Narrowing } from "../../../src/ui/state/narrowing.ts";
import { selectGlyphs } from "../../../src/ui/table/glyphs.ts";
import { createTheme } from "../../../src/ui/table/theme.ts";
import { NOW } from "../make-pipeline.ts";

const VIEWS = [
  { name: "Mine", filter: "actor:@me" },
  { name: "Night", filter: "repo:nightly" },
  { name: "Release", filter: "branch:release/*" },
];
const COUNTS = {
  all: { rows: 1234, wantsLook: true },
  failing: { rows: 2, wantsLook: true },
  views: [
    { rows: 12, wantsLook: true },
    { rows: 3, wantsLook: false },
    { rows: 0, wantsLook: false },
  ],
};

function composeAll(width: number, changes: Partial<Narrowing> = {}, views = VIEWS) {
  const style = {
    ascii: false,
    glyphs: selectGlyphs(false),
    theme: createTheme("dark", 0),
    width,
    now: NOW,
    keyTable: KEY_TABLE,
  };
  const counts = { ...COUNTS, views: COUNTS.views.slice(0, views.length) };
  const { text, spots = [] } = composeBar({ ...EVERYTHING, ...changes }, views, counts, [], style);
  expect(stringWidth(text)).toBeLessThanOrEqual(width);
  const line = stripVTControlCharacters(text);
  const parts = spots.map(({ from, to, shows }) => [shows, line.slice(from - 1, to)]);
  return { line: line.trimEnd(), parts };
}

function compose(width: number, changes?: Partial<Narrowing>, views?: typeof VIEWS): string {
  return composeAll(width, changes, views).line;
}

describe("the line of the views", () => {
  it("shows each with its count, and a dot where something wants a look", () => {
    expect(compose(100)).toBe("[All 1,234•]  Failing 2•  1 Mine 12•  2 Night 3   3 Release 0");
  });

  it("gives up the counts first, then the names of those that are not shown", () => {
    expect(compose(50, { view: 1 })).toBe(" All•  Failing•  1 Mine• [2 Night]  3 Release");
    expect(compose(30, { view: 1 })).toBe(" 1• [2 Night]  3");
  });

  it("keeps in sight what hides rows, however long it is and however many views there are", () => {
    const filter = `repo:acme ${"x".repeat(300)}`;
    for (const width of [160, 100, 60, 40]) {
      expect(compose(width, { filter, view: 1 })).toMatch(/\[2 Night.*\/ repo:acme x+…$/u);
    }
    expect(compose(40, { filter, repo: { source: "gh", repo: "acme/api" } })).toContain("acme/api");
  });

  it("knows where each stands, as far as it is in sight", () => {
    expect(composeAll(60, { view: 1 }).parts).toEqual([
      ["all", " All• "],
      ["failing", " Failing• "],
      [0, " 1 Mine• "],
      [1, "[2 Night] "],
      [2, " 3 Release  "],
    ]);
    expect(composeAll(30, { view: 1 }).parts).toEqual([
      [0, " 1• "],
      [1, "[2 Night] "],
      [2, " 3  "],
    ]);
    const filter = "x".repeat(300);
    const { line, parts } = composeAll(14, { filter });
    expect(parts.map(([, text]) => text).every((text) => line.includes(String(text).trim()))).toBe(
      true,
    );
  });

  it("says what hides rows where there are no views as well", () => {
    expect(compose(60, { filter: "web" }, [])).toMatch(/^\[?.*All.*\/ web$/u);
  });
});
