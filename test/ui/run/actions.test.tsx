import { cleanup } from "ink-testing-library";
import { afterEach, describe, expect, it } from "vitest";
import { ProviderError } from "../../../src/model/provider-error.ts";
import { makeDesk, makeJob } from "../make-desk.ts";
import { makePipeline, makeSnapshot } from "../make-pipeline.ts";
import { KEYS, showScreen } from "../show-screen.tsx";

afterEach(cleanup);

const only = (pipeline = makePipeline({ status: "failed" })) =>
  makeSnapshot({ pipelines: [pipeline] });

describe("an action", () => {
  it("names what will happen, and nothing happens without a yes", async () => {
    const desk = makeDesk();
    const { press, until, text } = await showScreen({ desk, snapshot: only() });
    await press("R");
    await until(/Rerun acme\/api CI #7\? +a all {2}f failed jobs {2}n no/u);
    expect(text()).toContain("REPO");
    await press("n");
    expect(text()).not.toContain("Rerun acme/api");
    expect(desk.act).not.toHaveBeenCalled();
  });

  it.each([
    ["a", "rerun"],
    ["f", "rerunFailed"],
  ])("%s runs again: %s", async (key, action) => {
    const desk = makeDesk();
    const { press, until, feed } = await showScreen({ desk, snapshot: only() });
    await press("R", key);
    await until("rerun of acme/api CI #7 asked for");
    expect(desk.act.mock.calls.map((call) => call[1])).toEqual([action]);
    expect(feed.refreshed[0]).toBe("acme/api");
  });

  it.each([
    [40, 12],
    [40, 6],
    [40, 4],
    [60, 5],
    [39, 20],
    [100, 3],
  ])("is asked about where it can be read, in a pane of %i × %i too", async (columns, rows) => {
    const repo = "platform/infra/kubernetes";
    const long = only(makePipeline({ status: "failed", repo }));
    const settings = { views: [{ name: "Mine", filter: "" }] };
    const screen = await showScreen({ desk: makeDesk(), snapshot: long, settings, columns, rows });
    await screen.press("R");
    await screen.until("f failed jobs");
    const { lines } = screen;
    expect(lines().length).toBeLessThanOrEqual(rows);
    for (const line of lines()) expect(line.length).toBeLessThanOrEqual(columns);
    if (columns >= 40) expect(lines().join("").replaceAll(/\s/gu, "")).toContain(repo);
    expect(lines().at(-1)).toMatch(/a all {2}f failed jobs {2}n no/u);
    await screen.press("n");
    await screen.until(/^(?![\s\S]*failed jobs)/u);
  });

  it("asks with y where there is one way only", async () => {
    const desk = makeDesk();
    const { press, until } = await showScreen({ desk, snapshot: only(makePipeline()) });
    await press("R");
    await until("Rerun acme/api CI #7?");
    await press("y");
    await until("asked for");
    expect(desk.act.mock.calls[0]?.[1]).toBe("rerun");
  });

  it("marks its row until the next snapshot says otherwise", async () => {
    const { press, until, replace, text } = await showScreen({
      desk: makeDesk(),
      snapshot: only(makePipeline({ status: "running" })),
    });
    await press("x", "y");
    await until("cancel…");
    await replace(only(makePipeline({ status: "cancelled" })));
    await until("cancelled");
    expect(text()).not.toContain("cancel…");
  });

  it("that was refused says why and leaves no mark", async () => {
    const desk = makeDesk({
      act: () => Promise.reject(new ProviderError("auth", "gh refused it", { status: 403 })),
    });
    const { press, until, text } = await showScreen({ desk, snapshot: only() });
    await press("R", "f");
    await until("rerun of acme/api CI #7 failed: gh refused it");
    expect(text()).not.toContain("rerun…");
  });

  it("is hidden where it is not offered", async () => {
    const desk = makeDesk({ can: (_run, deed) => deed === "jobs" });
    const { press, text } = await showScreen({ desk, snapshot: only() });
    expect(text()).not.toContain("rerun");
    await press("R", "x", "P");
    expect(text()).toContain("REPO");
    expect(text()).not.toContain("?  y");
    expect(desk.act).not.toHaveBeenCalled();
  });

  it("opens a gate, from the table too", async () => {
    const gate = makeJob({
      id: "g",
      name: "deploy",
      status: "waiting",
      gate: "approve",
      question: "Ship it?",
    });
    const desk = makeDesk({ jobs: async () => [makeJob(), gate] });
    const { press, until } = await showScreen({
      desk,
      snapshot: only(makePipeline({ status: "waiting" })),
    });
    await press("P");
    await until('Approve deploy "Ship it?" of acme/api CI #7?');
    await press("y");
    await until("asked for");
    expect(desk.openGate.mock.calls[0]?.[1]).toBe(gate);
  });

  it("works over an open run, and leaves it open", async () => {
    const desk = makeDesk();
    const { press, until } = await showScreen({ desk, snapshot: only(), rows: 20 });
    await press(KEYS.enter);
    await until("test (node 20)");
    await press("R", "f");
    await until("asked for");
    await until("test (node 20)");
    expect(desk.listJobs.mock.calls.length).toBeGreaterThanOrEqual(2);
  });
});
