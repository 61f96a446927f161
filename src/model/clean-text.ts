import { stripVTControlCharacters } from "node:util";

/** A text that nothing but spaces can be taken from, as most are: tables of Unicode are read for others only. */
const PLAIN = /^[ -~]*$/u;

// Line breaks and tabs become a space; other control characters, zero-width characters and the
// marks that turn the writing direction vanish. A joiner is kept inside emoji only.
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
const UNSEEN =
  /[\p{Cc}\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}|(?<!\p{Extended_Pictographic}\p{Emoji_Modifier}?\ufe0f?)\u200d|\u200d(?!\p{Extended_Pictographic})/gu;

/**
 * Makes a string from outside safe for a terminal, a log and a page: one line, no escape sequences,
 * no control, zero-width or direction characters, at most `maxLength` characters.
 */
export function cleanText(text: string, maxLength = 1_000): string {
  const shown = PLAIN.test(text)
    ? text
    : stripVTControlCharacters(text).replace(BREAKS, " ").replace(UNSEEN, "");
  const line = shown.trim();
  return line.length > maxLength ? line.slice(0, maxLength).toWellFormed() : line;
}

/** {@link cleanText} for a value of any type: null for what is no string or is empty once cleaned. */
export function cleanTextOrNull(value: unknown, maxLength?: number): string | null {
  if (typeof value !== "string") return null;
  const text = cleanText(value, maxLength);
  return text === "" ? null : text;
}

/** The first line of a longer text such as a commit message, cleaned; null where there is none. */
export function cleanFirstLine(value: unknown): string | null {
  if (typeof value !== "string") return null;
  return cleanTextOrNull(value.trimStart().split(/[\r\n]/u, 1)[0]);
}
