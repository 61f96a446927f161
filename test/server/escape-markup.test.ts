import fc from "fast-check";
import { expect, it } from "vitest";
import { escapeMarkup, toAttributes } from "../../src/server/escape-markup.ts";
import { hostileText } from "../helpers/hostile-text.ts";

const evil = fc
  .tuple(hostileText, fc.constantFrom(`<script>"&amp;'`, "]]>", "--><x y=", "&#0;", "\u0000\ufffe"))
  .map((parts) => parts.join(""));

/** What a browser or a reader of XML makes of it. */
const read = (text: string) =>
  text.replace(/&(?:amp|lt|gt|quot|#39);/gu, (name) => READ[name] ?? "");
const READ: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

it("opens no tag, leaves no attribute, and holds nothing that XML cannot", () => {
  fc.assert(
    fc.property(evil, (text) => {
      const escaped = escapeMarkup(text);
      expect(escaped).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/u);
      expect(escaped).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u);
      expect(toAttributes({ name: text, none: null })).toBe(` name="${escaped}"`);
    }),
  );
});

it("says the same as the text, but for that", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."a é<>&\"'🚀\n") }), (text) => {
      expect(read(escapeMarkup(text))).toBe(text);
    }),
  );
});
