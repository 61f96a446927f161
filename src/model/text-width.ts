import stringWidth from "string-width";

/**
 * Characters of one column each that join no other: Latin letters, dashes and quotes, arrows, and the
 * signs that cimon draws. No emoji is among them and nothing that East Asian terminals draw wide.
 */
const NARROW = /^[ -~\xa1-\xac\xae-\u024f\u2010-\u2027\u2190-\u2193\u2298\u2500-\u25fc✓✗⏎⌫⇧‹›]*$/u;

/** Characters of two columns each that join no other: kana, ideographs, Hangul, and their punctuation. */
const WIDE =
  /[\u3001-\u3029\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]/gu;

const COLOUR = /\x1b\[[\d;]*m/gu;

/**
 * The columns a text takes, colours left out: what `string-width` says, which looks at graphemes and is
 * asked only where there is one to look at.
 */
export function measureWidth(text: string): number {
  const plain = text.includes("\x1b") ? text.replace(COLOUR, "") : text;
  if (NARROW.test(plain)) return plain.length;
  const narrow = plain.replace(WIDE, "");
  return NARROW.test(narrow) ? 2 * plain.length - narrow.length : stringWidth(text);
}

/** True where every character takes one or two columns by itself, and none is a colour. */
export function isPlain(text: string): boolean {
  return NARROW.test(text) || NARROW.test(text.replace(WIDE, ""));
}

/** The beginning of a plain text, as much as fits into so many columns. */
export function takeStart(text: string, width: number): string {
  if (NARROW.test(text)) return text.slice(0, Math.max(0, width));
  let left = width;
  let at = 0;
  for (; at < text.length; at += 1) {
    left -= measureWidth(text.charAt(at));
    if (left < 0) break;
  }
  return text.slice(0, at);
}

/** The end of a plain text, as much as fits into so many columns. */
export function takeEnd(text: string, width: number): string {
  return reverse(takeStart(reverse(text), width));
}

function reverse(text: string): string {
  return text.split("").reverse().join("");
}
