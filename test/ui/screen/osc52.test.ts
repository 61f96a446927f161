import { expect, it } from "vitest";
import { composeCopy } from "../../../src/ui/screen/osc52.ts";

it("sends the text in base64, and in tmux once more in its envelope", () => {
  const plain = "\x1b]52;c;w6k=\x07";
  expect(composeCopy("é", false)).toBe(plain);
  expect(composeCopy("é", true)).toBe(`${plain}\x1bPtmux;\x1b\x1b]52;c;w6k=\x07\x1b\\`);
});
