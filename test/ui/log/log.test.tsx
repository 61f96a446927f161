import { stripVTControlCharacters } from "node:util";
import { cleanup } from "ink-testing-library";
import stringWidth from "string-width";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Clock } from "../../../src/model/clock.ts";
import type { ProviderKind } from "../../../src/model/pipeline-run.ts";
import type { LogFiles } from "../../../src/ui/log/log-files.ts";
import { wrapLine } from "../../../src/ui/log/wrap-line.ts";
import { createFakeClock } from "../../helpers/fake-clock.ts";
import { type DeskAnswers, makeDesk, makeJob, makeStep } from "../make-desk.ts";
import { makePipeline, makeSnapshot } from "../make-pipeline.ts";
import { KEYS, settle, showScreen } from "../show-screen.tsx";

afterEach(cleanup);

const LONG = Array.from({ length: 100 }, (_, index) =>
  index === 40 ? "TypeError: no" : `line ${index}`,
).join("\n");

interface Opened extends DeskAnswers {
  readonly clock?: Clock;
  readonly logFiles?: LogFiles;
  readonly provider?: ProviderKind;
}

async function openLog(log: string, { clock, logFiles, provider, ...answers }: Opened = {}) {
  const desk = makeDesk({
    jobs: async () => [makeJob()],
    log: async () => ({ text: log, position: "1", isComplete: true }),
    ...answers,
  });
  const kind = provider ?? (clock ? "gitlab" : "github");
  const snapshot = makeSnapshot({ pipelines: [makePipeline({ provider: kind })] });
  const parts = { ...(clock ? { clock } : {}), ...(logFiles ? { logFiles } : {}) };
  const screen = await showScreen({ desk, snapshot, rows: 12, ...parts });
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
    expect(text()).toContain("/line 7 1 of 11");
    await press("n");
    expect(text()).toContain("▌line 70");
    expect(text()).toContain("/line 7 2 of 11");
    await press("N");
    expect(text()).toContain("▌line 7\n");
    await press("/", "w", "h", "o", KEYS.enter);
    expect(text()).toContain('"who" is not in the log');
    expect(text()).toContain("/who 0");
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

  it("says whether it is followed, and follows again at its end", async () => {
    const clock = createFakeClock();
    const pieces = [LONG, "\nmore 1\n", "more 2\n", "more 3\n"];
    const { until, text, press } = await openLog("", {
      clock,
      jobs: async () => [makeJob({ status: "running", durationSec: null })],
      log: async (position) => {
        const at = Number(position ?? 0);
        return { text: pieces[at] ?? "", position: String(at + 1), isComplete: false };
      },
    });
    await until("● following");
    await press("k", "k");
    await until("paused, G follows");
    await clock.advance(2_000);
    await settle();
    expect(text()).not.toContain("more 1");
    await press("G");
    await until("more 1");
    expect(text()).toContain("● following");
    await clock.advance(2_000);
    await until("more 2");
    await press("k");
    await until("paused");
    await press("j", "j");
    await until("● following");
  });

  it("says at its top how much before it is left out, and scrolls on from there", async () => {
    const { until, text, press, lines } = await openLog("", {
      log: async () => ({ text: LONG, position: "9", isComplete: true, skipped: 195_800_000 }),
    });
    await until("line 99");
    expect(text()).toContain("the last 100 lines");
    expect(text()).not.toContain("left out");
    await press("g");
    expect(lines()[2]).toBe(
      " 196 MB before this are left out: ctrl-s saves all of it, v shows it in a pager",
    );
    expect(lines()[3]).toContain("line 0");
    await press("j");
    expect(text()).not.toContain("left out");
    await press("/", ..."nowhere", KEYS.enter);
    await until('"nowhere" is not in this part of the log: the pager has all of it');
    expect(lines()[2]).toContain("line 1");
  });

  it("that comes later shows the steps instead", async () => {
    const { until, text, desk } = await openLog("", {
      jobs: async () => [
        makeJob({ status: "running", steps: [makeStep({ name: "Run e2e", status: "running" })] }),
      ],
    });
    await until("GitHub gives the log when the job has ended, its steps until then:");
    expect(text()).toContain("Run e2e");
    expect(desk.readLog).not.toHaveBeenCalled();
  });

  it("never lets a control sequence through but colours", async () => {
    const { until, raw } = await openLog("\x1b]0;evil\x07\x1b[2J\x9b1;1Hshown\x1b[?1049l\n");
    await until("shown");
    expect(raw()).not.toMatch(/evil|\x1b\[2J|\x9b|\x1b\[\?1049l/u);
  });
});

describe("l over the table", () => {
  it("opens the log of the job that failed, and leads back to the row", async () => {
    const desk = makeDesk({ log: async () => ({ text: "why", position: "1", isComplete: true }) });
    const { press, until, lines } = await showScreen({ desk });
    await press(KEYS.down, "l");
    await until("test (node 20)");
    await until("why");
    expect(desk.readLog.mock.calls.at(-1)?.[1].id).toBe("test");
    await press(KEYS.escape);
    await until("REPO");
    expect(lines().find((line) => line.startsWith("▌"))).toContain("acme/web");
  });

  it("means the job that waits where none failed or runs", async () => {
    const gate = makeJob({ id: "gate", name: "approve", status: "waiting", gate: "approve" });
    const desk = makeDesk({ jobs: async () => [makeJob(), gate] });
    const { press, until } = await showScreen({ desk });
    await press("l");
    await until("approve");
    await until("GitHub gives the log when the job has ended");
  });

  it("opens nothing over whoever went on meanwhile", async () => {
    let answer: () => void = () => {};
    const late = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const desk = makeDesk({ jobs: () => late.then(() => [makeJob({ name: "first" })]) });
    const { press, until } = await showScreen({ desk });
    await press("l");
    await until("asking for its jobs");
    await press("j");
    answer();
    await until("first");
    await settle();
    expect(desk.readLog).not.toHaveBeenCalled();
  });
});

describe("a log beyond the screen", () => {
  it("is saved whole, and the screen says where", async () => {
    const save = vi.fn<LogFiles["save"]>(async () => "/home/ana/acme-api-build-7.log");
    const logFiles = { save, page: async () => {} };
    const { until, press } = await openLog(LONG, { logFiles });
    await until("line 99");
    await press("\x13");
    await until("saved as /home/ana/acme-api-build-7.log");
    expect(save.mock.calls[0]?.[0]).toMatchObject({ run: { repo: "acme/api" }, job: { id: "j1" } });
  });

  it("says in a sentence why it is not, how far it is, and takes one at a time", async () => {
    let fail: (error: Error) => void = () => {};
    const save: LogFiles["save"] = ({ onProgress }) => {
      onProgress(8_500_000);
      return new Promise((_resolve, reject) => {
        fail = reject;
      });
    };
    const { until, press } = await openLog(LONG, { logFiles: { save, page: async () => {} } });
    await until("line 99");
    await press("\x13");
    await until("saving the log: 9 MB");
    await press("v");
    await until("still saving the log");
    fail(new Error("the log was not saved: the disk is full"));
    await until("the log was not saved: the disk is full");
  });

  it("goes to a pager that has the terminal to itself, and comes back", async () => {
    const page: LogFiles["page"] = async (_wish, withTerminal) => {
      await withTerminal(async () => {});
    };
    const { until, press, text } = await openLog(LONG, {
      logFiles: { save: async () => "", page },
    });
    await until("line 99");
    await press("v");
    await until("line 99");
    expect(text()).not.toContain("fetching");
  });
});

it("a wrapped line fits, keeps its text and its colours", () => {
  const rows = wrapLine(`\x1b[31m${"答え".repeat(10)}\x1b[0m end`, 7);
  for (const row of rows) expect(stringWidth(row)).toBeLessThanOrEqual(7);
  expect(rows.map(stripVTControlCharacters).join("")).toBe(`${"答え".repeat(10)} end`);
  expect(rows[1]).toMatch(/^\x1b\[31m/u);
});
