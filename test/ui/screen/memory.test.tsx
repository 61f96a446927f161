import { cleanup } from "ink-testing-library";
import { afterEach, describe, expect, it, vi } from "vitest";
import { NO_MEMORY, type ScreenMemory } from "../../../src/model/screen-memory.ts";
import { makeSnapshot, NOW } from "../make-pipeline.ts";
import { settle, showScreen } from "../show-screen.tsx";

afterEach(cleanup);

const VIEWS = [{ name: "Mine", filter: "actor:ana" }];

/** Shows a screen, does something to it and leaves; gives what it would remember. */
async function leave(keys: readonly string[], memory: ScreenMemory | null = null) {
  const remember = vi.fn<(memory: ScreenMemory) => void>();
  const screen = await showScreen({ settings: { views: VIEWS }, keepsake: { memory, remember } });
  await screen.press(...keys);
  const text = screen.text();
  screen.unmount();
  await settle();
  return { text, memory: remember.mock.lastCall?.[0] ?? NO_MEMORY };
}

describe("a screen that is left and started again", () => {
  it("keeps its filter in sight, its view, its order and its groups", async () => {
    const { memory } = await leave(["1", "s", "S", "z", "/acme\r"]);
    const { text } = await leave([], memory);
    expect(text).toContain("[1 Mine 2]");
    expect(text).toContain("/ acme");
    expect(text).toContain("WHEN ↑");
    expect(text).toContain("▾ acme/api");
    expect(text).not.toContain("acme/web");
  });

  it("keeps pinned and muted rows, and forgets what was taken back", async () => {
    const { memory } = await leave(["m", "j", "j", "p"]);
    const again = await leave([], memory);
    expect(again.text).toMatch(/✓▴team\/nightly/u);
    expect(again.text).toMatch(/✗◦acme\/api/u);
    const undone = await leave(["p", "g", "m"], again.memory);
    expect(undone.memory.pinned).toEqual([]);
    expect(undone.memory.muted).toEqual([]);
  });

  it("remembers when a key was pressed last", async () => {
    expect((await leave([])).memory.lookedAt).toBeNull();
    expect((await leave(["j"])).memory.lookedAt).toBe(new Date(NOW).toISOString());
  });

  it("marks what is not as it was left", async () => {
    const before = makeSnapshot();
    const [api, web, nightly] = before.pipelines;
    if (!api || !web || !nightly) throw new Error("three rows expected");
    const latest = { ...nightly.latest, id: "2", status: "failed" as const };
    const failed = { ...nightly, latest, history: [latest, ...nightly.history] };
    const { until } = await showScreen({
      snapshot: makeSnapshot({ pipelines: [api, web, failed] }),
      keepsake: { memory: NO_MEMORY, takeSnapshot: () => before, remember: () => {} },
    });
    await until(/^•✗ team\/nightly/mu);
  });
});
