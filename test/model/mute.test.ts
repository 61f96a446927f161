import { describe, expect, it } from "vitest";
import { dropMuted, dropPassed, NO_MUTES, toggleMute } from "../../src/model/mute.ts";
import type { Pipeline } from "../../src/model/pipeline.ts";
import type { RunStatus } from "../../src/model/run-status.ts";
import { makePipeline } from "../ui/make-pipeline.ts";

/** The pipeline after one more run. */
function runAgain(before: Pipeline, status: RunStatus, id: string): Pipeline {
  const latest = { ...before.latest, id, status };
  return { ...before, latest, history: [latest, ...before.history] };
}

const FAILED = makePipeline({ status: "failed" }, ["success"]);
const OTHER = makePipeline({ repo: "acme/web", status: "failed" });

describe("a muted row", () => {
  const mutes = toggleMute(NO_MUTES, FAILED);

  it("stays muted while it fails, runs or is cancelled", () => {
    for (const status of ["failed", "running", "queued", "cancelled", "waiting"] as const) {
      expect(dropPassed(mutes, [runAgain(FAILED, status, "2"), OTHER])).toBe(mutes);
    }
  });

  it.each(["success", "warning"] as const)("is heard again once it ends as %s", (status) => {
    expect(dropPassed(mutes, [OTHER, runAgain(FAILED, status, "2")]).size).toBe(0);
  });

  it("is heard again once the run that failed passes in a further attempt", () => {
    const latest = { ...FAILED.latest, status: "success" as const, attempt: 2 };
    expect(dropPassed(mutes, [{ ...FAILED, latest, history: [latest] }]).size).toBe(0);
  });

  it("that had passed is muted until it passes once more", () => {
    const green = makePipeline();
    const muted = toggleMute(NO_MUTES, green);
    expect(dropPassed(muted, [green])).toBe(muted);
    expect(dropPassed(muted, [runAgain(green, "failed", "2")])).toBe(muted);
    expect(dropPassed(muted, [runAgain(green, "success", "2")]).size).toBe(0);
  });

  it("is heard again when it is muted once more, and keeps its mute while it is out of sight", () => {
    expect(toggleMute(mutes, FAILED).size).toBe(0);
    expect(dropPassed(mutes, [])).toBe(mutes);
  });

  it("is left out, and nothing else", () => {
    expect(dropMuted([FAILED, OTHER], mutes)).toEqual([OTHER]);
  });
});
