import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { isNarrow, measureWidth } from "../../src/model/text-width.ts";
import { selectGlyphs } from "../../src/ui/table/glyphs.ts";

const EVERY_UNIT = Array.from({ length: 0xd800 }, (_, code) => String.fromCharCode(code));

describe("the width of a text", () => {
  it("is one column for every character called narrow, alone and beside any other of them", () => {
    const narrow = EVERY_UNIT.filter(isNarrow);
    expect(narrow.length).toBeGreaterThan(800);
    expect(narrow.filter((unit) => stringWidth(unit) !== 1)).toEqual([]);
    const joined = narrow.join("");
    expect([...new Intl.Segmenter().segment(joined)]).toHaveLength(narrow.length);
  });

  it("needs no look at graphemes for what cimon itself draws", () => {
    const { status, ...glyphs } = selectGlyphs(false);
    const signs = [...Object.values(status), ...Object.values(glyphs)];
    expect(signs.length).toBeGreaterThan(20);
    expect(signs.filter((sign) => !isNarrow(sign))).toEqual([]);
  });

  it("is what string-width says, whatever the text, colours and half a colour included", () => {
    const piece = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "✓",
        "…",
        "\x1b[31m",
        "\x1b[38;5;203m",
        "\x1b[39m",
        "\x1b[",
        "日本",
        "é",
        "👩‍👩‍👧",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        expect(measureWidth(text)).toBe(stringWidth(text));
      }),
    );
  });
});
