import { describe, expect, it } from "vitest";
import type { MouseEvent } from "../../../src/ui/mouse/read-mouse.ts";
import { makeDesk } from "../make-desk.ts";
import { makePipeline, makeSnapshot } from "../make-pipeline.ts";
import { KEYS, type ShowOptions, settle, showScreen } from "../show-screen.tsx";

const ROWS = Array.from({ length: 20 }, (_, index) => {
  const repo = `acme/r${String(index).padStart(2, "0")}`;
  return makePipeline({ repo, status: "failed", id: String(index) });
});

async function show(options: ShowOptions = {}) {
  const listeners = new Set<(event: MouseEvent) => void>();
  const screen = await showScreen({
    rows: 12,
    snapshot: makeSnapshot({ pipelines: ROWS }),
    desk: makeDesk(),
    ...options,
    mouse: {
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  });
  const send = async (event: MouseEvent) => {
    for (const listener of listeners) listener(event);
    await settle();
  };
  /** Clicks a text. */
  const click = (text: string) => {
    const row = screen.lines().findIndex((line) => line.includes(text));
    const column = (screen.lines()[row] ?? "").indexOf(text);
    return send({ type: "press", row: row + 1, column: column + 1 });
  };
  return { ...screen, send, click, listeners };
}

describe("the mouse", () => {
  it("moves by the wheel", async () => {
    const screen = await show();
    await screen.send({ type: "wheel", step: 1 });
    await screen.until("4/20");
    await screen.send({ type: "wheel", step: 1 });
    await screen.send({ type: "wheel", step: -1 });
    await screen.until("4/20");
  });

  it("selects by a click, and opens by a second one; in the run a job and its log", async () => {
    const screen = await show();
    await screen.click("acme/r02");
    await screen.until("3/20");
    expect(screen.text()).not.toContain("test (node 20)");
    await screen.click("acme/r02");
    await screen.until("test (node 20)");
    await screen.click("lint");
    await screen.click("lint");
    await screen.until("all is well");
    await screen.press(KEYS.escape);
    await screen.until("test (node 20)");
  });

  it("does nothing beside the rows, and while something is typed", async () => {
    const screen = await show();
    await screen.click("REPO");
    await screen.send({ type: "press", row: 12, column: 3 });
    await screen.send({ type: "press", row: 99, column: 3 });
    await screen.until("1/20");
    await screen.press("/");
    await screen.click("acme/r02");
    await screen.click("acme/r02");
    expect(screen.text()).not.toContain("test (node 20)");
  });

  it("shows the view whose tab is clicked, and only that", async () => {
    const views = [{ name: "First", filter: "repo:acme/r00" }];
    const screen = await show({ settings: { views } });
    await screen.press("/", "r0", KEYS.enter);
    await screen.until("1/11");
    await screen.click("First");
    await screen.until(/\[1 First 1\].*\/ r0\s[\s\S]* 1\/1\s*$/u);
    await screen.click("Failing");
    await screen.until(/\[Failing 20\] {2}1 First/u);
    await screen.until("1/11");
    await screen.click("Failing");
    await screen.until("[Failing 20]");
    await screen.click("All");
    await screen.until("[All 20]");
    expect(screen.text()).not.toContain("[Failing");
  });

  it("leaves the view alone while something is open or asked", async () => {
    const views = [{ name: "First", filter: "repo:acme/r00" }];
    const screen = await show({ settings: { views } });
    await screen.press("R");
    await screen.until("Rerun acme/r00");
    await screen.click("First");
    await screen.until("[All 20]");
    expect(screen.text()).toContain("Rerun acme/r00");
  });

  it("is no longer heard once the screen has gone", async () => {
    const screen = await show();
    expect(screen.listeners.size).toBe(1);
    screen.unmount();
    await settle();
    expect(screen.listeners.size).toBe(0);
  });
});
