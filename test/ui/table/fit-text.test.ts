import cliTruncate from "cli-truncate";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutEnd, fitText } from "../../../src/ui/table/fit-text.ts";

const texts = fc.string({
  unit: fc.constantFrom("a", " ", "-", "é", "✓", "–", "日", "👍", "👩‍💻", "❤️", "🇫🇷", "e\u0301"),
});
const widths = fc.integer({ min: 1, max: 30 });

describe("a text cut to a width", () => {
  it("loses its end as cli-truncate would have it, narrow characters or not", () => {
    fc.assert(
      fc.property(texts, widths, fc.constantFrom("…", "~", ""), (text, width, ellipsis) => {
        // Of one column, cli-truncate makes the ellipsis alone, even where there is none.
        fc.pre(width > 1 || ellipsis !== "");
        const expected = cliTruncate(text, width, { truncationCharacter: ellipsis });
        expect(cutEnd(text, width, ellipsis)).toBe(expected);
      }),
    );
  });

  it("loses its middle as cli-truncate would have it", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 5, max: 30 }), (text, width) => {
        const expected = cliTruncate(text, width, { position: "middle", truncationCharacter: "…" });
        expect(fitText(text, width, "…", "middle").trimEnd()).toBe(expected.trimEnd());
      }),
    );
  });
});
