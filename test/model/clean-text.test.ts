import { describe, expect, it } from "vitest";
import { cleanText } from "../../src/model/clean-text.ts";

describe("cleanText", () => {
  it.each([
    ["plain text with spaces around", "  fix: #12 ~ {a} ", "fix: #12 ~ {a}"],
    ["nothing", "", ""],
    ["letters of any script", " größer 日本 ", "größer 日本"],
    ["emoji that are joined", "👩\u200d💻 on it", "👩\u200d💻 on it"],
    ["line breaks and tabs", "one\r\ntwo\tthree", "one two three"],
    ["colours", "\u001b[31mred\u001b[0m", "red"],
    ["a control character among plain ones", "be\u0007ll", "bell"],
    ["the last control character", "a\u007fb", "ab"],
    ["what turns the direction of writing", "a\u202eb", "ab"],
    ["what cannot be seen", "a\u200bb\u200dc", "abc"],
  ])("makes %s safe", (_what, text, cleaned) => {
    expect(cleanText(text)).toBe(cleaned);
  });

  it("cuts to a length, and no character in two", () => {
    expect(cleanText("abcdef", 3)).toBe("abc");
    expect(cleanText("ab👩", 3)).toBe("ab\ufffd");
  });
});
