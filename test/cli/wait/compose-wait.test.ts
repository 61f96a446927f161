import { describe, expect, it } from "vitest";
import { composeChange, composeProgress } from "../../../src/cli/wait/compose-wait.ts";
import type { WaitView } from "../../../src/cli/wait/judge-wait.ts";
import { selectGlyphs } from "../../../src/ui/table/glyphs.ts";
import { createTheme } from "../../../src/ui/table/theme.ts";
import { ago, makePipeline, makeSource, NOW } from "../../ui/make-pipeline.ts";

const STYLE = { glyphs: selectGlyphs(false), theme: createTheme("dark", 0), now: NOW };
const PAST = ["success", "success", "success"] as const;

const running = makePipeline({ status: "running", startedAt: ago(181) }, PAST);

function progress(changes: Partial<WaitView>, width = 100): string {
  const view = { awaited: [], sources: [makeSource()], startedMs: NOW, nowMs: NOW, ...changes };
  return composeProgress(view, { what: "run of 9f31c0e", startTimeoutMs: 120_000 }, STYLE, width);
}

describe("the line that says how a wait is going", () => {
  it("tells when a single run should end", () => {
    expect(progress({ awaited: [running] })).toBe(
      "● acme/api main CI #7  3m01s ▰▰▰▰▱▱▱▱ ~2m left, until 14:09",
    );
  });

  it("counts several, and tells when the last of them should end", () => {
    const ended = makePipeline({ workflow: "Lint" });
    const late = makePipeline({ status: "running", startedAt: ago(60), workflow: "e2e" }, PAST);
    expect(progress({ awaited: [ended, running, late] })).toMatch(
      /^● 2 running {2}✓ 1 passed {2}3m01s ▰+▱+ ~4m left, until 14:12$/u,
    );
  });

  it("predicts nothing over a run that nothing is known about", () => {
    const first = makePipeline({ status: "running", startedAt: ago(60), workflow: "new" });
    expect(progress({ awaited: [running, first] })).toBe("● 2 running  3m01s");
  });

  it("says how late a run is", () => {
    const late = makePipeline({ status: "running", startedAt: ago(400) }, PAST);
    expect(progress({ awaited: [late] })).toMatch(/6m40s ▰{8} \+2m late$/u);
  });

  it("says that a run waits on a person", () => {
    const awaited = [makePipeline({ status: "waiting", workflow: "Deploy" })];
    expect(progress({ awaited })).toMatch(/^◆ acme\/api main Deploy #7 waits on a person/u);
    expect(progress({ awaited: [...awaited, running] })).toMatch(/◆ 1 waiting on a person {2}● 1/u);
  });

  it("says for how long it waits for one to start", () => {
    expect(progress({ startedMs: NOW - 30_000 })).toBe(
      "◌ no run of 9f31c0e yet, 1m30s left for it to start",
    );
    expect(progress({ sources: [makeSource({ state: "loading" })] })).toBe("asking");
  });

  it("names a source that cannot be read, and keeps within the width", () => {
    const error = { kind: "timeout", message: "no answer", hint: "", status: null, since: ago(9) };
    const sources = [makeSource({ state: "failing", error: { ...error, kind: "timeout" } })];
    expect(progress({ awaited: [running], sources })).toMatch(/ {2}gh: no answer$/u);
    expect(progress({ awaited: [running], sources }, 30)).toBe("● acme/api main CI #7  3m01s …");
  });
});

describe("the line of a change", () => {
  it.each([
    [running, "● running   acme/api main CI #7 should end about 14:09"],
    [makePipeline({ status: "queued" }), "◌ queued    acme/api main CI #7"],
    [makePipeline({ durationSec: 252 }), "✓ success   acme/api main CI #7 in 4m12s"],
    [
      makePipeline({ status: "failed", number: null }),
      "✗ failed    acme/api main CI in 1m00s https://github.com/acme/api/actions/runs/1",
    ],
    [
      makePipeline({ status: "waiting" }),
      "◆ waiting   acme/api main CI #7 waits on a person: https://github.com/acme/api/actions/runs/1",
    ],
  ])("%#", (pipeline, line) => {
    expect(composeChange(pipeline, STYLE)).toBe(line);
  });
});
