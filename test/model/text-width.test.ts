import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { isPlain, measureWidth } from "../../src/model/text-width.ts";
import { selectGlyphs } from "../../src/ui/table/glyphs.ts";

const EVERY_UNIT = Array.from({ length: 0xd800 }, (_, code) => String.fromCharCode(code));

describe("the width of a text", () => {
  it("is one or two columns for every plain character, alone and beside any other of them", () => {
    const plain = EVERY_UNIT.filter(isPlain);
    expect(plain.filter((unit) => stringWidth(unit) === 1).length).toBeGreaterThan(800);
    expect(plain.filter((unit) => stringWidth(unit) === 2).length).toBeGreaterThan(30_000);
    expect(plain.filter((unit) => ![1, 2].includes(stringWidth(unit)))).toEqual([]);
    expect(plain.filter((unit) => measureWidth(unit) !== stringWidth(unit))).toEqual([]);
    expect([...new Intl.Segmenter().segment(plain.join(""))]).toHaveLength(plain.length);
  });

  it("needs no look at graphemes for what cimon itself draws", () => {
    const { status, ...glyphs } = selectGlyphs(false);
    const signs = [...Object.values(status), ...Object.values(glyphs)];
    expect(signs.length).toBeGreaterThan(20);
    expect(signs.filter((sign) => !isPlain(sign) || measureWidth(sign) !== 1)).toEqual([]);
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
