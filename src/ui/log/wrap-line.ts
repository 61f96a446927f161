import { measureWidth } from "../../model/text-width.ts";

const PIECE = /\x1b\[[\d;:]*m|[^\x1b]+/gu;

/** Breaks a cleaned line into rows of `width` columns at most; each starts with the colours it has. */
export function wrapLine(text: string, width: number): readonly string[] {
  if (width < 2 || measureWidth(text) <= width) return [text];
  const rows: string[] = [];
  const segmenter = new Intl.Segmenter();
  let colours = "";
  let row = "";
  let used = 0;
  for (const [piece] of text.matchAll(PIECE)) {
    if (piece.startsWith("\x1b")) {
      colours = /\[0*m$/u.test(piece) ? "" : colours + piece;
      row += piece;
      continue;
    }
    for (const { segment } of segmenter.segment(piece)) {
      const own = measureWidth(segment);
      if (used + own > width) {
        rows.push(row);
        row = colours;
        used = 0;
      }
      row += segment;
      used += own;
    }
  }
  return [...rows, row];
}
