import { cleanup } from "ink-testing-library";
import stringWidth from "string-width";
import { afterEach, describe, expect, it } from "vitest";
import { createFakeClock } from "../../helpers/fake-clock.ts";
import { makeDesk } from "../make-desk.ts";
import { KEYS, showScreen } from "../show-screen.tsx";

afterEach(cleanup);

const SAD_LOG = { text: "ok\nError: no such token\n", position: "1", isComplete: true };

function show(columns: number, rows = 16) {
  const desk = makeDesk({ log: async () => SAD_LOG });
  const clock = createFakeClock();
  return showScreen({ desk, clock, columns, rows }).then((screen) => ({ ...screen, desk, clock }));
}

describe("the run beside the rows", () => {
  it("stands there by itself on a wide terminal, with the reason of a failure", async () => {
    const { clock, until, lines } = await show(190);
    await clock.advance(1_000);
    await until("Error: no such token");
    expect(lines()[1]).toMatch(/ REPO .* │ ✗ failed {2}acme\/api {2}main {2}CI #7/u);
    expect(lines().some((line) => /acme\/api .*│ {3}ended 2m ago/u.test(line))).toBe(true);
    for (const line of lines()) expect(stringWidth(line)).toBeLessThanOrEqual(190);
  });

  it("asks nothing of the servers before the selection rests", async () => {
    const { clock, desk, press, until } = await show(190);
    for (const key of [KEYS.down, KEYS.down, KEYS.up]) {
      await clock.advance(300);
      await press(key);
    }
    expect(desk.listJobs).not.toHaveBeenCalled();
    await clock.advance(1_000);
    await until("test (node 20)");
    expect(desk.listJobs.mock.calls.map(([run]) => run.repo)).toEqual(["acme/web"]);
  });

  it("comes and goes by v, and not at all where it would cost a name", async () => {
    const { press, text, resize, until } = await show(120);
    expect(text()).not.toContain("CI #7");
    await press("v");
    await until("CI #7");
    await resize(99, 16);
    expect(text()).not.toContain("CI #7");
    await resize(190, 16);
    await until("CI #7");
    await press("v");
    expect(text()).not.toContain("CI #7");
    expect(text()).toContain("preview off");
  });

  it("is not there over an open run, a low pane or an empty table", async () => {
    const { press, lines, resize, text, until } = await show(190);
    await press(KEYS.enter);
    expect(lines().join("\n").match(/CI #7/gu)).toHaveLength(1);
    await press(KEYS.escape);
    await until("LAST 10");
    await resize(190, 11);
    expect(text()).not.toContain("│");
    await resize(190, 16);
    await press("/", "q", "q", "q");
    await until("hides all");
    expect(text()).not.toContain("│");
  });
});
