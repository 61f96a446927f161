import { styledCharsToString } from "@alcalzone/ansi-tokenize";
import { BLANK, type Cell, type CellLine } from "./read-cells.ts";

/** Going elsewhere and opening a colour again costs more than so many characters that are right already. */
const WORTH_A_LEAP = 10;

const CLEAR_TO_END = "\x1b[K";

/** What is no colour and could do something to a terminal. */
const NO_COLOUR = /\x1b(?!\[[\d;]*m)|[\x00-\x1a\x1c-\x1f\x7f-\x9f]/gu;

/** Composes what puts a line where nothing is known of what stands there. `row` counts from 0. */
export function composeLine(text: string, row: number): string {
  return `${moveTo(row, 0)}${CLEAR_TO_END}${text.replace(NO_COLOUR, "")}`;
}

/**
 * Composes what turns one line of the terminal into another: no more than the columns that differ.
 * Where a terminal could disagree about a width the line is written as a whole. `row` counts from 0.
 */
export function composeChange(before: CellLine, after: CellLine, row: number): string {
  if (!before.isEven || !after.isEven) return composeLine(compose(after.cells), row);
  let change = "";
  for (const { from, to } of findDifferences(before.cells, after.cells)) {
    change += change === "" ? moveTo(row, from) : `\x1b[${from + 1}G`;
    change += compose(after.cells.slice(from, to));
    if (to > after.cells.length) change += CLEAR_TO_END;
  }
  return change;
}

/** Columns from `from` up to `to`. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

function findDifferences(before: readonly Cell[], after: readonly Cell[]): readonly Stretch[] {
  const found: Stretch[] = [];
  const length = Math.max(before.length, after.length);
  for (let column = 0; column < length; column += 1) {
    if ((before[column]?.look ?? BLANK) === (after[column]?.look ?? BLANK)) continue;
    const last = found.at(-1);
    const isNear = last !== undefined && column - last.to < WORTH_A_LEAP;
    if (isNear) found.pop();
    found.push({ from: isNear ? last.from : column, to: column + 1 });
  }
  return found;
}

function compose(cells: readonly Cell[]): string {
  return styledCharsToString(cells.map(({ char }) => char));
}

function moveTo(row: number, column: number): string {
  return `\x1b[${row + 1};${column + 1}H`;
}
