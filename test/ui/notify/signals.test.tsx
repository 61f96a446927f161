import { expect, it } from "vitest";
import type { NoticeRule } from "../../../src/model/notice-rule.ts";
import type { Snapshot } from "../../../src/model/snapshot.ts";
import type { SignalParts } from "../../../src/ui/notify/use-signals.ts";
import { detectTerminal } from "../../../src/ui/terminal/detect-terminal.ts";
import { createTerminalModes } from "../../../src/ui/terminal/terminal-modes.ts";
import { createFakeClock } from "../../helpers/fake-clock.ts";
import { makePipeline, makeSnapshot, NOW } from "../make-pipeline.ts";
import { showScreen } from "../show-screen.tsx";

const EVERYTHING: NoticeRule = {
  on: ["broke", "fixed", "slow", "waiting"],
  by: ["bell", "terminal", "desktop"],
};

const GREEN = makePipeline({ id: "1", repo: "acme/api" });
const RUNNING = makePipeline({ id: "2", repo: "acme/api", status: "running" }, ["success"]);
const BROKEN = makePipeline({ id: "2", repo: "acme/api", status: "failed" }, ["success"]);

const withRows = (...pipelines: Snapshot["pipelines"]): Snapshot => makeSnapshot({ pipelines });

async function show(
  rules: readonly NoticeRule[],
  env: Record<string, string> = { TERM_PROGRAM: "iTerm.app" },
  parts: Partial<SignalParts> = {},
) {
  const clock = createFakeClock(NOW);
  const written: string[] = [];
  const told: string[] = [];
  const modes = createTerminalModes({
    write: (text: string | Uint8Array) => written.push(String(text)) > 0,
  });
  const screen = await showScreen({
    clock,
    snapshot: withRows(GREEN),
    signals: {
      modes,
      facts: detectTerminal(env),
      rules,
      tellDesktop: (title, body) => told.push(`${title}: ${body}`),
      hasTitle: true,
      ...parts,
    },
  });
  const drain = () => written.splice(0);
  return { ...screen, clock, drain, told, modes };
}

it("sets the title at the start and when it changes, and gives it back", async () => {
  const screen = await show([]);
  expect(screen.drain()).toEqual(["\x1b[22;0t", "\x1b]0;✓ cimon\x07"]);
  await screen.replace(withRows({ ...GREEN }));
  expect(screen.drain()).toEqual([]);
  await screen.replace(withRows(BROKEN, { ...RUNNING, key: "other" }));
  expect(screen.drain()).toEqual(["\x1b]0;✗1 ●1 cimon\x07"]);
  screen.unmount();
  screen.modes.restore();
  expect(screen.drain()).toEqual(["\x1b]0;\x07\x1b[23;0t"]);
});

it("leaves the title alone where that is asked for", async () => {
  const screen = await show([], {}, { hasTitle: false });
  await screen.replace(withRows(BROKEN));
  screen.modes.restore();
  expect(screen.drain()).toEqual([]);
});

it("tells what breaks in every way that was asked for, once", async () => {
  const screen = await show([EVERYTHING], {}, { hasTitle: false });
  await screen.clock.advance(60_000);
  expect(screen.drain()).toEqual([]);
  await screen.replace(withRows(RUNNING));
  await screen.replace(withRows(BROKEN));
  await screen.clock.advance(60_000);
  const body = "main CI failed after 1m00s: Fix token refresh (ana)";
  expect(screen.drain()).toEqual([
    "\x07",
    `\x1b]9;acme/api broke: ${body}\x07\x1b]777;notify;acme/api broke;${body}\x07`,
  ]);
  expect(screen.told).toEqual([`acme/api broke: ${body}`]);
  await screen.replace(withRows({ ...BROKEN }));
  await screen.clock.advance(60_000);
  expect(screen.drain()).toEqual([]);
});

it("passes through tmux, and gathers what comes within a second", async () => {
  const screen = await show([{ on: ["broke"], by: ["terminal"] }], {
    TMUX: "/tmp/t",
    KITTY_WINDOW_ID: "1",
  });
  screen.drain();
  const web = {
    ...makePipeline({ id: "2", repo: "acme/web", status: "failed" }, ["success"]),
    key: "web",
  };
  const running = {
    ...makePipeline({ id: "2", repo: "acme/web", status: "running" }, ["success"]),
    key: "web",
  };
  await screen.replace(withRows(RUNNING, running));
  await screen.replace(withRows(BROKEN, running));
  await screen.clock.advance(500);
  await screen.replace(withRows(BROKEN, web));
  await screen.clock.advance(500);
  expect(screen.drain().filter((text) => !text.startsWith("\x1b]2;"))).toEqual([
    "\x1bPtmux;\x1b\x1b]9;2 pipelines broke: acme/api, acme/web\x07\x1b\\",
  ]);
});

it("shows how far the builds are, and takes it away with the last of them", async () => {
  const screen = await show(
    [{ on: ["broke"], by: ["terminal"] }],
    { WT_SESSION: "x" },
    { hasTitle: false },
  );
  await screen.replace(withRows(RUNNING));
  expect(screen.drain()).toEqual(["\x1b]9;4;1;60\x07"]);
  await screen.clock.advance(60_000);
  expect(screen.drain().at(-1)).toBe("\x1b]9;4;1;80\x07");
  await screen.replace(withRows(GREEN));
  expect(screen.drain()).toEqual(["\x1b]9;4;0;0\x07"]);
  await screen.replace(withRows(RUNNING));
  screen.drain();
  screen.unmount();
  screen.modes.restore();
  expect(screen.drain()).toEqual(["\x1b]9;4;0;0\x07"]);
});

it("shows no progress where nobody asked for the terminal's notices", async () => {
  const screen = await show(
    [{ on: ["broke"], by: ["bell"] }],
    { WT_SESSION: "x" },
    { hasTitle: false },
  );
  await screen.replace(withRows(RUNNING));
  expect(screen.drain()).toEqual([]);
});

it("neither tells of a muted row nor counts it in the title", async () => {
  const screen = await show([EVERYTHING], {}, {});
  await screen.replace(withRows(RUNNING));
  await screen.press("m");
  await screen.replace(withRows(BROKEN));
  await screen.clock.advance(60_000);
  expect(screen.drain().filter((text) => !text.includes("cimon\x07"))).toEqual(["\x1b[22;0t"]);
  expect(screen.told).toEqual([]);
  await screen.replace(withRows(BROKEN, { ...BROKEN, key: "other" }));
  expect(screen.drain()).toEqual(["\x1b]0;✗1 cimon\x07"]);
});
