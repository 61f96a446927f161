import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { isPlain, measureWidth, takeEnd, takeStart } from "../../src/model/text-width.ts";
import { selectGlyphs } from "../../src/ui/table/glyphs.ts";

const EVERY_UNIT = Array.from({ length: 0xd800 }, (_, code) => String.fromCharCode(code));

const EVERY_EMOJI = Array.from({ length: 0x110000 }, (_, code) =>
  String.fromCodePoint(code),
).filter((character) => /\p{Emoji}/u.test(character));

/** An emoji as it may stand in a text. */
const FORMS: readonly ((emoji: string) => string)[] = [
  (emoji) => emoji,
  (emoji) => `${emoji}\ufe0f`,
  (emoji) => `${emoji}\ufe0e`,
  (emoji) => `${emoji}🏽`,
  (emoji) => `${emoji}🏽\ufe0f`,
  (emoji) => `${emoji}\ufe0f🏽`,
  (emoji) => `${emoji}\u20e3`,
  (emoji) => `${emoji}\u0301`,
  (emoji) => `${emoji}\u200d`,
  (emoji) => `${emoji}\u200d♂\ufe0f`,
  (emoji) => `${emoji}\ufe0f\u200d🔥`,
  (emoji) => `👩\u200d${emoji}`,
  (emoji) => `👩🏽\u200d${emoji}\ufe0f`,
  (emoji) => `${emoji}${emoji}`,
  (emoji) => `a${emoji}é${emoji}日${emoji}`,
];

const pieces = fc.constantFrom(
  ...[
    "a",
    "✓",
    "…",
    "é",
    "日本",
    "e\u0301",
    "©",
    "®",
    "#",
    "*",
    "7",
    "ｶﾞ",
    "\u1100",
    "\u1161",
    "กำ",
  ],
  ...["👍", "🏽", "🎉", "👩", "🏳", "🌈", "❤", "⚠", "♂", "⏎", "◆", "▶", "🇫", "🇷", "🏴", "\u{e0067}"],
  ...["\ufe0f", "\ufe0e", "\u200d", "\u20e3", "\u0301", "\u0600", "\ud83d", "\ude00", "\x1b[31m"],
);
const mixtures = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(""));

describe("the width of a text", () => {
  it("is one or two columns for every plain character, alone and beside any other of them", () => {
    const plain = EVERY_UNIT.filter(isPlain);
    expect(plain.filter((unit) => stringWidth(unit) === 1).length).toBeGreaterThan(800);
    expect(plain.filter((unit) => stringWidth(unit) === 2).length).toBeGreaterThan(30_000);
    expect(plain.filter((unit) => ![1, 2].includes(stringWidth(unit)))).toEqual([]);
    expect(plain.filter((unit) => measureWidth(unit) !== stringWidth(unit))).toEqual([]);
    // In parts, each with the first of the next one: over a whole alphabet a segmenter takes seconds.
    for (let from = 0; from < plain.length; from += 100) {
      const part = plain.slice(from, from + 101);
      expect([...new Intl.Segmenter().segment(part.join(""))]).toHaveLength(part.length);
    }
  });

  it("is two columns for an emoji, whole, and for each that joins no other", () => {
    expect(EVERY_EMOJI.length).toBeGreaterThan(1_400);
    const drawn = EVERY_EMOJI.filter((emoji) => /^(?!\p{RI}|\p{EMod})\p{EPres}$/u.test(emoji));
    expect(drawn.length).toBeGreaterThan(1_100);
    const plain = ["👍", "👍🏽", "❤️", "©️", "👩‍💻", "🏳️‍🌈", "🤷🏽‍♂️", "👩‍👩‍👧‍👦", ...drawn];
    expect(plain.filter((emoji) => !isPlain(emoji) || measureWidth(emoji) !== 2)).toEqual([]);
    expect(["🇫🇷", "7️⃣", "🏽", "a🏽", "❤", "👩‍❤"].filter(isPlain)).toEqual([]);
  });

  it("is what string-width says for every emoji in every form", () => {
    const texts = EVERY_EMOJI.flatMap((emoji) => FORMS.map((shape) => shape(emoji)));
    expect(texts.filter((text) => measureWidth(text) !== stringWidth(text))).toEqual([]);
  });

  it("is what string-width says for parts of emoji in any order", () => {
    fc.assert(
      fc.property(mixtures, (text) => {
        expect(measureWidth(text)).toBe(stringWidth(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it("is what string-width says for chains of any length", () => {
    for (let length = 1; length <= 30; length += 1) {
      for (const emoji of ["👩🏽", "❤️", "🏳️", "👩"]) {
        const chain = Array.from({ length }, () => emoji).join("\u200d");
        expect([chain, measureWidth(chain)]).toEqual([chain, stringWidth(chain)]);
      }
    }
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

describe("an end of a plain text", () => {
  const graphemes = (text: string) =>
    [...new Intl.Segmenter().segment(text)].map((it) => it.segment);
  const units = fc.constantFrom("a", "✓", "é", "日本", "©", "👍", "👍🏽", "❤️", "👩‍💻", "🏳️‍🌈", "🎉");
  const plain = fc.array(units, { maxLength: 20 }).map((parts) => parts.join(""));
  const widths = fc.integer({ min: 0, max: 30 });

  it("is as many whole graphemes as fit", () => {
    fc.assert(
      fc.property(plain, widths, (text, width) => {
        expect(isPlain(text)).toBe(true);
        expect(takeStart(text, width)).toBe(takeFitting(graphemes(text), width).join(""));
        const mirrored = takeFitting(graphemes(text).reverse(), width);
        expect(takeEnd(text, width)).toBe(mirrored.reverse().join(""));
      }),
    );
  });
});

function takeFitting(parts: readonly string[], width: number): string[] {
  const fits = (count: number) => stringWidth(parts.slice(0, count).join("")) <= width;
  let count = 0;
  while (count < parts.length && fits(count + 1)) count += 1;
  return parts.slice(0, count);
}
