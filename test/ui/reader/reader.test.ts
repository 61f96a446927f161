import { describe, expect, it } from "vitest";
import { createReader } from "../../../src/ui/reader/create-reader.ts";
import { makePipeline, makeSnapshot, makeSource, NOW } from "../make-pipeline.ts";

const running = makePipeline({ id: "2", status: "running" }, ["success"]);
const failed = makePipeline({ id: "2", status: "failed", durationSec: 252 }, ["success"]);
const passed = makePipeline({ id: "3", status: "success", durationSec: 61 }, ["failed"]);

const withRows = (...pipelines: readonly (typeof running)[]) => makeSnapshot({ pipelines });

function create() {
  const reader = createReader(() => true, NOW);
  return (snapshot: ReturnType<typeof makeSnapshot>) => reader.readChanges(snapshot, NOW);
}

describe("what a screen reader is told", () => {
  it("is how things stand, once every source has answered", () => {
    const read = create();
    const loading = makeSource({ state: "loading" });
    expect(read(makeSnapshot({ pipelines: [], sources: [loading] }))).toEqual([]);
    expect(read(makeSnapshot())).toEqual([
      "1 failing, 1 running, 1 passing.",
      "acme/api main CI failed, 2m ago",
      "acme/web feat/login e2e runs, 3m ago",
    ]);
  });

  it("is then what changes, with how it compares", () => {
    const read = create();
    read(withRows(running));
    expect(read(withRows(failed))).toEqual(["acme/api main CI failed after 4m12s, broke"]);
    expect(read(withRows({ ...failed }))).toEqual([]);
    expect(read(withRows(passed))).toEqual(["acme/api main CI passed after 1m01s, fixed"]);
    expect(read(withRows(makePipeline({ id: "4", status: "queued" }, ["success"])))).toEqual([]);
    expect(read(withRows(makePipeline({ id: "4", status: "running" }, ["success"])))).toEqual([
      "acme/api main CI runs",
    ]);
    expect(read(withRows(makePipeline({ id: "4", status: "waiting" }, ["success"])))).toEqual([
      "acme/api main CI waits for a person",
    ]);
  });

  it("is only what the filter lets through", () => {
    const reader = createReader(({ repo }) => repo === "acme/web", NOW);
    reader.readChanges(withRows(running), NOW);
    expect(reader.readChanges(withRows(failed), NOW)).toEqual([]);
    expect(reader.readSummary(withRows(failed), NOW)).toEqual(["No runs yet."]);
  });

  it("is when a source fails, and when it answers again", () => {
    const read = create();
    const error = {
      kind: "timeout" as const,
      message: "no answer within 15 s",
      hint: "it is tried again",
      status: null,
      since: new Date(NOW).toISOString(),
    };
    const troubled = makeSnapshot({ sources: [makeSource({ state: "failing", error })] });
    read(makeSnapshot({ sources: [makeSource()] }));
    expect(read(troubled)).toEqual(["gh: no answer within 15 s; it is tried again"]);
    expect(read(troubled)).toEqual([]);
    expect(read(makeSnapshot({ sources: [makeSource()] }))).toEqual(["gh answers again"]);
  });

  it("names twenty rows at most, and how many more there are", () => {
    const reader = createReader(() => true, NOW);
    const rows = Array.from({ length: 30 }, (_, index) =>
      makePipeline({ repo: `acme/${index}`, status: "failed" }),
    );
    const lines = reader.readSummary(withRows(...rows), NOW);
    expect(lines).toHaveLength(22);
    expect(lines.at(-1)).toBe("and 10 more");
  });
});
