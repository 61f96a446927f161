/** A cleaned line that leaves no colour on for what is drawn after it. */
export function closeColours(text: string): string {
  return text.includes("\x1b") ? `${text}\x1b[0m` : text;
}
