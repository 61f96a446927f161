import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanLogLine, stripColours } from "../../src/model/clean-log.ts";
import { appendLog, EMPTY_LOG } from "../../src/model/log-text.ts";

const UNSEEN = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u200b]/u;

describe("a cleaned line", () => {
  it.each([
    ["colours stay", "\x1b[31mred\x1b[0m", "\x1b[31mred\x1b[0m"],
    ["a title goes", "a\x1b]0;evil\x07b", "ab"],
    ["a link keeps its text", "\x1b]8;;http://x\x1b\\text\x1b]8;;\x1b\\", "text"],
    ["a clipboard write goes", "\x1b]52;c;ZXZpbA==\x07ok", "ok"],
    ["the cursor stays where it is", "\x1b[2J\x1b[1;1Hhome", "home"],
    ["8-bit sequences go", "a\x9b2Jb\x9d0;t\x9cc", "abc"],
    ["an unended title hides nothing", "a\x1b]0;still here", "a0;still here"],
    ["a device string goes", "\x1bP1$qm\x1b\\ok", "ok"],
    ["what is made by taking away is not kept", "\x1b\x07[2Jx", "[2Jx"],
    ["direction marks go", "a\u202eb\u2066c", "abc"],
    ["tabs become spaces", "a\tb", "a       b"],
    ["the last state of a progress bar", " 10%\r 50%\r100%\r", "100%"],
    ["a line end of Windows", "hello\r", "hello"],
    ["emoji stay whole", "👩‍💻 答え", "👩‍💻 答え"],
  ])("%s", (_, raw, expected) => {
    expect(cleanLogLine(raw)).toBe(expected);
  });

  it("holds no control character but colours, whatever came", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("\x1b", "[", "]", "31m", ";", "\x07", "\x9b", "\x9c", "\r", "P", "\\", "\t"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect(stripColours(cleanLogLine(pieces.join("")))).not.toMatch(UNSEEN);
      }),
      { numRuns: 2_000 },
    );
  });

  it("is cut where it is very long", () => {
    expect(cleanLogLine("x".repeat(1_000_000))).toHaveLength(2_000);
  });

  it("takes no time over what is made to be slow", () => {
    const started = performance.now();
    appendLog(EMPTY_LOG, { text: `${"\x1b]".repeat(500_000)}\n${"\x9d".repeat(500_000)}\n` });
    appendLog(EMPTY_LOG, { text: `section_start:${"1:a".repeat(300_000)}\n` });
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
