import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LOG_WINDOW_BYTES, MOST_LOG_LINES } from "../../src/model/log-cut.ts";
import { pickFailingLines } from "../../src/model/log-failure.ts";
import { appendLog, EMPTY_LOG, isErrorLine, type LogText } from "../../src/model/log-text.ts";

const read = (...chunks: string[]): LogText =>
  chunks.reduce((log, text) => appendLog(log, { text }), EMPTY_LOG);
const texts = ({ lines }: Pick<LogText, "lines">) => lines.map(({ text }) => text);

const GITHUB = [
  "\ufeff2026-03-02T14:00:00.0000000Z ##[group]Run npm test",
  "2026-03-02T14:00:00.1000000Z npm test",
  "2026-03-02T14:00:00.2000000Z ##[endgroup]",
  "2026-03-02T14:00:02.0000000Z  \u001b[31m✗\u001b[0m keeps the cart",
  "2026-03-02T14:00:03.0000000Z expected 401 to be 200",
  "2026-03-02T14:00:04.0000000Z ##[error]Process completed with exit code 1.",
  "2026-03-02T14:00:05.0000000Z Post job cleanup.",
  "",
].join("\n");

const GITLAB = [
  "section_start:1700000000:get_sources\r\u001b[0K\u001b[36;1mGetting source\u001b[0;m",
  "Fetching changes",
  "section_end:1700000004:get_sources\r\u001b[0Ksection_start:1700000004:step_script\r\u001b[0K\u001b[36;1mExecuting\u001b[0;m",
  "$ make",
  "make: *** [all] Error 2",
  "section_end:1700000009:step_script\r\u001b[0K",
  "\u001b[31;1mERROR: Job failed: exit code 2\u001b[0;m",
  "",
].join("\n");

describe("a log", () => {
  it("of GitHub gives up its times and folds its groups", () => {
    const { lines } = read(GITHUB);
    expect(lines.map(({ text, fold, opens }) => [text, fold, opens])).toEqual([
      ["Run npm test", 0, true],
      ["npm test", 0, false],
      [" \u001b[31m✗\u001b[0m keeps the cart", null, false],
      ["expected 401 to be 200", null, false],
      ["Process completed with exit code 1.", null, false],
      ["Post job cleanup.", null, false],
    ]);
    expect(lines[0]?.time).toBe("2026-03-02T14:00:00.0000000Z");
    expect(lines[4]?.level).toBe("error");
  });

  it("of GitLab folds its sections, but not the job's own script", () => {
    const { lines } = read(GITLAB);
    expect(lines.map(({ text, fold, opens }) => [text, fold, opens])).toEqual([
      ["\u001b[36;1mGetting source\u001b[0;m", 0, true],
      ["Fetching changes", 0, false],
      ["\u001b[36;1mExecuting\u001b[0;m", null, false],
      ["$ make", null, false],
      ["make: *** [all] Error 2", null, false],
      ["\u001b[31;1mERROR: Job failed: exit code 2\u001b[0;m", null, false],
    ]);
  });

  it("is the same in whatever pieces it comes", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(GITHUB, GITLAB, "a\rb\r\nc\x1b[3", "\x1b[31mx\ny"),
        fc.array(fc.nat(400), { maxLength: 8 }),
        (whole, cuts) => {
          const at = [0, ...cuts.toSorted((a, b) => a - b), whole.length];
          const pieces = at.slice(1).map((to, index) => whole.slice(at[index], to));
          expect(read(...pieces)).toEqual(read(whole));
        },
      ),
    );
  });

  it("shows a line that has not ended yet, once", () => {
    expect(texts(read("one\ntw"))).toEqual(["one", "tw"]);
    expect(texts(read("one\ntw", "o\n"))).toEqual(["one", "two"]);
  });

  it("keeps its end, and the numbers of its lines", () => {
    const log = read("a\n".repeat(MOST_LOG_LINES), "b\n".repeat(5));
    expect(log.lines).toHaveLength(MOST_LOG_LINES);
    expect(log.dropped).toBe(5);
    expect(log.isCut).toBe(false);
    expect(log.lines.at(-1)?.text).toBe("b");
  });

  it("of which more came at once than is kept says that it is cut, and how much is left out", () => {
    const log = read(`${"x".repeat(19)}\n`.repeat(200_000));
    expect(log.isCut).toBe(true);
    expect(log.lines.length).toBeLessThanOrEqual(MOST_LOG_LINES);
    expect(log.lines.length).toBeGreaterThan(MOST_LOG_LINES - 10);
    expect(log.leftOut + log.lines.length * 20).toBe(200_000 * 20);
  });

  it("never holds more than its window, however long its lines are", () => {
    let log = EMPTY_LOG;
    for (let piece = 0; piece < 40; piece += 1) {
      log = appendLog(log, { text: `${piece} ${"y".repeat(1_500)}\n`.repeat(500) });
    }
    const held = log.lines.reduce((sum, { text }) => sum + text.length, 0);
    expect(held).toBeLessThanOrEqual(LOG_WINDOW_BYTES);
    expect(held).toBeGreaterThan(LOG_WINDOW_BYTES - 5_000);
    expect(log.lines.at(-1)?.text).toMatch(/^39 y/u);
    expect(log.dropped + log.lines.length).toBe(40 * 500);
    expect(log.leftOut).toBeGreaterThan(20_000_000);
  });

  it("begins anew behind what was left out, and closes what was open", () => {
    const before = read("##[group]Set up\ninner\nhalf");
    const log = appendLog(before, { text: "behind\n", skipped: 1_000_000 });
    expect(texts(log)).toEqual(["behind"]);
    expect(log).toMatchObject({ dropped: 3, isCut: true, open: [] });
    expect(log.leftOut).toBeGreaterThan(1_000_000);
    expect(log.lines[0]?.fold).toBeNull();
  });
});

describe("an error line", () => {
  it.each([
    ["TypeError: x is undefined", true],
    ["  1 failed | 3 passed", true],
    ["npm ERR! code 1", true],
    ["0 errors, 0 failed", false],
    ["src/error-page.ts built", false],
    ["retry --on-error", false],
    ["all is well", false],
  ])("%s: %s", (text, expected) => {
    expect(read(`${text}\n`).lines.map(isErrorLine)).toEqual([expected]);
  });
});

describe("the failing lines", () => {
  it("end at the last error, without the runner's verdict", () => {
    expect(texts({ lines: pickFailingLines(read(GITHUB), 2) })[0]).toContain("keeps the cart");
    expect(texts({ lines: pickFailingLines(read(GITLAB), 1) })).toEqual([
      "make: *** [all] Error 2",
    ]);
  });

  it("leave out what a Jenkins says of its own stages", () => {
    const log = "Error: no\n[Pipeline] }\n[Pipeline] End of Pipeline\nFinished: FAILURE\n";
    expect(texts({ lines: pickFailingLines(read(log), 8) })).toEqual(["Error: no"]);
  });

  it("leave out what can be folded", () => {
    const log = `Error: no\n  at a.ts:1\n##[group]Tidy up\nremoved\n##[endgroup]\n`;
    expect(texts({ lines: pickFailingLines(read(log), 8) })).toEqual(["Error: no", "  at a.ts:1"]);
  });

  it("are the last ones where nothing looks like an error", () => {
    expect(texts({ lines: pickFailingLines(read("a\nb\nc\n"), 2) })).toEqual(["b", "c"]);
    expect(pickFailingLines(EMPTY_LOG, 8)).toEqual([]);
  });
});
