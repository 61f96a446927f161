import { cleanup } from "ink-testing-library";
import { afterEach, describe, expect, it } from "vitest";
import { ProviderError } from "../../../src/model/provider-error.ts";
import { makeDesk } from "../make-desk.ts";
import { makePipeline, makeSnapshot } from "../make-pipeline.ts";
import { KEYS, type ShowOptions, showScreen } from "../show-screen.tsx";
import { DEPLOY, makeInput, VARIABLES } from "./make-form.ts";

afterEach(cleanup);

const TAB = "\t";
const BACK_TAB = "\x1b[Z";
const RIGHT = "\x1b[C";
const CTRL_S = "\x13";

async function openForm(form = DEPLOY, options: ShowOptions = {}) {
  const desk = makeDesk({ form: async () => form });
  const snapshot = makeSnapshot({ pipelines: [makePipeline()] });
  const screen = await showScreen({ desk, snapshot, rows: 14, ...options });
  await screen.press("t");
  await screen.until("New run of acme/api CI");
  return { ...screen, desk };
}

describe("the form for a new run", () => {
  it("shows each input with its default and what it is for", async () => {
    const { text } = await openForm();
    expect(text()).toMatchInlineSnapshot(`
      " cimon   ✓ 1 passing                                                                      gh 312/h of 5,000 · next <10s
       New run of acme/api CI  main

         branch *         main                                        Where it is to run
      ▌  environment *  ‹ staging ›  1 of 2                           Where to deploy
         dry_run          no
         version *        —                                           Such as 2.4.1
         replicas         2
         password         —




       ↑↓ field  ←→ choose  ⏎ next  ctrl-s start  esc leave"
    `);
  });

  it("starts what was filled in on the branch it names, once that was agreed to", async () => {
    const { press, until, text, desk, feed } = await openForm();
    await press(RIGHT, TAB, " ", TAB, ..."2.4.1", TAB, KEYS.backspace, "5");
    await press(CTRL_S);
    await until(/Start CI of acme\/api on main\? +y yes {2}n no/u);
    expect(text()).toContain("production");
    expect(desk.trigger).not.toHaveBeenCalled();
    await press("y");
    await until("a new run of acme/api CI on main asked for");
    expect(desk.trigger.mock.calls[0]?.[1]).toEqual({
      branch: null,
      inputs: { environment: "production", dry_run: "true", version: "2.4.1", replicas: "5" },
    });
    await until("start…");
    expect(feed.refreshed[0]).toBe("acme/api");
  });

  it("takes another branch", async () => {
    const { press, until, desk } = await openForm({ ...DEPLOY, inputs: [] });
    await press("-next", CTRL_S);
    await until("Start CI of acme/api on main-next?");
    await press("y");
    await until("on main-next asked for");
    expect(desk.trigger.mock.calls[0]?.[1]).toEqual({ branch: "main-next", inputs: {} });
  });

  it("goes to what is missing instead of starting", async () => {
    const { press, until, text, desk } = await openForm();
    await press(CTRL_S);
    await until("version is required");
    await press("3");
    expect(text()).not.toContain("version is required");
    await press(CTRL_S, "y");
    await until("asked for");
    expect(desk.trigger.mock.calls[0]?.[1]).toMatchObject({ inputs: { version: "3" } });
  });

  it("goes on with enter, and from the last field starts", async () => {
    const { press, until } = await openForm({ ...VARIABLES, takesBranch: false });
    await press(..."A=1", KEYS.enter, ..."B=2", KEYS.enter, KEYS.enter);
    await until("Start CI of acme/api on main?");
  });

  it("picks a choice by its first letter and goes back with shift-tab", async () => {
    const { press, until } = await openForm();
    await press("p");
    await until("production ›");
    await press(TAB, "y");
    await until("‹ yes ›");
    await press(BACK_TAB, "s");
    await until("‹ staging ›");
  });

  it("is left by esc, and comes back from a no as it was", async () => {
    const { press, until, text, desk } = await openForm();
    await press(TAB, TAB, ..."77", CTRL_S);
    await until("Start CI");
    await press("n");
    await until("ctrl-s start");
    expect(text()).toContain("77");
    await press(KEYS.escape);
    await until("REPO");
    expect(desk.trigger).not.toHaveBeenCalled();
  });

  it("comes back with the reason where its server refuses, and with what was typed", async () => {
    const { press, until, desk } = await openForm();
    desk.trigger.mockRejectedValueOnce(
      new ProviderError("refused", "an input has a value that is not allowed"),
    );
    await press(TAB, TAB, ..."2.4.1", CTRL_S, "y");
    await until("an input has a value that is not allowed");
    await until("2.4.1");
    await press(CTRL_S, "y");
    await until("asked for");
    expect(desk.trigger).toHaveBeenCalledTimes(2);
  });

  it("never shows a secret", async () => {
    const { press, until, frames } = await openForm();
    await press(BACK_TAB, BACK_TAB, ..."hush");
    await until("••••");
    expect(frames.join("")).not.toContain("hus");
  });

  it("is skipped where there is nothing to fill in", async () => {
    const desk = makeDesk();
    const { press, until } = await showScreen({ desk });
    await press("t");
    await until("Start CI of acme/api on main?");
    await press("y");
    await until("asked for");
    expect(desk.trigger.mock.calls[0]?.[1]).toEqual({ branch: null, inputs: {} });
  });

  it("is answered in a sentence where nobody can start it, until esc puts that away", async () => {
    const sentence = "acme/api CI cannot be started by hand: it has no workflow_dispatch";
    const desk = makeDesk({ form: () => Promise.reject(new ProviderError("refused", sentence)) });
    const { press, until, text } = await showScreen({ desk });
    await press("t");
    await until(sentence);
    expect(text()).toContain("esc hides");
    await press(KEYS.escape);
    await until(/^(?![\s\S]*workflow_dispatch)/u);
    expect(text()).toContain("REPO");
  });

  it("does not come over what a person went on to", async () => {
    let answer: (form: typeof DEPLOY) => void = () => {};
    const desk = makeDesk({ form: () => new Promise((resolve) => (answer = resolve)) });
    const { press, text } = await showScreen({ desk });
    await press("t", "?");
    answer(DEPLOY);
    await press("j");
    expect(text()).not.toContain("New run");
  });

  it("opens over an open run, and goes back to it", async () => {
    const desk = makeDesk({ form: async () => DEPLOY });
    const { press, until } = await showScreen({ desk, rows: 20 });
    await press(KEYS.enter);
    await until("test (node 20)");
    await press("t");
    await until("New run of acme/api CI");
    await press(KEYS.escape);
    await until("test (node 20)");
  });

  it.each([
    [160, 40],
    [60, 10],
    [40, 6],
    [40, 4],
    [20, 3],
  ])("never leaves a pane of %i × %i", async (columns, rows) => {
    const many = Array.from({ length: 30 }, (_, index) =>
      makeInput({ name: `input_${index}_${"long".repeat(9)}`, description: "語".repeat(80) }),
    );
    const { resize, press, lines } = await openForm({ ...DEPLOY, inputs: many });
    await resize(columns, rows);
    await press("word".repeat(60));
    expect(lines().length).toBeLessThanOrEqual(rows);
    for (const line of lines()) expect(line.length).toBeLessThanOrEqual(columns);
    if (rows >= 6) expect(lines().some((line) => line.startsWith("▌"))).toBe(true);
  });

  it("is drawn with ASCII characters alone where told to", async () => {
    const { text, press } = await openForm(DEPLOY, { settings: { ascii: true } });
    await press(BACK_TAB, BACK_TAB, "x");
    expect(text()).toMatch(/^[\n -~]+$/u);
  });
});
