import { typicalDuration } from "../model/forecast.ts";
import { lastEventAt, type Pipeline } from "../model/pipeline.ts";
import { isActive } from "../model/run-status.ts";
import { OVERDUE_MS } from "./cadence.ts";

/** What the rows of a target say of what is about to happen in it; milliseconds since 1970. */
export interface RowsActivity {
  readonly isActive: boolean;
  readonly predictedEndMs: number | null;
  readonly changedAtMs: number | null;
}

/** Reads it off the rows: the next predicted end, and the newest change. */
export function readActivity(pipelines: readonly Pipeline[], nowMs: number): RowsActivity {
  let changedAtMs: number | null = null;
  let predictedEndMs: number | null = null;
  let isAnyActive = false;
  for (const pipeline of pipelines) {
    const at = lastEventAt(pipeline.latest);
    if (at !== null) changedAtMs = Math.max(changedAtMs ?? 0, Date.parse(at));
    for (const run of pipeline.history) isAnyActive ||= isActive(run.status);
    const endMs = predictEnd(pipeline, nowMs);
    if (endMs !== null && (predictedEndMs === null || endMs < predictedEndMs))
      predictedEndMs = endMs;
  }
  return { isActive: isAnyActive, predictedEndMs, changedAtMs };
}

function predictEnd({ latest, history }: Pipeline, nowMs: number): number | null {
  if (latest.status !== "running" || latest.startedAt === null) return null;
  const typical = typicalDuration(history);
  if (typical === null) return null;
  const endMs = Date.parse(latest.startedAt) + typical.medianSec * 1000;
  return endMs < nowMs - OVERDUE_MS ? null : endMs;
}
