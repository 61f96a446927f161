import { describe, expect, it } from "vitest";
import type { MouseEvent } from "../../../src/ui/mouse/read-mouse.ts";
import { makeDesk } from "../make-desk.ts";
import { makePipeline, makeSnapshot } from "../make-pipeline.ts";
import { KEYS, settle, showScreen } from "../show-screen.tsx";

const ROWS = Array.from({ length: 20 }, (_, index) => {
  const repo = `acme/r${String(index).padStart(2, "0")}`;
  return makePipeline({ repo, status: "failed", id: String(index) });
});

async function show() {
  const listeners = new Set<(event: MouseEvent) => void>();
  const screen = await showScreen({
    rows: 12,
    snapshot: makeSnapshot({ pipelines: ROWS }),
    desk: makeDesk(),
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
  /** Clicks the line that holds a text. */
  const click = (text: string) =>
    send({ type: "press", row: screen.lines().findIndex((line) => line.includes(text)) + 1 });
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
    await screen.send({ type: "press", row: 12 });
    await screen.send({ type: "press", row: 99 });
    await screen.until("1/20");
    await screen.press("/");
    await screen.click("acme/r02");
    await screen.click("acme/r02");
    expect(screen.text()).not.toContain("test (node 20)");
  });

  it("is no longer heard once the screen has gone", async () => {
    const screen = await show();
    expect(screen.listeners.size).toBe(1);
    screen.unmount();
    await settle();
    expect(screen.listeners.size).toBe(0);
  });
});
