// What XML 1.0 has no way to write, escaped or not.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu;

const NAMES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * A text as it stands in HTML, XML or SVG, between tags or in a quoted attribute; what XML cannot say is
 * left out.
 */
export function escapeMarkup(text: string): string {
  return text
    .toWellFormed()
    .replace(UNWRITABLE, "")
    .replace(/[&<>"']/gu, (letter) => NAMES[letter] ?? "");
}

/** An element's attributes, each with a space before it; those that are null are left out. */
export function toAttributes(values: Readonly<Record<string, string | null>>): string {
  return Object.entries(values)
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .map(([name, value]) => ` ${name}="${escapeMarkup(value)}"`)
    .join("");
}
