import { describe, expect, it } from "vitest";
import type { Log } from "../../../src/cli/log/log.ts";
import { logStates } from "../../../src/cli/log/log-states.ts";
import type {
  Snapshot,
  SnapshotFeed,
  SourceError,
  SourceState,
} from "../../../src/model/snapshot.ts";

type Word = "loading" | "ok" | "failing";

const FAULT: SourceError = {
  kind: "timeout",
  message: "ci.example.com gave no answer within 15 s",
  hint: "check the server",
  status: null,
  since: "2026-11-23T12:00:00.000Z",
};

function makeSource(words: Readonly<Record<string, Word>>, error = FAULT): SourceState {
  const targets = Object.entries(words).map(([id, state]) => ({
    id,
    state,
    error: state === "failing" ? error : null,
    lastOkAt: null,
    nextPollAt: null,
  }));
  const failing = targets.filter(({ state }) => state === "failing");
  const isWhole = failing.length === targets.length;
  const state =
    failing.length === 0 ? (targets[0]?.state ?? "ok") : isWhole ? "failing" : "partial";
  const fault = failing[0]?.error ?? null;
  const name = "ci";
  return {
    name,
    provider: "jenkins",
    state,
    error: fault,
    quota: null,
    pace: { perHour: null, perHourLimit: null, pausedUntil: null },
    targets,
    nextPollAt: null,
  };
}

function watchLines() {
  const lines: string[] = [];
  const log: Log = {
    write: (level, message, fields = {}) =>
      void lines.push([level, message, fields.target, fields.kind].filter(Boolean).join(" ")),
    prepare: () => undefined,
    close: () => Promise.resolve(),
  };
  let snapshot: Snapshot = { pipelines: [], sources: [] };
  let tell = (): void => undefined;
  const feed: SnapshotFeed = {
    getSnapshot: () => snapshot,
    subscribe: (listener) => {
      tell = listener;
      return () => undefined;
    },
    refresh: () => undefined,
    show: () => undefined,
  };
  const look = logStates(log, feed);
  const set = (source: SourceState) => {
    snapshot = { ...snapshot, sources: [source] };
  };
  return {
    look,
    set,
    show(source: SourceState) {
      lines.length = 0;
      set(source);
      tell();
      return [...lines];
    },
    lines,
  };
}

describe("the lines about sources", () => {
  it("tell of the first fault, another kind of fault and the recovery, once each", () => {
    const { show } = watchLines();
    expect(show(makeSource({ a: "loading", b: "loading" }))).toEqual([]);
    expect(show(makeSource({ a: "ok", b: "ok" }))).toEqual([
      "info source is ok",
      "debug target is ok a",
      "debug target is ok b",
    ]);
    expect(show(makeSource({ a: "ok", b: "failing" }))).toEqual([
      "warn source is partial timeout",
      "warn target is failing b timeout",
    ]);
    expect(show(makeSource({ a: "ok", b: "failing" }))).toEqual([]);
    expect(show(makeSource({ a: "ok", b: "failing" }, { ...FAULT, kind: "auth" }))).toEqual([
      "warn source is partial auth",
      "warn target is failing b auth",
    ]);
    expect(show(makeSource({ a: "ok", b: "ok" }))).toEqual([
      "info source is ok",
      "info target is ok b",
    ]);
  });

  it("tell at the end of what nobody was told of any more", () => {
    const { set, look, lines } = watchLines();
    set(makeSource({ a: "failing" }));
    look();
    expect(lines).toEqual(["warn source is failing timeout", "warn target is failing a timeout"]);
  });
});
