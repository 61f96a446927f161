import { createHappeningFinder } from "../../model/happening.ts";
import type { NoticeKind } from "../../model/notice-rule.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type { Snapshot, SourceState } from "../../model/snapshot.ts";
import { describeFault } from "../screen/compose-errors.ts";
import { describeChange } from "./describe-row.ts";
import { describeSummary } from "./describe-summary.ts";

/** Reads what to say from one snapshot after the other; times are milliseconds since 1970. */
export interface Reader {
  /** What has changed since the last time, a line each; at first how things stand, once all have answered. */
  readChanges(snapshot: Snapshot, nowMs: number): readonly string[];
  /** How things stand. */
  readSummary(snapshot: Snapshot, nowMs: number): readonly string[];
}

/** Creates a reader of the rows that `includes` lets through. */
export function createReader(
  includes: (pipeline: Pipeline, nowMs: number) => boolean,
  startMs: number,
): Reader {
  const find = createHappeningFinder(startMs);
  const troubles = new Map<string, string | null>();
  let known: ReadonlyMap<string, Pipeline> = new Map();
  let isReady = false;

  function readTroubles(sources: readonly SourceState[]): readonly string[] {
    return sources.flatMap(({ name, error }) => {
      const before = troubles.get(name) ?? null;
      const now = error?.kind ?? null;
      troubles.set(name, now);
      if (now === before || !isReady) return [];
      return [error ? describeFault(name, error) : `${name} answers again`];
    });
  }

  function readSummary({ pipelines, sources }: Snapshot, nowMs: number): readonly string[] {
    return describeSummary(
      pipelines.filter((one) => includes(one, nowMs)),
      sources,
      nowMs,
    );
  }

  return {
    readSummary,
    readChanges(snapshot, nowMs) {
      const happened = new Map<string, NoticeKind[]>();
      for (const { kind, pipeline } of find(snapshot, nowMs)) {
        happened.set(pipeline.key, [...(happened.get(pipeline.key) ?? []), kind]);
      }
      const before = known;
      known = new Map(snapshot.pipelines.map((pipeline) => [pipeline.key, pipeline]));
      const lines = snapshot.pipelines
        .filter((one) => happened.has(one.key) || hasChanged(before.get(one.key), one))
        .filter((one) => includes(one, nowMs))
        .map((one) => describeChange(one, happened.get(one.key) ?? []));
      const troubled = readTroubles(snapshot.sources);
      if (isReady) return [...lines, ...troubled];
      isReady = snapshot.sources.every(({ state }) => state !== "loading");
      return isReady ? readSummary(snapshot, nowMs) : [];
    },
  };
}

// What is queued says so little that it is left out; what comes up later is told of as far as it goes on.
function hasChanged(before: Pipeline | undefined, { latest }: Pipeline): boolean {
  if (latest.status === "queued") return false;
  if (before === undefined) return latest.status === "running" || latest.status === "waiting";
  const { id, attempt, status } = before.latest;
  return latest.id !== id || latest.attempt !== attempt || latest.status !== status;
}
