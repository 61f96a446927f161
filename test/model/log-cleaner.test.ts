import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLogCleaner } from "../../src/model/log-cleaner.ts";

const encode = (text: string) => new TextEncoder().encode(text);

function clean(pieces: readonly Uint8Array[], colours = false): string {
  const cleaner = createLogCleaner({ colours });
  return pieces.map((piece) => cleaner.push(piece)).join("") + cleaner.end();
}

describe("a log on its way into a file", () => {
  it("loses colours, or keeps them alone, and ends with a line", () => {
    const raw = encode("\x1b[31mred\x1b[0m\ttab\x1b[2J\x1b]0;evil\x07\r\nlast");
    expect(clean([raw])).toBe("red     tab\nlast\n");
    expect(clean([raw], true)).toBe("\x1b[31mred\x1b[0m     tab\nlast\n");
  });

  it("keeps times and GitHub's marks, and drops what GitLab writes for its own page", () => {
    const github = "2026-03-02T14:00:01.0Z ##[group]Set up\n2026-03-02T14:00:02.0Z ##[error]no\n";
    expect(clean([encode(github)])).toBe(github);
    const gitlab =
      "section_start:17:a\r\x1b[0K\x1b[36mGet\x1b[0m\nsrc\nsection_end:18:a\r\x1b[0K\nend\n";
    expect(clean([encode(gitlab)])).toBe("Get\nsrc\nend\n");
  });

  it("breaks a line without an end, and holds none of it back", () => {
    const cleaner = createLogCleaner({ colours: false });
    let written = 0;
    for (let piece = 0; piece < 50; piece += 1) {
      written += cleaner.push(encode("x".repeat(100_000))).replaceAll("\n", "").length;
    }
    expect(written).toBe(5_000_000);
    expect(cleaner.end()).toBe("");
  });

  it("is the same in whatever pieces it comes, and holds no control character", () => {
    const part = fc.constantFrom(
      "€",
      "ö",
      "\x1b[31m",
      "\x1b[2",
      "J",
      "\r",
      "\n",
      "a",
      "\x9b",
      "\x07",
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 60 }),
        fc.array(fc.nat(120), { maxLength: 6 }),
        (parts, cuts) => {
          const bytes = encode(parts.join(""));
          const at = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
          const pieces = at.slice(1).map((to, index) => bytes.subarray(at[index], to));
          const whole = clean([bytes]);
          expect(clean(pieces)).toBe(whole);
          expect(whole).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/u);
        },
      ),
    );
  });
});
