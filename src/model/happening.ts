import { createInsightReader } from "./insight.ts";
import type { NoticeKind } from "./notice-rule.ts";
import { lastEventAt, type Pipeline } from "./pipeline.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import type { Snapshot } from "./snapshot.ts";
import { findVerdict, followVerdict, isNewVerdict, type Verdict } from "./verdict.ts";

/** Something that happened to a pipeline and is worth telling. */
export interface Happening {
  readonly kind: NoticeKind;
  readonly pipeline: Pipeline;
  /** The pipeline as it was before; null where it is new. */
  readonly before: Pipeline | null;
}

/** What is known of a row. */
interface Row {
  readonly pipeline: Pipeline;
  readonly verdict: Verdict | null;
  /** True once its latest run was found to take longer than usual. */
  readonly isSlow: boolean;
}

/** Finds what happened since the last snapshot; times are milliseconds since 1970. */
type HappeningFinder = (snapshot: Snapshot, nowMs: number) => readonly Happening[];

/**
 * Creates what compares each snapshot with the one before, and tells each thing once. What a row is
 * like when it is first seen is nothing new, whether it was kept from the last start or just read:
 * only what changes from there happens. A row that comes up later is new where its target had answered
 * without it and its run is younger than `sinceMs`.
 */
export function createHappeningFinder(sinceMs: number): HappeningFinder {
  const rows = new Map<string, Row>();
  const answered = new Set<string>();
  const readInsight = createInsightReader();

  function look(pipeline: Pipeline, nowMs: number): readonly Happening[] {
    const known = rows.get(pipeline.key);
    const isRunning = pipeline.latest.status === "running";
    if (known?.pipeline === pipeline && (known.isSlow || !isRunning)) return [];
    const wasSlow = known?.isSlow === true && isSameRun(known.pipeline.latest, pipeline.latest);
    const isSlow = wasSlow || (isRunning && readInsight(pipeline, nowMs).isSlow);
    const verdict = followVerdict(known?.verdict ?? null, pipeline.history);
    const row = { pipeline, verdict, isSlow };
    rows.set(pipeline.key, row);
    if (known)
      return compareRows(known, row).map((kind) => ({ kind, pipeline, before: known.pipeline }));
    const at = Date.parse(lastEventAt(pipeline.latest) ?? "");
    const isNew = answered.has(targetKey(pipeline.source, pipeline.target)) && at >= sinceMs;
    return isNew ? compareNew(row).map((kind) => ({ kind, pipeline, before: null })) : [];
  }

  return ({ pipelines, sources }, nowMs) => {
    const found = pipelines.flatMap((pipeline) => look(pipeline, nowMs));
    for (const { name, targets } of sources) {
      for (const { id, lastOkAt } of targets) {
        if (lastOkAt !== null) answered.add(targetKey(name, id));
      }
    }
    return found;
  };
}

function targetKey(source: string, target: string): string {
  return `${source}\n${target}`;
}

function isSameRun(one: PipelineRun, other: PipelineRun): boolean {
  return one.id === other.id && one.attempt === other.attempt;
}

function compareRows(before: Row, { pipeline, verdict, isSlow }: Row): readonly NoticeKind[] {
  const { latest } = before.pipeline;
  const isSame = isSameRun(latest, pipeline.latest);
  const hasVerdict =
    verdict !== null && verdict !== before.verdict && isNewVerdict(verdict, before.pipeline);
  return [
    ...(hasVerdict ? compareOutcomes(before.verdict, verdict) : []),
    ...(pipeline.latest.status === "waiting" && !(isSame && latest.status === "waiting")
      ? (["waiting"] as const)
      : []),
    ...(isSlow && !(isSame && before.isSlow) ? (["slow"] as const) : []),
  ];
}

function compareNew({ pipeline, verdict, isSlow }: Row): readonly NoticeKind[] {
  const isLatest = verdict?.run === pipeline.latest;
  return [
    ...(verdict && isLatest
      ? compareOutcomes(findVerdict(pipeline.history.slice(1)), verdict)
      : []),
    ...(pipeline.latest.status === "waiting" ? (["waiting"] as const) : []),
    ...(isSlow ? (["slow"] as const) : []),
  ];
}

// A first run that fails has broken something; one that passes has mended nothing.
function compareOutcomes(before: Verdict | null, after: Verdict): readonly NoticeKind[] {
  if (after.outcome === "failed") return before?.outcome === "failed" ? [] : ["broke"];
  return before?.outcome === "failed" ? ["fixed"] : [];
}
