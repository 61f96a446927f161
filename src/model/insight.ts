import { isFlaky } from "./flake-hint.ts";
import {
  forecastFrom,
  longestUsualSec,
  type TypicalDuration,
  typicalDuration,
} from "./forecast.ts";
import { toIsoTime } from "./iso-time.ts";
import type { Pipeline } from "./pipeline.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import { isQueueLong, queueSeconds } from "./queue-time.ts";
import { type Transition, toTransition } from "./transition.ts";

/** What a pipeline's history says of its latest run. */
export interface PipelineInsight {
  /** How long the runs before it took that passed; null without such a run. */
  readonly typical: TypicalDuration | null;
  /** When a running run should end, ISO; it may have passed. Null otherwise. */
  readonly predictedEndAt: string | null;
  /** How far a running run is, 0 to 1; null where nothing is predicted. */
  readonly progress: number | null;
  /** True where it takes, or took, longer than nine in ten before it. */
  readonly isSlow: boolean;
  /** Whole seconds it queued, until now where it still does; null where unknown. */
  readonly queueSec: number | null;
  /** True where it queued for unusually long. */
  readonly isQueueLong: boolean;
  /** True where a commit in the history failed and then passed unchanged. */
  readonly isFlaky: boolean;
  /** How the last verdict compares with the one before; null where there are not two. */
  readonly transition: Transition | null;
}

/** The parts that stay as they are while the pipeline does. */
type Past = Pick<PipelineInsight, "typical" | "isFlaky" | "transition">;

/** Reads the insight of a pipeline at a time, milliseconds since 1970. */
type InsightReader = (pipeline: Pipeline, nowMs: number) => PipelineInsight;

/**
 * Creates a reader of insights. It remembers what does not depend on the time for as long as the
 * pipeline object lives, so that asking again for ten thousand rows costs little.
 */
export function createInsightReader(): InsightReader {
  const pasts = new WeakMap<Pipeline, Past>();
  return (pipeline, nowMs) => {
    const past = pasts.get(pipeline) ?? toPast(pipeline);
    pasts.set(pipeline, past);
    return toInsight(pipeline, past, nowMs);
  };
}

function toPast({ history }: Pipeline): Past {
  return {
    typical: typicalDuration(history.slice(1)),
    isFlaky: isFlaky(history),
    transition: toTransition(history),
  };
}

function toInsight({ latest, history }: Pipeline, past: Past, nowMs: number): PipelineInsight {
  const queueSec = queueSeconds(latest, nowMs);
  return {
    typical: past.typical,
    ...predictEnd(latest, past.typical, nowMs),
    queueSec,
    isQueueLong: isQueueLong(queueSec, history.slice(1)),
    isFlaky: past.isFlaky,
    transition: past.transition,
  };
}

function predictEnd(
  run: PipelineRun,
  typical: TypicalDuration | null,
  nowMs: number,
): Pick<PipelineInsight, "predictedEndAt" | "progress" | "isSlow"> {
  const startMs = Date.parse(run.startedAt ?? run.queuedAt ?? "");
  if (run.status !== "running" || typical === null || Number.isNaN(startMs)) {
    const isSlow = (run.durationSec ?? 0) > longestUsualSec(typical);
    return { predictedEndAt: null, progress: null, isSlow };
  }
  const forecast = forecastFrom(typical, Math.max(0, (nowMs - startMs) / 1000));
  return {
    predictedEndAt: toIsoTime(startMs + typical.medianSec * 1000),
    progress: forecast.progress,
    isSlow: forecast.slow,
  };
}
