import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startDemo } from "../../src/demo/start-demo.ts";
import { makeFolder } from "../helpers/run-cimon.ts";
import { startTerminal } from "../helpers/terminal.ts";

const PUSH_TITLE = "\u001b[22;0t";
const POP_TITLE = "\u001b[23;0t";
const TITLE = /\u001b\]0;([^\u0007]*)\u0007/gu;
const NOTICE = /\u001b\]9;([^\u0007]*)\u0007/gu;
const PATIENCE_MS = 60_000;

/** A demo whose clock a test moves on, watched in a terminal that knows OSC 9. */
async function watchDemo(config: Record<string, unknown> = {}) {
  const startMs = Date.now();
  let skippedMs = 0;
  const now = () => startMs + skippedMs;
  const demo = await startDemo({ seed: 1, speed: 1, now, vendors: ["github"] });
  onTestFinished(() => demo.close());
  const home = makeFolder();
  const file = join(home, "config.json");
  writeFileSync(file, JSON.stringify({ ...demo.config, ...config }), { mode: 0o600 });
  const env = { HOME: home, XDG_CACHE_HOME: home, TERM_PROGRAM: "iTerm.app", TMUX: "" };
  const terminal = startTerminal(["--config", file], { columns: 120, rows: 80, env });
  await terminal.waitForText(/acme\/web +main +CI/u);
  await terminal.waitFor(
    "every repository",
    (lines) => !/\d+\/\d+ asked/u.test(lines[0] ?? ""),
    PATIENCE_MS,
  );
  const list = (pattern: RegExp) =>
    [...terminal.output().matchAll(pattern)].map(([, text]) => text);
  return {
    terminal,
    titles: () => list(TITLE),
    notices: () => list(NOTICE),
    skip(minutes: number) {
      skippedMs += minutes * 60_000;
    },
  };
}

const EVERYTHING = [{ on: ["broke", "fixed", "waiting"], by: ["terminal", "bell"] }];

it("tells nothing of what was so at the start, then what has changed, and gives the title back", async () => {
  const { terminal, titles, notices, skip } = await watchDemo({ notify: EVERYTHING });
  expect(titles().at(-1)).toMatch(/^✗\d+ .*cimon$/u);
  expect(notices()).toEqual([]);
  const before = titles().length;
  skip(30);
  await terminal.waitFor("a notice", () => notices().length > 0, PATIENCE_MS);
  expect(notices()[0]).toMatch(/broke|fixed|wait/u);
  expect(titles().length).toBeGreaterThan(before);
  expect(new Set(titles()).size).toBeGreaterThan(1);
  terminal.press("q");
  expect(await terminal.exited).toBe(0);
  const output = terminal.output();
  expect(output.indexOf(PUSH_TITLE)).toBeGreaterThan(-1);
  expect(output.lastIndexOf(POP_TITLE)).toBeGreaterThan(output.lastIndexOf("cimon\u0007"));
}, 120_000);

it("tells nothing but the title where nothing else was asked for", async () => {
  const { terminal, titles, notices, skip } = await watchDemo();
  const before = titles().at(-1);
  skip(30);
  await terminal.waitFor("another title", () => titles().at(-1) !== before, PATIENCE_MS);
  expect(notices()).toEqual([]);
  expect(terminal.output().replaceAll(/\u001b\][^\u0007]*\u0007/gu, "")).not.toContain("\u0007");
  terminal.press("q");
  expect(await terminal.exited).toBe(0);
}, 120_000);

it("leaves the title alone where the configuration says so", async () => {
  const { terminal, titles } = await watchDemo({ title: false });
  expect(titles()).toEqual([]);
  terminal.press("q");
  expect(await terminal.exited).toBe(0);
  expect(terminal.output()).not.toContain(POP_TITLE);
}, 120_000);
