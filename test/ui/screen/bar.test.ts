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

function compose(width: number, changes: Partial<Narrowing> = {}, views = VIEWS): string {
  const style = {
    ascii: false,
    glyphs: selectGlyphs(false),
    theme: createTheme("dark", 0),
    width,
    now: NOW,
    keyTable: KEY_TABLE,
  };
  const counts = { ...COUNTS, views: COUNTS.views.slice(0, views.length) };
  const line = composeBar({ ...EVERYTHING, ...changes }, views, counts, [], style);
  expect(stringWidth(line)).toBeLessThanOrEqual(width);
  return stripVTControlCharacters(line).trimEnd();
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

  it("says what hides rows where there are no views as well", () => {
    expect(compose(60, { filter: "web" }, [])).toMatch(/^\[?.*All.*\/ web$/u);
  });
});
