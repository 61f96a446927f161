import { cleanup } from "ink-testing-library";
import stringWidth from "string-width";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ProviderError } from "../../../src/model/provider-error.ts";
import { createFakeClock } from "../../helpers/fake-clock.ts";
import { makeDesk, makeJob, makeStep } from "../make-desk.ts";
import { ago, makePipeline, makeSnapshot } from "../make-pipeline.ts";
import { KEYS, settle, showScreen } from "../show-screen.tsx";

afterEach(cleanup);

const ANNOTATION = {
  level: "failure",
  message: "expected 401 to be 200",
  place: "a.ts:12",
} as const;
const SAD_LOG = { text: "ok\n\x1b[31mError: no\x1b[0m\n", position: "1", isComplete: true };

describe("an open run", () => {
  it("says what it is, why it failed and what its jobs did", async () => {
    const desk = makeDesk({ annotations: [ANNOTATION], log: async () => SAD_LOG });
    const { press, text, until } = await showScreen({ desk, columns: 100, rows: 24 });
    await press(KEYS.enter);
    await until("Error: no");
    expect(text()).toMatchInlineSnapshot(`
      " cimon   ✗ 1 failing   ● 1 running   ✓ 1 passing                      gh 312/h of 5,000 · next <10s
       ✗ failed  acme/api  main  CI #7
         ended 2m ago, took 4m12s · ana · push
         9f31c0e Fix token refresh
         https://github.com/acme/api/actions/runs/1
         last 4  ✓✗✓✗  ███▇  usually 5m00s

         why test (node 20)
         │ ✗ a.ts:12 expected 401 to be 200
         │ ok
         │ Error: no

       ✓ lint                                                                                       1m00s
      ▌✗ test (node 20)  critical path                                                              3m01s
           ✓ Set up job                                                                               10s
           ✗ Run npm test                                                                             10s







       ↑↓ move  ⏎ log  esc back  R rerun  t trigger  o browser  y copy  r refresh  ? help  q quit"
    `);
  });

  it("stands in its stages, with the critical path and what it was started with", async () => {
    const at = (id: string, stage: string, from: number, to: number) =>
      makeJob({
        id,
        name: id,
        stage,
        startedAt: ago(from),
        finishedAt: ago(to),
        durationSec: from - to,
      });
    const jobs = [
      at("compile", "build", 300, 200),
      at("lint", "build", 300, 280),
      at("unit", "test", 200, 180),
      at("e2e", "test", 200, 60),
      makeJob({
        id: "prod",
        name: "prod",
        stage: "deploy",
        status: "waiting",
        gate: "play",
        startedAt: null,
        finishedAt: null,
        durationSec: null,
      }),
      makeJob({
        id: "child",
        name: "→ g/docs",
        stage: "deploy",
        isPipeline: true,
        url: "https://lab/g/docs/-/pipelines/9",
        startedAt: null,
        finishedAt: null,
        durationSec: null,
      }),
    ];
    const parameters = [
      { name: "STAGE", value: "prod" },
      { name: "NOTE", value: "" },
      { name: "KEY", value: null },
    ];
    const openUrl = vi.fn(async () => {});
    const snapshot = makeSnapshot({ pipelines: [makePipeline({ provider: "gitlab" })] });
    const desk = makeDesk({ jobs: async () => jobs, parameters });
    const screen = await showScreen({ desk, snapshot, openUrl, columns: 100, rows: 24 });
    const { press, text, until, lines } = screen;
    await press(KEYS.enter);
    await until("KEY");
    expect(text()).toContain('with STAGE=prod  NOTE=""  KEY=•••');
    const from = lines().indexOf(" build");
    expect(
      lines()
        .slice(from, from + 9)
        .map((line) => line.trimEnd().replaceAll(/ {3,}/gu, " | ")),
    ).toEqual([
      " build",
      " | ✓ compile  critical path | 1m40s",
      " | ✓ lint | 20s",
      " test",
      " | ✓ unit | 20s",
      " | ✓ e2e  critical path | 2m20s",
      " deploy",
      "▌  ◆ prod  p starts it | waiting",
      " | ✓ → g/docs",
    ]);
    await press("G", KEYS.enter);
    await until("→ g/docs is a pipeline of its own");
    await press("o");
    expect(openUrl).toHaveBeenCalledWith("https://lab/g/docs/-/pipelines/9");
  });

  it("forgets why it failed once its failed job runs again", async () => {
    const clock = createFakeClock();
    let status: "failed" | "queued" = "failed";
    const desk = makeDesk({
      jobs: async () => [makeJob({ status, durationSec: null })],
      log: async () => SAD_LOG,
    });
    const snapshot = makeSnapshot({ pipelines: [makePipeline({ status: "running" })] });
    const { press, text, until } = await showScreen({ desk, clock, snapshot, rows: 24 });
    await press(KEYS.enter);
    await until("Error: no");
    status = "queued";
    await clock.advance(5_000);
    await until("queued");
    expect(text()).not.toContain("Error: no");
  });

  it("goes back to the same row", async () => {
    const { press, lines, until } = await showScreen({ desk: makeDesk() });
    await press(KEYS.down, KEYS.enter);
    await until("test (node 20)");
    await press(KEYS.escape);
    await until("REPO");
    expect(lines().find((line) => line.startsWith("▌"))).toContain("acme/web");
  });

  it("does not open without a desk, or where the vendor has no jobs", async () => {
    const { press, text } = await showScreen();
    await press(KEYS.enter);
    expect(text()).toContain("REPO");
    const other = await showScreen({ desk: makeDesk({ can: () => false }) });
    await other.press(KEYS.enter);
    expect(other.text()).toContain("REPO");
    expect(other.text()).not.toContain("open");
  });

  it("says in a line why its jobs cannot be read", async () => {
    const desk = makeDesk({
      jobs: () => Promise.reject(new ProviderError("auth", "gh refused the token")),
    });
    const { press, until } = await showScreen({ desk });
    await press(KEYS.enter);
    await until("gh refused the token: check the source's token");
  });

  it("breaks off what is under way when it is left, and drops the late answer", async () => {
    let answer: () => void = () => {};
    const late = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const desk = makeDesk({ jobs: () => late.then(() => [makeJob({ name: "late" })]) });
    const { press, text, until } = await showScreen({ desk });
    await press(KEYS.enter);
    await until("asking for its jobs");
    await press(KEYS.escape);
    await until("REPO");
    expect(desk.listJobs.mock.calls[0]?.[1].aborted).toBe(true);
    answer();
    await settle();
    expect(text()).not.toContain("late");
  });

  it("shows and hides the steps of a job", async () => {
    const { press, text, until } = await showScreen({ desk: makeDesk(), rows: 24 });
    await press(KEYS.enter);
    await until("Run npm test");
    await press("\x1b[D");
    expect(text()).not.toContain("Run npm test");
    await press("\x1b[C");
    expect(text()).toContain("Run npm test");
  });

  it("follows a run that goes on", async () => {
    const clock = createFakeClock();
    let round = 0;
    const desk = makeDesk({
      jobs: async () => {
        round += 1;
        return [makeJob({ name: `round ${round}`, status: "running", durationSec: null })];
      },
    });
    const snapshot = makeSnapshot({ pipelines: [makePipeline({ status: "running" })] });
    const { press, until, feed } = await showScreen({ desk, clock, snapshot });
    await press(KEYS.enter);
    await until("round 1");
    await clock.advance(5_000);
    await until("round 2");
    expect(feed.shown()).toEqual(["acme/api"]);
  });

  it.each([
    [160, 40],
    [100, 24],
    [60, 10],
    [40, 5],
    [40, 4],
    [20, 3],
  ])("never leaves a pane of %d × %d", async (columns, rows) => {
    const steps = Array.from({ length: 30 }, (_, index) =>
      makeStep({ number: index + 1, name: `答え ${"long ".repeat(30)}` }),
    );
    const jobs = [makeJob({ status: "failed", name: "x".repeat(300), steps })];
    const desk = makeDesk({
      jobs: async () => jobs,
      annotations: [{ ...ANNOTATION, message: "very ".repeat(60) }],
      log: async () => ({
        text: `${"e".repeat(500)} error\n`.repeat(50),
        position: "1",
        isComplete: true,
      }),
    });
    const { press, lines } = await showScreen({ desk, columns, rows });
    for (const key of [KEYS.enter, "G", "?", "?", "l", "w", "t", "z", "e", "/", "e", KEYS.enter]) {
      await press(key);
      expect(lines().length).toBeLessThanOrEqual(rows);
      for (const line of lines()) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    }
  });
});
