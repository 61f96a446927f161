import { expect, it } from "vitest";
import {
  editText,
  insertText,
  readInput,
  startInput,
  type TextEdit,
} from "../../../src/ui/state/text-input.ts";

function edit(text: string, ...edits: TextEdit[]): [string, number] {
  const input = edits.reduce(editText, startInput(text));
  return [readInput(input), input.cursor];
}

it.each<[string, TextEdit[], string, number]>([
  ["abc", ["erase"], "ab", 2],
  ["", ["erase", "erase-next", "erase-word", "cursor-left"], "", 0],
  ["abc", ["cursor-left", "erase"], "ac", 1],
  ["abc", ["cursor-start", "erase-next"], "bc", 0],
  ["one two  ", ["erase-word"], "one ", 4],
  ["one", ["cursor-left", "erase-line"], "e", 0],
  ["one", ["cursor-right"], "one", 3],
  ["one", ["cursor-start", "cursor-end"], "one", 3],
  ["a👩‍👩‍👧‍👧", ["erase"], "a", 1],
])("%j after %j is %j with the cursor at %d", (text, edits, expected, cursor) => {
  expect(edit(text, ...edits)).toEqual([expected, cursor]);
});

it("puts text in at the cursor, a paste of many lines as one", () => {
  const input = editText(startInput("ad"), "cursor-left");
  expect(readInput(insertText(input, "b\r\nc\x1b"))).toBe("ab cd");
});
