import { expect, it } from "vitest";
import { watchDemo } from "../helpers/watch-demo.ts";

const PUSH_TITLE = "\u001b[22;0t";
const POP_TITLE = "\u001b[23;0t";
const TITLE = /\u001b\]0;([^\u0007]*)\u0007/gu;
const NOTICE = /\u001b\]9;([^\u0007]*)\u0007/gu;
const PATIENCE_MS = 60_000;

/** The demo in a terminal that knows OSC 9, every repository of it read. */
async function watchSignals(config: Record<string, unknown> = {}) {
  const { terminal, skip } = await watchDemo({ config, env: { TERM_PROGRAM: "iTerm.app" } });
  const list = (pattern: RegExp) =>
    [...terminal.output().matchAll(pattern)].map(([, text]) => text);
  const titles = () => list(TITLE);
  // The first rows are painted before anything is told; with the title everything else is.
  if (config.title !== false) {
    await terminal.waitFor("a title", () => titles().length > 0, PATIENCE_MS);
  }
  return { terminal, skip, titles, notices: () => list(NOTICE) };
}

const EVERYTHING = [{ on: ["broke", "fixed", "waiting"], by: ["terminal", "bell"] }];

it("tells nothing of what was so at the start, then what has changed, and gives the title back", async () => {
  const { terminal, titles, notices, skip } = await watchSignals({ notify: EVERYTHING });
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
  const { terminal, titles, notices, skip } = await watchSignals();
  const before = titles().at(-1);
  skip(30);
  await terminal.waitFor("another title", () => titles().at(-1) !== before, PATIENCE_MS);
  expect(notices()).toEqual([]);
  expect(terminal.output().replaceAll(/\u001b\][^\u0007]*\u0007/gu, "")).not.toContain("\u0007");
  terminal.press("q");
  expect(await terminal.exited).toBe(0);
}, 120_000);

it("leaves the title alone where the configuration says so", async () => {
  const { terminal, titles } = await watchSignals({ title: false });
  expect(titles()).toEqual([]);
  terminal.press("q");
  expect(await terminal.exited).toBe(0);
  expect(terminal.output()).not.toContain(POP_TITLE);
}, 120_000);
