import { describe, expect, it } from "vitest";
import { judgeWait, type WaitRules, type WaitView } from "../../../src/cli/wait/judge-wait.ts";
import type { Pipeline } from "../../../src/model/pipeline.ts";
import type { ProviderErrorKind } from "../../../src/model/provider-error.ts";
import type { RunStatus } from "../../../src/model/run-status.ts";
import type { SourceError } from "../../../src/model/snapshot.ts";
import { ago, makePipeline, makeSource, makeTarget, NOW } from "../../ui/make-pipeline.ts";

const RULES: WaitRules = { startTimeoutMs: 120_000, timeoutMs: null, isFailFast: false };

const LONG_AGO = { finishedAt: ago(600) };

function makeView(awaited: readonly Pipeline[], changes: Partial<WaitView> = {}): WaitView {
  return { awaited, sources: [makeSource()], startedMs: NOW - 10_000, nowMs: NOW, ...changes };
}

function failing(kind: ProviderErrorKind, sinceSec = 5) {
  const error: SourceError = {
    kind,
    message: "no",
    hint: "look",
    status: null,
    since: ago(sinceSec),
  };
  const target = makeTarget({ state: "failing", error });
  return { sources: [makeSource({ state: "failing", error, targets: [target] })] };
}

const judge = (
  view: WaitView,
  rules: Partial<WaitRules> = {},
  restingSinceMs: number | null = null,
) => judgeWait(view, { ...RULES, ...rules }, restingSinceMs);

describe("a wait over runs that were read", () => {
  it.each<[readonly RunStatus[], string]>([
    [["success", "success"], "passed"],
    [["success", "warning", "skipped"], "passed"],
    [["success", "failed"], "failed"],
    [["success", "cancelled"], "failed"],
    [["success", "unknown"], "failed"],
    [["success", "running"], "going"],
    [["failed", "queued"], "going"],
    [["failed", "waiting"], "going"],
  ])("of which the statuses are %j is %s", (statuses, verdict) => {
    const awaited = statuses.map((status) => makePipeline({ status, ...LONG_AGO }));
    expect(judge(makeView(awaited))).toBe(verdict);
  });

  it("goes on for a run by an unknown word that has no end", () => {
    const view = makeView([makePipeline({ status: "unknown", finishedAt: null })]);
    expect(judge(view)).toBe("going");
  });

  it("ends with the first failure only where that was asked for", () => {
    const view = makeView([
      makePipeline({ status: "failed" }),
      makePipeline({ status: "running" }),
    ]);
    expect(judge(view)).toBe("going");
    expect(judge(view, { isFailFast: true })).toBe("failed");
  });

  it("looks once more after an end that was just seen, for what it may have started", () => {
    const awaited = [makePipeline({ finishedAt: ago(3) })];
    const target = makeTarget({ lastOkAt: ago(2) });
    const view = makeView(awaited, { sources: [makeSource({ targets: [target] })] });
    expect(judge(view)).toBe("confirm");
    expect(judge(view, {}, NOW - 1_000)).toBe("confirm");
    expect(judge(view, {}, NOW - 2_500)).toBe("passed");
  });

  it("ends when its time is over, whatever still runs", () => {
    const view = makeView([makePipeline({ status: "running" })]);
    expect(judge(view, { timeoutMs: 10_001 })).toBe("going");
    expect(judge(view, { timeoutMs: 10_000 })).toBe("timed-out");
  });
});

describe("a wait for a run that has not started", () => {
  it("goes on until the time for that is over", () => {
    expect(judge(makeView([]))).toBe("going");
    expect(judge(makeView([]), { startTimeoutMs: 10_000 })).toBe("none-found");
  });

  it("does not end before every source has been asked", () => {
    const sources = [makeSource({ state: "loading", targets: [] })];
    expect(judge(makeView([], { sources }), { startTimeoutMs: 0 })).toBe("going");
  });
});

describe("a wait over a source that cannot be read", () => {
  it.each(["auth", "not-found"] as const)(
    "ends at once where nothing is left to hope: %s",
    (kind) => {
      expect(judge(makeView([], failing(kind)))).toBe("unreadable");
      expect(judge(makeView([makePipeline({ status: "running" })], failing(kind)))).toBe(
        "unreadable",
      );
    },
  );

  it("goes on for a while where it may come back", () => {
    const ended = [makePipeline(LONG_AGO)];
    expect(judge(makeView(ended, failing("network", 119)))).toBe("going");
    expect(judge(makeView(ended, failing("network", 120)))).toBe("unreadable");
    expect(judge(makeView([], failing("network", 5)))).toBe("going");
    expect(judge(makeView([], failing("network", 5)), { startTimeoutMs: 10_000 })).toBe(
      "unreadable",
    );
  });

  it("goes on for a run that was seen to run, however long nobody answers", () => {
    const view = makeView([makePipeline({ status: "running" })], failing("network", 3_000));
    expect(judge(view)).toBe("going");
    expect(judge(view, { timeoutMs: 10_000 })).toBe("unreadable");
  });

  it("does not pass, nor blame a run, on half of the picture", () => {
    const failed = [makePipeline({ status: "failed", ...LONG_AGO })];
    expect(judge(makeView(failed, failing("network", 120)))).toBe("unreadable");
  });
});
