import { type StyledChar, styledCharsFromTokens, tokenize } from "@alcalzone/ansi-tokenize";
import { measureWidth } from "../../model/text-width.ts";

/** One character of a line, in the colours it stands in. */
export interface Cell {
  readonly char: StyledChar;
  /** The same for two cells that nobody could tell apart. */
  readonly look: string;
}

/** A line, character by character, without the blanks at its end. */
export interface CellLine {
  readonly cells: readonly Cell[];
  /** True where each character takes exactly one column, so that its place is its index. */
  readonly isEven: boolean;
}

/** How a cell looks in which nothing stands. */
export const BLANK = " ";

/** What shows even where there is no character: underline, inverse, strike, overline, background. */
const SHOWS_ON_BLANK = /^\x1b\[(?:4|7|9|53|48;[\d;]+|4[0-7]|10[0-7])m$/u;

const ASCII = /^[ -~]$/u;

/** Reads a line with its colours. */
export function readCells(text: string): CellLine {
  const cells: Cell[] = [];
  let isEven = true;
  let length = 0;
  for (const char of styledCharsFromTokens(tokenize(text))) {
    const look = readLook(char);
    cells.push({ char, look });
    if (look !== BLANK) length = cells.length;
    isEven &&= ASCII.test(char.value) || measureWidth(char.value) === 1;
  }
  return { cells: cells.slice(0, length), isEven };
}

function readLook({ value, styles }: StyledChar): string {
  const seen = value === " " ? styles.filter(({ code }) => SHOWS_ON_BLANK.test(code)) : styles;
  return seen.reduce((look, { code }) => look + code, value);
}
