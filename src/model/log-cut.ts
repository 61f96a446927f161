/** How many lines of a log are kept: its end. */
export const MOST_LOG_LINES = 50_000;

/** How much of a log is asked for and held at a time, bytes: its end, however large it is. */
export const LOG_WINDOW_BYTES = 4 * 1024 * 1024;

/** How much of one piece of a log is read at all, characters. */
const MOST_CHARACTERS = LOG_WINDOW_BYTES;

/** Cuts a text to `length`, without leaving half of a character. */
export function cutSoftly(text: string, length: number): string {
  return text.slice(0, length).toWellFormed();
}

/**
 * The end of a text, from the beginning of a line: as many lines as are kept and a bounded number of
 * characters. The same string where it is all of it.
 */
export function takeEnd(text: string): string {
  const from = findStart(text);
  if (from === 0) return text;
  // A slice keeps the whole text alive; a copy lets hundreds of megabytes go.
  return Buffer.from(text.slice(from)).toString();
}

function findStart(text: string): number {
  const least = Math.max(0, text.length - MOST_CHARACTERS);
  let at = text.length;
  for (let lines = 0; lines <= MOST_LOG_LINES; lines += 1) {
    const before = at === 0 ? -1 : text.lastIndexOf("\n", at - 1);
    if (before < least) {
      if (least === 0) return 0;
      const next = text.indexOf("\n", least);
      return next === -1 ? least : next + 1;
    }
    at = before;
  }
  return at + 1;
}
