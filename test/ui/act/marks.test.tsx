import { cleanup } from "ink-testing-library";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ProviderError } from "../../../src/model/provider-error.ts";
import { createFakeClock } from "../../helpers/fake-clock.ts";
import { DEPLOY } from "../form/make-form.ts";
import { makeDesk, makeJob } from "../make-desk.ts";
import { makePipeline, makeSnapshot, NOW } from "../make-pipeline.ts";
import { KEYS, type ShowOptions, settle, showScreen } from "../show-screen.tsx";

afterEach(cleanup);

const SPACE = " ";
const NO_MARKS = /^(?![\s\S]*marked ·)/u;

const FAILED = makePipeline({ status: "failed", repo: "acme/api" });
const RUNNING = makePipeline({ status: "running", repo: "acme/web", id: "2" });
const PASSED = makePipeline({ repo: "acme/zoo", id: "3" });
const WAITING = makePipeline({ status: "waiting", repo: "acme/app", id: "4" });

/** Rows in the order of their urgency: failed, waiting, running, passed. */
const show = (desk = makeDesk(), options: ShowOptions = {}) =>
  showScreen({
    desk,
    snapshot: makeSnapshot({ pipelines: [FAILED, RUNNING, PASSED] }),
    rows: 14,
    ...options,
  });

describe("marking rows", () => {
  it("marks and goes on to the next row, and takes a mark away again", async () => {
    const { press, until, lines } = await show();
    await press(SPACE);
    await until("1 marked · 2/3");
    expect(
      lines()
        .filter((line) => line.includes("■"))
        .join(),
    ).toContain("✗■acme/api");
    await press(SPACE);
    await until("2 marked · 3/3");
    await press("g", SPACE);
    await until("1 marked · 2/3");
    expect(
      lines()
        .filter((line) => line.includes("■"))
        .join(),
    ).toContain("acme/web");
  });

  it("shows the marks in ASCII too", async () => {
    const { press, until, text } = await show(makeDesk(), { settings: { ascii: true } });
    await press(SPACE);
    await until("x#acme/api");
    expect(text()).toMatch(/^[\n -~]+$/u);
  });

  it("is taken back by esc before anything else is", async () => {
    const { press, until, text } = await show();
    await press("!", SPACE);
    await until("1 marked");
    await press(KEYS.escape);
    await until(NO_MARKS);
    expect(text()).not.toContain("acme/web");
    await press(KEYS.escape);
    await until("acme/web");
  });

  it("stays with its row over a refresh, and goes with it", async () => {
    const { press, until, replace, lines } = await show();
    await press("j", SPACE);
    await until("1 marked");
    const later = makePipeline({ status: "failed", repo: "acme/aaa", id: "9" });
    await replace(makeSnapshot({ pipelines: [later, FAILED, RUNNING, PASSED] }));
    await until("acme/aaa");
    expect(
      lines()
        .filter((line) => line.includes("■"))
        .join(),
    ).toContain("acme/web");
    await replace(makeSnapshot({ pipelines: [later, FAILED, PASSED] }));
    await until(NO_MARKS);
  });

  it("never leaves a mark on a row that is out of sight", async () => {
    const { press, until } = await show();
    await press("G", SPACE);
    await until("1 marked");
    await press("!");
    await until(/ 1\/1\s*$/u);
    await press("!");
    await until(/ \d\/3\s*$/u);
  });

  it("is not offered where nothing may be changed, nor is anything else", async () => {
    const desk = makeDesk({ mayChange: false, can: (_run, deed) => deed === "jobs" });
    const { press, text, until } = await show(desk, { rows: 60 });
    await press(SPACE, "R", "x", "P", "t");
    expect(text()).not.toMatch(/■|mark|rerun|trigger|cancel the/u);
    await press("?");
    await until("While typing");
    expect(text()).toContain("open the run");
    expect(text()).not.toMatch(/mark it|run it again|cancel the run|gate|start a new run/u);
  });

  it("is in the help where it is offered", async () => {
    const { press, until } = await show(makeDesk(), { rows: 60 });
    await press("?");
    await until(/space +mark it/u);
    await until(/t +start a new run like it/u);
  });
});

describe("an action on marked rows", () => {
  it("asks once, naming how many can and how many cannot", async () => {
    const { press, until } = await show();
    await press(SPACE, SPACE, SPACE, "R");
    await until(
      /Rerun 2 of 3 runs\? 1 cannot\. 1 with failed jobs\. +a all {2}f failed jobs {2}n no/u,
    );
  });

  it("goes to all of them, and takes the marks away", async () => {
    const desk = makeDesk();
    const { press, until, feed, text } = await show(desk);
    await press(SPACE, SPACE, SPACE, "R", "a");
    await until("rerun of 2 runs asked for");
    expect(desk.act.mock.calls.map(([run, action]) => [run.repo, action])).toEqual([
      ["acme/api", "rerun"],
      ["acme/zoo", "rerun"],
    ]);
    expect(feed.refreshed.slice(0, 2)).toEqual(["acme/api", "acme/zoo"]);
    expect(text().match(/rerun…/gu)).toHaveLength(2);
    expect(text()).not.toContain("marked");
  });

  it("goes to those with failed jobs alone where that is the answer", async () => {
    const desk = makeDesk();
    const { press, until } = await show(desk);
    await press(SPACE, SPACE, SPACE, "R", "f");
    await until("rerun of acme/api CI #7 asked for");
    expect(desk.act.mock.calls.map((call) => call[1])).toEqual(["rerunFailed"]);
  });

  it("does nothing, and keeps the marks, where the answer is no", async () => {
    const desk = makeDesk();
    const { press, until } = await show(desk);
    await press(SPACE, "R", "n");
    await until("1 marked");
    expect(desk.act).not.toHaveBeenCalled();
  });

  it("says of each refusal whose it is and what is missing, until esc", async () => {
    const desk = makeDesk({
      act: async ({ repo }) => {
        if (repo !== "acme/zoo") return;
        throw new ProviderError("auth", "gh does not allow this: the token needs actions=write");
      },
    });
    const { press, until, text } = await show(desk);
    await press(SPACE, SPACE, SPACE, "R", "a");
    await until(
      "rerun: 1 asked, 1 refused: acme/zoo main CI — gh does not allow this: the token needs actions=write",
    );
    expect(text().match(/rerun…/gu)).toHaveLength(1);
    await press("j");
    expect(text()).toContain("1 refused");
    await press(KEYS.escape);
    await until(/^(?![\s\S]*refused)/u);
  });

  it("lists several refusals, within the pane", async () => {
    const pipelines = Array.from({ length: 30 }, (_, index) =>
      makePipeline({ repo: `acme/r${String(index).padStart(2, "0")}`, id: String(index) }),
    );
    const desk = makeDesk({ act: () => Promise.reject(new ProviderError("refused", "too old")) });
    const screen = await show(desk, { snapshot: makeSnapshot({ pipelines }), rows: 16 });
    const { press, until, lines } = screen;
    await press(...Array.from({ length: 30 }, () => SPACE));
    await until("30 marked");
    await press("R", "y");
    await until("rerun: 0 asked, 30 refused:");
    await until("acme/r02 main CI — too old");
    await until("… esc hides");
    expect(lines()).toHaveLength(16);
    expect(desk.act).toHaveBeenCalledTimes(30);
  });

  it("goes to four servers at a time at most", async () => {
    const pipelines = Array.from({ length: 9 }, (_, index) =>
      makePipeline({ repo: `acme/r${index}`, id: String(index) }),
    );
    let most = 0;
    const waiting: (() => void)[] = [];
    const desk = makeDesk({
      act: () =>
        new Promise((resolve) => {
          waiting.push(resolve);
          most = Math.max(most, waiting.length);
        }),
    });
    const { press, until } = await show(desk, { snapshot: makeSnapshot({ pipelines }) });
    await press(...Array.from({ length: 9 }, () => SPACE), "R", "y");
    for (let done = 0; done < 9; done += 1) {
      await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0), { timeout: 10_000 });
      waiting.shift()?.();
    }
    await until("rerun of 9 runs asked for");
    expect(most).toBe(4);
  });

  it("starts new runs with what all are given alike, each on its own branch", async () => {
    const branch = makePipeline({ repo: "acme/api", branch: "next", id: "5" });
    const other = makePipeline({ repo: "acme/zoo", id: "3" });
    const snapshot = makeSnapshot({ pipelines: [FAILED, branch, other] });
    const desk = makeDesk({ form: async () => DEPLOY });
    desk.describeTrigger.mockImplementation(async ({ repo }) => {
      if (repo !== "acme/zoo") return DEPLOY;
      throw new ProviderError("refused", "it has no workflow_dispatch");
    });
    const { press, until, text } = await show(desk, { snapshot });
    await press(SPACE, SPACE, SPACE, "t");
    await until("2 new runs  acme/api CI main · acme/api CI next");
    expect(text()).not.toContain("branch *");
    await press("p", "\t", "\t", "2", "\x13");
    await until(/Start 2 new runs, each on its own branch\? 1 cannot\. +y yes {2}n no/u);
    await press("n");
    await until("2 new runs");
    await press("\x13", "y");
    await until("start of 2 runs asked for");
    const inputs = { environment: "production", dry_run: "false", version: "2", replicas: "2" };
    expect(desk.trigger.mock.calls.map(([run, order]) => [run.branch, order])).toEqual([
      ["main", { branch: null, inputs }],
      ["next", { branch: null, inputs }],
    ]);
    expect(text().match(/start…/gu)).toHaveLength(2);
    expect(text()).not.toContain("marked");
  });

  it("asks at once where new runs are given nothing", async () => {
    const desk = makeDesk();
    const { press, until } = await show(desk);
    await press(SPACE, SPACE, "t");
    await until("Start 2 new runs, each on its own branch?");
    await press("y");
    await until("start of 2 runs asked for");
    expect(desk.trigger).toHaveBeenCalledTimes(2);
  });

  it("starts the one that is marked, wherever the selection is", async () => {
    const desk = makeDesk();
    const { press, until } = await show(desk);
    await press("G", SPACE, "g", "t");
    await until("Start CI of acme/zoo on main?");
    await press("y");
    await until("a new run of acme/zoo CI on main asked for");
    await until(NO_MARKS);
  });

  it("says why new runs cannot be started together", async () => {
    const desk = makeDesk();
    desk.describeTrigger.mockImplementation(async ({ repo }) => {
      if (repo === "acme/api") return DEPLOY;
      return { inputs: [], takesVariables: false, takesBranch: true };
    });
    const { press, until } = await show(desk);
    await press(SPACE, SPACE, SPACE, "t");
    await until("start them one by one");
    await until("3 marked");
    desk.describeTrigger.mockRejectedValue(new ProviderError("refused", "nobody may"));
    await press("t");
    await until("acme/api main CI — nobody may");
    await until("acme/zoo main CI — nobody may");
    expect(desk.trigger).not.toHaveBeenCalled();
  });

  it("comes back with what was typed where every new run is refused", async () => {
    const desk = makeDesk({ form: async () => DEPLOY });
    desk.trigger.mockRejectedValue(new ProviderError("refused", "no such environment"));
    const { press, until } = await show(desk);
    await press(SPACE, SPACE, "t");
    await until("2 new runs");
    await press("\t", "\t", "77", "\x13", "y");
    await until("no such environment");
    await until("77");
  });

  it("opens no form over what a person went on to", async () => {
    let answer = () => {};
    const desk = makeDesk({
      form: () => new Promise((resolve) => (answer = () => resolve(DEPLOY))),
    });
    const { press, text, until } = await show(desk);
    await press(SPACE, "t", SPACE);
    await until("2 marked");
    answer();
    await settle();
    expect(text()).not.toContain("ctrl-s start");
  });

  it("cancels those that run", async () => {
    const desk = makeDesk();
    const { press, until } = await show(desk);
    await press(SPACE, SPACE, SPACE, "x");
    await until("Cancel 1 of 3 runs? 2 cannot.");
    await press("y");
    await until("cancel of acme/web CI #7 asked for");
    expect(desk.act.mock.calls[0]?.[0]).toBe(RUNNING.latest);
  });

  it("opens the gate at which each of them waits", async () => {
    const gate = makeJob({ id: "g", name: "deploy", gate: "approve" });
    const desk = makeDesk({ jobs: async () => [makeJob(), gate] });
    const snapshot = makeSnapshot({ pipelines: [FAILED, WAITING, RUNNING] });
    const { press, until } = await show(desk, { snapshot });
    await press(SPACE, SPACE, SPACE, "P");
    await until("Let 1 of 3 runs proceed? 2 cannot.");
    await press("y");
    await until("proceed of acme/app CI #7 asked for");
    expect(desk.openGate.mock.calls.map(([run, job]) => [run.repo, job.name])).toEqual([
      ["acme/app", "deploy"],
    ]);
  });

  it("that none of them can take is answered in a sentence", async () => {
    const desk = makeDesk();
    const { press, until } = await show(desk);
    await press("G", SPACE, "x");
    await until("nothing that is marked runs");
    expect(desk.act).not.toHaveBeenCalled();
  });

  it("is looked for twice, since a server takes a moment, and its mark does not stay for ever", async () => {
    const clock = createFakeClock(NOW);
    const { press, until, feed, text } = await show(makeDesk(), { clock });
    await press(SPACE, "R", "a");
    await until("rerun…");
    expect(feed.refreshed).toEqual(["acme/api"]);
    await clock.advance(4_000);
    expect(feed.refreshed).toEqual(["acme/api", "acme/api"]);
    await clock.advance(60_000);
    await until(/^(?![\s\S]*rerun…)/u);
    expect(text()).toContain("failed");
  });

  it("leaves a mark alone that was set later on the same row", async () => {
    const clock = createFakeClock(NOW);
    const { press, until, text } = await show(makeDesk(), { clock });
    await press("R", "a");
    await until("rerun…");
    await clock.advance(40_000);
    await press("R", "a");
    await until("rerun of acme/api CI #7 asked for");
    await clock.advance(30_000);
    await settle();
    expect(text()).toContain("rerun…");
    await clock.advance(30_000);
    await until(/^(?![\s\S]*rerun…)/u);
  });

  it("that is refused late leaves a mark alone that was set after it", async () => {
    const refusals: (() => void)[] = [];
    const act = () =>
      refusals.length > 0
        ? Promise.resolve()
        : new Promise<void>((_resolve, reject) => {
            refusals.push(() => reject(new ProviderError("refused", "too old")));
          });
    const { press, until, text } = await show(makeDesk({ act }));
    await press("R", "a", "R", "a");
    await until("rerun of acme/api CI #7 asked for");
    refusals[0]?.();
    await until("too old");
    expect(text()).toContain("rerun…");
  });
});
