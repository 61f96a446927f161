import stringWidth from "string-width";

/**
 * Characters of one column each that join no other: Latin letters, dashes and quotes, arrows, and the
 * signs that cimon draws. No emoji is among them and nothing that East Asian terminals draw wide.
 */
const NARROW = /^[ -~\xa1-\xac\xae-\u024f\u2010-\u2027\u2190-\u2193\u2298\u2500-\u25fc✓✗⏎⌫⇧‹›]*$/u;

/** Kana, ideographs, Hangul, and their punctuation, none of which joins another. */
const IDEOGRAPH =
  "[\\u3001-\\u3029\\u3041-\\u3096\\u30a1-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uff01-\\uff60]";

/**
 * An emoji, its skin and its selector: one that is drawn as such of itself, or any that is told to be. No
 * skin alone, no half of a flag and no keycap, which are what stands beside them.
 */
const EMOJI =
  "(?:[\\p{EPres}--[\\p{RI}\\p{EMod}]]\\p{EMod}?\\ufe0f?|[\\p{Emoji}--[\\d#*\\p{RI}\\p{EMod}]]\\ufe0f)";

/** What takes two columns and joins nothing else; of longer chains of emoji `string-width` makes less. */
const WIDE = new RegExp(`${IDEOGRAPH}|${EMOJI}(?:\\u200d${EMOJI}){0,7}`, "gv");

/** What is not to be cut in two. */
const UNIT = new RegExp(`${WIDE.source}|.`, "gsv");

const COLOUR = /\x1b\[[\d;]*m/gu;

/**
 * The columns a text takes, colours left out: what `string-width` says, which looks at graphemes and is
 * asked only where there is one to look at that is not known here.
 */
export function measureWidth(text: string): number {
  const plain = text.includes("\x1b") ? text.replace(COLOUR, "") : text;
  if (NARROW.test(plain)) return plain.length;
  const even = plain.replace(WIDE, "  ");
  return NARROW.test(even) ? even.length : stringWidth(text);
}

/** True where every character takes one or two columns by itself, emoji as a whole, and none is a colour. */
export function isPlain(text: string): boolean {
  return NARROW.test(text) || NARROW.test(text.replace(WIDE, ""));
}

/** The beginning of a plain text, as much as fits into so many columns. */
export function takeStart(text: string, width: number): string {
  if (NARROW.test(text)) return text.slice(0, Math.max(0, width));
  return takeUnits(splitUnits(text), width).join("");
}

/** The end of a plain text, as much as fits into so many columns. */
export function takeEnd(text: string, width: number): string {
  return takeUnits(splitUnits(text).reverse(), width).reverse().join("");
}

function splitUnits(text: string): string[] {
  return text.match(UNIT) ?? [];
}

function takeUnits(units: readonly string[], width: number): string[] {
  let left = width;
  const end = units.findIndex((unit) => {
    left -= measureWidth(unit);
    return left < 0;
  });
  return end === -1 ? [...units] : units.slice(0, end);
}
