import { Chalk } from "chalk";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPainter } from "../../../src/ui/paint/painter.ts";
import { emulateTerminal } from "./emulate.ts";

const COLUMNS = 30;
const ROWS = 5;

const chalk = new Chalk({ level: 3 });
const PAINTS = [
  (text: string) => text,
  chalk.red,
  chalk.bold,
  chalk.dim,
  chalk.inverse,
  chalk.ansi256(245),
  chalk.bgAnsi256(237),
  (text: string) => chalk.bgAnsi256(237)(chalk.bold.green(text)),
];

const WORDS = ["a", "main", "  ", "      ", "✓✓✗", "▰▱", "12s", "オフ", "👍", "é", "e\u0301"];

/** A line of at most 28 columns. */
const line = fc
  .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...PAINTS)), { maxLength: 4 })
  .map((parts) => parts.map(([word, paint]) => paint(word)).join(""));

/** What is there after every line was written as a whole on an empty screen. */
async function showPlainly(lines: readonly string[]): Promise<readonly string[]> {
  const terminal = emulateTerminal(COLUMNS, ROWS);
  for (const [row, text] of lines.entries()) terminal.stdout.write(`\x1b[${row + 1};1H${text}`);
  return terminal.cells();
}

function openPainter(columns = COLUMNS, rows = ROWS) {
  const terminal = emulateTerminal(columns, rows);
  const painter = createPainter(terminal.stdout);
  const paint = (lines: readonly string[], composedFor = columns) => {
    const before = terminal.written.length;
    painter.show({ lines, columns: composedFor });
    painter.paint();
    return terminal.written.slice(before).join("");
  };
  return { terminal, painter, paint };
}

describe("createPainter", () => {
  it("leaves the screen as if each frame had been written as a whole", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(line, { maxLength: ROWS }), { minLength: 1, maxLength: 5 }),
        async (frames) => {
          const { terminal, paint } = openPainter();
          for (const frame of frames) {
            paint(frame);
            expect(await terminal.cells()).toEqual(await showPlainly(frame));
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it("writes nothing for a frame that is on the screen already", () => {
    const { paint } = openPainter();
    paint(["one", chalk.red("two")]);
    expect(paint(["one", chalk.red("two")])).toBe("");
    expect(paint(["one  ", chalk.red("two")])).toBe("");
  });

  it("writes the columns that changed, in the colours they stand in, and no others", () => {
    const { paint } = openPainter();
    const compose = (count: string, time: string) =>
      `${chalk.green(`${count} passing`)} and much more ${time}`;
    paint(["first", compose("1", "8s")]);
    expect(paint(["first", compose("2", "9s")])).toBe(
      "\x1b[?2026h\x1b[2;1H\x1b[32m2\x1b[39m\x1b[25G9\x1b[?2026l",
    );
  });

  it("paints everything again after Ink wrote itself, but not after a title or a bracketed paste", () => {
    const { painter, paint } = openPainter();
    paint(["one", "two"]);
    painter.stdout.write("\x1b[?2004h");
    painter.stdout.write("\x1b]0;title\x07");
    expect(paint(["one", "two"])).toBe("");
    painter.stdout.write("\n");
    expect(paint(["one", "two"])).toMatch(/one.*two/u);
  });

  it("paints everything again in another size, lines for the old one cut", async () => {
    const { terminal, paint } = openPainter();
    paint(["a line of twenty-three", "two"]);
    await terminal.cells();
    terminal.resize(10, 2);
    paint(["a line of twenty-three", "two", "three"], COLUMNS);
    const shown = (await terminal.cells()).map((text) => text.replaceAll(/\d|[.-]/gu, ""));
    expect(shown).toEqual(["a line of", "two"]);
  });

  it("clears what stands below a frame that is shorter than the one before", async () => {
    const { terminal, paint } = openPainter();
    paint(["one", "two", "three"]);
    paint(["one"]);
    expect(await terminal.cells()).toEqual(await showPlainly(["one"]));
  });
});
