import { SORT_COLUMNS, type SortOrder } from "../../model/sort.ts";

/** Every order as an address names it: the column, with a `-` in front where it is turned round. */
export const SORT_WORDS: readonly string[] = SORT_COLUMNS.flatMap((one) => [one, `-${one}`]);

/** The order that a word of an address names; what asks for a person first where it names none. */
export function readSort(word = ""): SortOrder {
  const column = SORT_COLUMNS.find((one) => one === word.replace(/^-/u, ""));
  return { column: column ?? "urgency", reversed: column !== undefined && word.startsWith("-") };
}

/** An order as an address names it, "" for the usual one. */
export function nameSort({ column, reversed }: SortOrder): string {
  if (reversed) return `-${column}`;
  return column === "urgency" ? "" : column;
}
