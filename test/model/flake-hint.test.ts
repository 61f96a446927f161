import { expect, it } from "vitest";
import { isFlaky } from "../../src/model/flake-hint.ts";
import type { RunStatus } from "../../src/model/run-status.ts";
import { makeRun } from "../helpers/make-run.ts";

const run = (status: RunStatus, sha: string | null = "a", attempt = 1) =>
  makeRun({ status, attempt, commit: { sha, message: null } });

// Newest first.
it.each([
  ["a commit that failed and then passed", true, [run("success"), run("failed")]],
  [
    "the same further down, with runs between",
    true,
    [run("failed", "b"), run("success"), run("cancelled"), run("success", "c"), run("failed")],
  ],
  ["a commit that failed and then passed with a warning", true, [run("warning"), run("failed")]],
  ["a further attempt that passed", true, [run("success", "a", 2)]],
  ["a further attempt of no known commit", true, [run("success", null, 3)]],
  ["nothing", false, []],
  ["one run", false, [run("success")]],
  ["failures only", false, [run("failed"), run("failed")]],
  ["a further attempt that failed as well", false, [run("failed", "a", 2)]],
  ["a further attempt that has not ended", false, [run("running", "a", 2), run("failed", "b")]],
  ["a commit that passed and then failed", false, [run("failed"), run("success")]],
  ["another commit that passed", false, [run("success", "b"), run("failed", "a")]],
  ["commits that are not known", false, [run("success", null), run("failed", null)]],
  ["a cancelled run, then a passing one", false, [run("success"), run("cancelled")]],
])("of %s the hint is %s", (_, expected, history) => {
  expect(isFlaky(history)).toBe(expected);
});
