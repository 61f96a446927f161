import { describe, expect, it } from "vitest";
import type { PipelineRun } from "../../src/model/pipeline-run.ts";
import type { RunStatus } from "../../src/model/run-status.ts";
import { toTransition } from "../../src/model/transition.ts";
import { makeRun } from "../helpers/make-run.ts";

const LETTERS: Readonly<Record<string, RunStatus>> = {
  P: "success",
  W: "warning",
  F: "failed",
  c: "cancelled",
  s: "skipped",
  u: "unknown",
  r: "running",
  q: "queued",
  w: "waiting",
};

/** When the run at an index of the history, newest first, ended. */
const endOf = (index: number) => new Date(Date.UTC(2026, 10, 23, 12, -index)).toISOString();

/** A history, newest first, one letter a run. */
function read(letters: string): readonly PipelineRun[] {
  return [...letters].map((letter, index) =>
    makeRun({ id: String(index), status: LETTERS[letter] ?? "unknown", finishedAt: endOf(index) }),
  );
}

describe("a transition", () => {
  it.each([
    ["FP", "broke", 1, 0],
    ["PF", "fixed", 1, 0],
    ["FF", "still-failing", 2, 1],
    ["PP", "still-passing", 2, 1],
    ["FFFP", "still-failing", 3, 2],
    ["PPPPF", "still-passing", 4, 3],
    ["WP", "still-passing", 2, 1],
    ["WF", "fixed", 1, 0],
    ["FW", "broke", 1, 0],
    ["FFFFFFFFFFFFFFFFFFFF", "still-failing", 20, 19],
  ])("of %s is %s", (letters, kind, runs, oldest) => {
    expect(toTransition(read(letters))).toEqual({ kind, runs, since: endOf(oldest) });
  });

  it.each([
    ["rFP", "broke", 1, 1],
    ["qFP", "broke", 1, 1],
    ["wPF", "fixed", 1, 1],
    ["cFcsP", "broke", 1, 1],
    ["FcFuP", "still-failing", 2, 2],
  ])("of %s does not count what gave no verdict", (letters, kind, runs, oldest) => {
    expect(toTransition(read(letters))).toEqual({ kind, runs, since: endOf(oldest) });
  });

  it.each(["", "P", "F", "r", "rF", "cF", "csurqw"])("of %j is not known", (letters) => {
    expect(toTransition(read(letters))).toBeNull();
  });

  it("dates what has no end by its start, and by nothing where there is neither", () => {
    const start = "2026-11-23T11:00:05.000Z";
    const [before] = read("P");
    const failed = makeRun({ status: "failed", finishedAt: null, startedAt: start });
    const undated = { ...failed, startedAt: null, queuedAt: null };
    expect(before && toTransition([failed, before])?.since).toBe(start);
    expect(before && toTransition([undated, before])).toMatchObject({ kind: "broke", since: null });
  });
});
