import { stripVTControlCharacters } from "node:util";
import { cleanup } from "ink-testing-library";
import stringWidth from "string-width";
import { afterEach, describe, expect, it } from "vitest";
import { wrapLine } from "../../../src/ui/log/wrap-line.ts";
import { createFakeClock } from "../../helpers/fake-clock.ts";
import { type DeskAnswers, makeDesk, makeJob, makeStep } from "../make-desk.ts";
import { makePipeline, makeSnapshot } from "../make-pipeline.ts";
import { KEYS, showScreen } from "../show-screen.tsx";

afterEach(cleanup);

const LONG = Array.from({ length: 100 }, (_, index) =>
  index === 40 ? "TypeError: no" : `line ${index}`,
).join("\n");

async function openLog(log: string, answers: DeskAnswers = {}) {
  const desk = makeDesk({
    jobs: async () => [makeJob()],
    log: async () => ({ text: log, position: "1", isComplete: true }),
    ...answers,
  });
  const screen = await showScreen({ desk, rows: 12 });
  await screen.press(KEYS.enter);
  await screen.until("build");
  await screen.press(KEYS.enter);
  return { ...screen, desk };
}

describe("a log", () => {
  it("opens at its end, and goes back to the run", async () => {
    const { until, text, press } = await openLog(LONG);
    await until("line 99");
    expect(text()).toContain("100 lines");
    expect(text()).not.toContain("line 50");
    await press(KEYS.escape);
    await until("9f31c0e");
    expect(text()).not.toContain("line 99");
  });

  it("scrolls to its beginning and back", async () => {
    const { until, text, press } = await openLog(LONG);
    await until("line 99");
    await press("g");
    expect(text()).toContain("line 0");
    await press("j");
    expect(text()).not.toMatch(/line 0\b/u);
    await press("G");
    expect(text()).toContain("line 99");
  });

  it("finds, and finds on", async () => {
    const { until, text, press } = await openLog(LONG);
    await until("line 99");
    await press("/", "l", "i", "n", "e", " ", "7", KEYS.enter);
    expect(text()).toContain("▌line 7\n");
    await press("n");
    expect(text()).toContain("▌line 70");
    await press("N");
    expect(text()).toContain("▌line 7\n");
    await press("/", "w", "h", "o", KEYS.enter);
    expect(text()).toContain('"who" is not in the log');
  });

  it("jumps to an error", async () => {
    const { until, text, press } = await openLog(LONG);
    await until("line 99");
    await press("e");
    expect(text()).toContain("▌TypeError: no");
  });

  it("folds groups to a line, unfolds them, and shows times where asked", async () => {
    const { until, text, press } = await openLog(
      [
        "2026-03-02T14:00:01.0Z ##[group]Set up",
        "2026-03-02T14:00:02.0Z inner",
        "2026-03-02T14:00:03.0Z ##[endgroup]",
        "2026-03-02T14:00:04.0Z outer",
      ].join("\n"),
    );
    await until("▸ Set up (1 line)");
    expect(text()).not.toContain("inner");
    await press("z");
    expect(text()).toContain("inner");
    expect(text()).not.toContain("14:00:02");
    await press("t");
    expect(text()).toContain("14:00:02 inner");
  });

  it("wraps long lines", async () => {
    const { until, text, press } = await openLog(`${"a".repeat(150)}END`);
    await until("aaa");
    expect(text()).not.toContain("END");
    await press("w");
    expect(text()).toContain("END");
  });

  it("follows what is printed", async () => {
    const clock = createFakeClock();
    let count = 0;
    const desk = makeDesk({
      jobs: async () => [makeJob({ status: "running", durationSec: null })],
      log: async () => {
        count += 1;
        return { text: `piece ${count}\n`, position: String(count), isComplete: false };
      },
    });
    const snapshot = makeSnapshot({
      pipelines: [makePipeline({ provider: "gitlab", status: "running" })],
    });
    const { press, until } = await showScreen({ desk, clock, snapshot });
    await press(KEYS.enter);
    await until("build");
    await press(KEYS.enter);
    await until("piece 1");
    await clock.advance(2_000);
    await until("piece 2");
    await press(KEYS.escape);
    await until("9f31c0e");
    await clock.advance(10_000);
    expect(desk.readLog).toHaveBeenCalledTimes(2);
  });

  it("that comes later shows the steps instead", async () => {
    const { until, text, desk } = await openLog("", {
      jobs: async () => [
        makeJob({ status: "running", steps: [makeStep({ name: "Run e2e", status: "running" })] }),
      ],
    });
    await until("The log comes when the job has ended");
    expect(text()).toContain("Run e2e");
    expect(desk.readLog).not.toHaveBeenCalled();
  });

  it("never lets a control sequence through but colours", async () => {
    const { until, raw } = await openLog("\x1b]0;evil\x07\x1b[2J\x9b1;1Hshown\x1b[?1049l\n");
    await until("shown");
    expect(raw()).not.toMatch(/evil|\x1b\[2J|\x9b|\x1b\[\?1049l/u);
  });
});

it("a wrapped line fits, keeps its text and its colours", () => {
  const rows = wrapLine(`\x1b[31m${"答え".repeat(10)}\x1b[0m end`, 7);
  for (const row of rows) expect(stringWidth(row)).toBeLessThanOrEqual(7);
  expect(rows.map(stripVTControlCharacters).join("")).toBe(`${"答え".repeat(10)} end`);
  expect(rows[1]).toMatch(/^\x1b\[31m/u);
});
