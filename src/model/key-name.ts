/** Keys that have a name rather than a letter. */
const NAMED = [
  "up",
  "down",
  "left",
  "right",
  "home",
  "end",
  "pageup",
  "pagedown",
  "return",
  "escape",
  "tab",
  "backspace",
  "delete",
] as const;

const ALIASES: Readonly<Record<string, string>> = { enter: "return", esc: "escape", space: " " };

// For a terminal ctrl-h, i, j and m are backspace, tab and return; ctrl-c always quits.
const CONTROL = /^ctrl-[abdefgklnopqrstuvwxyz]$/u;

/** What a key of the configuration may be called, for a person. */
export const KEY_NAMES_TEXT = `one character such as "R", ${NAMED.join(", ")}, enter, esc, space, or "ctrl-" and a letter other than c, h, i, j and m`;

/** Every word that names a key. */
export const KEY_WORDS: readonly string[] = [...NAMED, ...Object.keys(ALIASES)];

/** Reads the name of a key as a person writes it; null for what is none. */
export function parseKeyName(text: string): string | null {
  if (text.length > 1) {
    const lower = text.toLowerCase();
    const name = ALIASES[lower] ?? lower;
    return CONTROL.test(name) || name === " " || NAMED.some((one) => one === name) ? name : null;
  }
  return /^[^\s\p{C}]$/u.test(text) ? text : null;
}
