import { describe, expect, it } from "vitest";
import { createHappeningFinder } from "../../src/model/happening.ts";
import type { Pipeline } from "../../src/model/pipeline.ts";
import type { PipelineRun } from "../../src/model/pipeline-run.ts";
import type { Snapshot } from "../../src/model/snapshot.ts";
import { makePipeline, makeRun } from "../helpers/make-run.ts";
import { makeSource, makeTarget } from "../ui/make-pipeline.ts";

const START_MS = Date.parse("2026-11-23T12:00:00.000Z");
const FINISHED_EARLIER = "2026-11-23T11:04:17.000Z";

/** The n-th run, an hour's minute each. */
function run(number: number, status: PipelineRun["status"], fields: Partial<PipelineRun> = {}) {
  const minute = String(number).padStart(2, "0");
  return makeRun({
    id: String(number),
    status,
    queuedAt: `2026-11-23T11:${minute}:00.000Z`,
    startedAt: `2026-11-23T11:${minute}:05.000Z`,
    ...fields,
  });
}

function snapshot(pipelines: readonly Pipeline[], hasAnswered = true): Snapshot {
  const targets = [makeTarget({ lastOkAt: hasAnswered ? FINISHED_EARLIER : null })];
  return { pipelines, sources: [makeSource({ targets })] };
}

/** What is found in each of several snapshots, as words. */
function follow(...steps: readonly (Pipeline | readonly Pipeline[])[]) {
  const find = createHappeningFinder(START_MS);
  return steps.map((step) =>
    find(snapshot("key" in step ? [step] : step), START_MS).map(({ kind }) => kind),
  );
}

describe("what was already so", () => {
  it.each(["failed", "waiting", "success"] as const)(
    "tells nothing of a row that is %s when it is first seen",
    (status) => {
      expect(follow(makePipeline(run(2, status), run(1, "success")))).toEqual([[]]);
    },
  );

  it("tells nothing of a build that already takes long, then or later", () => {
    const running = run(5, "running", { durationSec: null, finishedAt: null });
    const past = [run(4, "success"), run(3, "success"), run(2, "success")] as const;
    const again = makePipeline({ ...running, actor: "bo" }, ...past);
    expect(follow(makePipeline(running, ...past), again)).toEqual([[], []]);
  });

  it("tells of a row that was kept from the last start what has changed since", () => {
    const kept = makePipeline(run(1, "success"));
    const read = makePipeline(run(2, "failed"), run(1, "success"));
    expect(follow(kept, kept, read)).toEqual([[], [], ["broke"]]);
  });

  it("tells nothing of older runs that are only now read", () => {
    const running = run(9, "running", { finishedAt: null });
    expect(
      follow(makePipeline(running), makePipeline(running, run(8, "failed"), run(7, "success"))),
    ).toEqual([[], []]);
  });
});

describe("a pipeline that changes", () => {
  it("breaks once, and is fixed once", () => {
    expect(
      follow(
        makePipeline(run(1, "success")),
        makePipeline(run(2, "running"), run(1, "success")),
        makePipeline(run(2, "failed"), run(1, "success")),
        makePipeline(run(2, "failed", { actor: "bo" }), run(1, "success")),
        makePipeline(run(3, "failed"), run(2, "failed"), run(1, "success")),
        makePipeline(run(4, "cancelled"), run(3, "failed"), run(2, "failed")),
        makePipeline(run(5, "success"), run(4, "cancelled"), run(3, "failed")),
        makePipeline(run(6, "success"), run(5, "success"), run(4, "cancelled")),
      ),
    ).toEqual([[], [], ["broke"], [], [], [], ["fixed"], []]);
  });

  it("is fixed by a further attempt of the run that broke it", () => {
    expect(
      follow(
        makePipeline(run(2, "failed"), run(1, "success")),
        makePipeline(run(2, "running", { attempt: 2 }), run(1, "success")),
        makePipeline(run(2, "success", { attempt: 2 }), run(1, "success")),
      ),
    ).toEqual([[], [], ["fixed"]]);
  });

  it("stays broken where a further attempt fails too", () => {
    expect(
      follow(
        makePipeline(run(2, "failed"), run(1, "success")),
        makePipeline(run(2, "running", { attempt: 2 }), run(1, "success")),
        makePipeline(run(2, "failed", { attempt: 2 }), run(1, "success")),
      ),
    ).toEqual([[], [], []]);
  });

  it("breaks by a run that another one has already overtaken", () => {
    expect(
      follow(
        makePipeline(run(2, "running"), run(1, "success")),
        makePipeline(run(3, "running"), run(2, "running"), run(1, "success")),
        makePipeline(run(3, "running"), run(2, "failed"), run(1, "success")),
      ),
    ).toEqual([[], [], ["broke"]]);
  });

  it("waits once for each time that it begins to", () => {
    expect(
      follow(
        makePipeline(run(1, "running")),
        makePipeline(run(1, "waiting")),
        makePipeline(run(1, "waiting", { actor: "bo" })),
        makePipeline(run(1, "running")),
        makePipeline(run(1, "waiting")),
      ),
    ).toEqual([[], ["waiting"], [], [], ["waiting"]]);
  });

  it("is slow once, by time alone, and again in the next run", () => {
    const find = createHappeningFinder(START_MS);
    const past = [run(4, "success"), run(3, "success"), run(2, "success")] as const;
    const startedAt = "2026-11-23T12:00:00.000Z";
    const running = (number: number) =>
      makePipeline(
        run(number, "running", { startedAt, finishedAt: null, durationSec: null }),
        ...past,
      );
    const first = running(5);
    const at = (pipeline: Pipeline, seconds: number) =>
      find(snapshot([pipeline]), START_MS + seconds * 1_000).map(({ kind }) => kind);
    expect(at(first, 10)).toEqual([]);
    expect(at(first, 252)).toEqual([]);
    expect(at(first, 253)).toEqual(["slow"]);
    expect(at(first, 300)).toEqual([]);
    expect(at(running(6), 20)).toEqual([]);
    expect(at(running(6), 400)).toEqual(["slow"]);
  });
});

describe("a row that comes up later", () => {
  const old = makePipeline(makeRun({ branch: "main" }));
  const young = { finishedAt: "2026-11-23T12:01:00.000Z", branch: "feat/x" };

  it("breaks where its first run fails", () => {
    expect(follow([old], [old, makePipeline(makeRun({ ...young, status: "failed" }))])).toEqual([
      [],
      ["broke"],
    ]);
  });

  it("tells nothing where its run is older than the start", () => {
    const stale = makePipeline(makeRun({ branch: "feat/x", status: "failed" }));
    expect(follow([old], [old, stale])).toEqual([[], []]);
  });

  it("tells nothing where its target had not answered before", () => {
    const find = createHappeningFinder(START_MS);
    const failed = makePipeline(makeRun({ ...young, status: "failed" }));
    expect(find(snapshot([], false), START_MS)).toEqual([]);
    expect(find(snapshot([failed]), START_MS)).toEqual([]);
  });
});

it("says what the row was like before", () => {
  const find = createHappeningFinder(START_MS);
  const before = makePipeline(run(1, "success"));
  const pipeline = makePipeline(run(2, "failed"), run(1, "success"));
  find(snapshot([before]), START_MS);
  expect(find(snapshot([pipeline]), START_MS)).toEqual([{ kind: "broke", pipeline, before }]);
});
