import { expect, it } from "vitest";
import { KEY_WORDS, parseKeyName } from "../../src/model/key-name.ts";

it.each([
  ["R", "R"],
  ["é", "é"],
  ["]", "]"],
  ["ctrl-r", "ctrl-r"],
  ["Ctrl-R", "ctrl-r"],
  ["Enter", "return"],
  ["esc", "escape"],
  ["space", " "],
  ["PageDown", "pagedown"],
])("the key %j is %j", (text, expected) => {
  expect(parseKeyName(text)).toBe(expected);
});

it.each(["", " ", "RR", "ctrl-", "ctrl-c", "ctrl-i", "ctrl-1", "alt-x", "f5", "\x1b", "\u200b"])(
  "%j is no key",
  (text) => {
    expect(parseKeyName(text)).toBeNull();
  },
);

it("knows every word it offers", () => {
  expect(KEY_WORDS.filter((word) => parseKeyName(word) === null)).toEqual([]);
});
