import stringWidth from "string-width";

/**
 * Characters of one column each that join no other: Latin letters, dashes and quotes, arrows, and the
 * signs that cimon draws. No emoji is among them and nothing that East Asian terminals draw wide.
 */
const NARROW = /^[ -~\xa1-\xac\xae-\u024f\u2010-\u2027\u2190-\u2193\u2298\u2500-\u25fc✓✗]*$/u;

const COLOUR = /\x1b\[[\d;]*m/gu;

/** True where every character, colours left out, takes exactly one column and has one code unit. */
export function isNarrow(text: string): boolean {
  return NARROW.test(text.includes("\x1b") ? text.replace(COLOUR, "") : text);
}

/**
 * The columns a text takes, colours left out: what `string-width` says, which looks at graphemes and is
 * asked only where there is one to look at.
 */
export function measureWidth(text: string): number {
  const plain = text.includes("\x1b") ? text.replace(COLOUR, "") : text;
  return NARROW.test(plain) ? plain.length : stringWidth(text);
}
