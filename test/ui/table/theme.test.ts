import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { RUN_STATUSES } from "../../../src/model/run-status.ts";
import { measureNames, planColumns } from "../../../src/ui/table/columns.ts";
import { composeRow } from "../../../src/ui/table/compose-row.ts";
import { selectGlyphs } from "../../../src/ui/table/glyphs.ts";
import { createTheme } from "../../../src/ui/table/theme.ts";
import { makePipeline, NOW } from "../make-pipeline.ts";
import { BLINDNESSES, measureContrast, measureDifference, toRgb } from "./measure-colours.ts";

const NAMES = ["dark", "light", "high-contrast", "colour-blind", "none"] as const;

describe.each(NAMES)("the theme %s", (name) => {
  it("leaves text as it is where there are no colours", () => {
    const theme = createTheme(name, 0);
    for (const status of RUN_STATUSES) expect(theme.status(status, "a")).toBe("a");
    for (const paint of [theme.strong, theme.quiet, theme.alert, theme.accent, theme.selected]) {
      expect(paint("a")).toBe("a");
    }
    expect(theme.cursor(" ")).toBe("_");
  });

  it("never changes the letters, and makes a failure stand out from a success", () => {
    for (const level of [1, 2, 3] as const) {
      const theme = createTheme(name, level);
      for (const status of RUN_STATUSES) {
        expect(stripVTControlCharacters(theme.status(status, "a"))).toBe("a");
      }
      expect(theme.status("failed", "a")).not.toBe(theme.status("success", "a"));
      expect(stripVTControlCharacters(theme.selected("a"))).toBe("a");
    }
  });
});

/** The number of the colour that a theme puts on text, or behind it. */
function readColour(text: string, where: 38 | 48): number {
  const match = new RegExp(`\u001b\\[${where};5;(\\d+)m`, "u").exec(text);
  if (!match) throw new Error(`no colour in ${JSON.stringify(text)}`);
  return Number(match[1]);
}

const SHOWN = ["failed", "waiting", "running", "warning", "success"] as const;

describe.each([
  ["dark", [0, 30]],
  ["colour-blind", [0, 30]],
  ["light", [255, 250]],
] as const)("the exact colours of the theme %s", (name, greys) => {
  const grounds = greys.map((grey) => [grey, grey, grey] as const);
  const theme = createTheme(name, 2);
  const paints = [...SHOWN.map((status) => theme.status(status, "a")), theme.quiet("a")];
  const colours = paints.map((text) => toRgb(readColour(text, 38)));

  it("can be read on the ground they are made for (4.5 is the AA of WCAG)", () => {
    const least = grounds.map((ground) =>
      Math.min(...colours.map((colour) => measureContrast(colour, ground))),
    );
    for (const contrast of least) expect(contrast).toBeGreaterThanOrEqual(4.5);
  });

  it("can be read on the selected row", () => {
    const ground = toRgb(readColour(theme.selected("a"), 48));
    for (const colour of colours) expect(measureContrast(colour, ground)).toBeGreaterThanOrEqual(4);
  });
});

it.each(BLINDNESSES)(
  "the theme for the colour-blind tells every two states apart in %s",
  (kind) => {
    const theme = createTheme("colour-blind", 2);
    const colours = SHOWN.map((status) => toRgb(readColour(theme.status(status, "a"), 38)));
    const pairs = colours.flatMap((one, at) => colours.slice(at + 1).map((other) => [one, other]));
    expect(pairs).toHaveLength(10);
    for (const [one, other] of pairs) {
      if (one && other) expect(measureDifference(one, other, kind)).toBeGreaterThan(20);
    }
  },
);

it.each([true, false])(
  "says every state by a sign of its own beside the colour, ascii %j",
  (ascii) => {
    const signs = RUN_STATUSES.map((status) => selectGlyphs(ascii).status[status]);
    expect(new Set(signs).size).toBe(RUN_STATUSES.length);
  },
);

it("says every state in the row as a word, in every theme and with no colours at all", () => {
  const layout = planColumns(120, measureNames([makePipeline()]));
  for (const name of NAMES) {
    for (const level of [0, 1, 2, 3] as const) {
      const style = { glyphs: selectGlyphs(false), theme: createTheme(name, level), now: NOW };
      for (const status of RUN_STATUSES) {
        const row = composeRow(makePipeline({ status }), layout, style, {
          selected: false,
          old: false,
        });
        const text = stripVTControlCharacters(row);
        expect(text).toContain(`${style.glyphs.status[status]} acme/api`);
        expect(text).toMatch(new RegExp(`\\b${status}\\b`, "u"));
      }
    }
  }
});

it("uses no colour in the theme none, and none but the terminal's own in high contrast", () => {
  const none = createTheme("none", 3);
  const high = createTheme("high-contrast", 3);
  for (const status of RUN_STATUSES) {
    expect(none.status(status, "a")).not.toMatch(/\u001b\[(?:3|4|9|10)\d/u);
    expect(high.status(status, "a")).not.toMatch(/\u001b\[[34]8;/u);
  }
});
