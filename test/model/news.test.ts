import { describe, expect, it } from "vitest";
import { createNewsFinder } from "../../src/model/news.ts";
import type { Pipeline } from "../../src/model/pipeline.ts";
import type { RunStatus } from "../../src/model/run-status.ts";
import { ago, makePipeline, makeSnapshot, NOW } from "../ui/make-pipeline.ts";

const show = (...pipelines: readonly Pipeline[]) => makeSnapshot({ pipelines });

/** The pipeline after one more run, which ended just now. */
function runAgain(before: Pipeline, status: RunStatus, id = "2"): Pipeline {
  const latest = { ...before.latest, id, status, queuedAt: ago(30), finishedAt: ago(5) };
  return { ...before, latest, history: [latest, ...before.history] };
}

const GREEN = makePipeline({}, ["success"]);
const RED = makePipeline({ repo: "acme/web", status: "failed" }, ["success"]);

describe("what a person should look at", () => {
  it("is nothing of what the first snapshot holds", () => {
    expect(createNewsFinder(NOW)(show(GREEN, RED))).toEqual([]);
  });

  it.each<[string, Pipeline, RunStatus, boolean]>([
    ["a row that broke", GREEN, "failed", true],
    ["a row that failed once more", RED, "failed", true],
    ["a row that was fixed", RED, "success", true],
    ["a row that waits for a person", GREEN, "waiting", true],
    ["no row that passed once more", GREEN, "success", false],
    ["no row that runs again", RED, "running", false],
    ["no row that was cancelled", RED, "cancelled", false],
  ])("is %s", (_, before, status, expected) => {
    const find = createNewsFinder(NOW);
    find(show(before));
    const after = runAgain(before, status);
    expect(find(show(after))).toEqual(expected ? [after] : []);
    expect(find(show(after))).toEqual([]);
  });

  it("is told once, when the run that was started has ended", () => {
    const find = createNewsFinder(NOW);
    find(show(GREEN));
    expect(find(show(runAgain(GREEN, "running")))).toEqual([]);
    const failed = runAgain(GREEN, "failed");
    expect(find(show(failed))).toEqual([failed]);
    expect(find(show({ ...failed }))).toEqual([]);
  });

  it("is no older run that comes to light while the history is read", () => {
    const find = createNewsFinder(NOW);
    const running = makePipeline({ status: "running" });
    find(show(running));
    const past = { ...RED.latest, id: "0", queuedAt: ago(90_000), finishedAt: ago(89_000) };
    expect(find(show({ ...running, history: [running.latest, past] }))).toEqual([]);
  });

  it("is a new row that fails, where its target had answered without it and it is young", () => {
    const find = createNewsFinder(NOW - 60_000);
    find(show(GREEN));
    const young = makePipeline({ branch: "new", status: "failed", finishedAt: ago(5) });
    const old = makePipeline({ branch: "old", status: "failed", finishedAt: ago(500) });
    const elsewhere = makePipeline({ repo: "acme/x", status: "failed", finishedAt: ago(5) });
    const green = makePipeline({ branch: "green", finishedAt: ago(5) });
    expect(find(show(GREEN, young, old, elsewhere, green))).toEqual([young]);
  });
});
