import { describe, expect, it } from "vitest";
import { findCriticalPath } from "../../src/model/critical-path.ts";
import type { RunStatus } from "../../src/model/run-status.ts";
import { makeJob } from "../ui/make-desk.ts";

const at = (sec: number | null) =>
  sec === null ? null : new Date(Date.UTC(2026, 0, 1) + sec * 1_000).toISOString();

const job = (
  id: string,
  from: number | null,
  to: number | null,
  status: RunStatus = to === null ? "running" : "success",
) => makeJob({ id, status, startedAt: at(from), finishedAt: at(to) });

const path = (...jobs: ReturnType<typeof job>[]) => [...findCriticalPath(jobs)].toSorted();

describe("the critical path", () => {
  it("is the job that ended last, and before each the one that ended last", () => {
    const jobs = [job("a", 0, 50), job("b", 0, 20), job("c", 50, 60), job("d", 52, 200)];
    expect(path(...jobs)).toEqual(["a", "d"]);
  });

  it("bears times told by the second, and waits between jobs", () => {
    expect(path(job("a", 0, 51), job("b", 0, 5), job("c", 50, 60), job("d", 90, 99))).toEqual([
      "a",
      "c",
      "d",
    ]);
  });

  it("of a run that goes on ends with the job that has held it longest", () => {
    expect(path(job("a", 0, 50), job("b", 0, 9), job("c", 51, null), job("d", 60, null))).toEqual([
      "a",
      "c",
    ]);
  });

  it("leaves out what never ran", () => {
    const jobs = [
      job("a", 0, 50),
      job("b", 0, 9),
      job("c", 51, 90, "skipped"),
      job("d", null, null),
    ];
    expect(path(...jobs)).toEqual(["a"]);
  });

  it("is not told where it tells nothing", () => {
    expect(path()).toEqual([]);
    expect(path(job("a", 0, 50))).toEqual([]);
    expect(path(job("a", 0, 50), job("b", 50, 60))).toEqual([]);
  });

  it("ends, whatever the times are", () => {
    const same = [job("a", 5, 5), job("b", 5, 5), job("c", 5, 5)];
    expect(path(...same)).toHaveLength(1);
    const odd = { ...job("x", 0, 1), startedAt: "never" };
    expect(path(odd, ...same)).toHaveLength(1);
  });
});
