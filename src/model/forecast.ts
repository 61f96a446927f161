import type { PipelineRun } from "./pipeline-run.ts";

/** How long successful runs of a pipeline took, seconds. */
export interface TypicalDuration {
  readonly medianSec: number;
  /** Nine in ten ended within this time. */
  readonly p90Sec: number;
}

/** How far a running run is, by what its predecessors took. */
export interface Forecast {
  /** 0 when it starts, 1 when it should have ended, and never more. */
  readonly progress: number;
  /** Seconds to the predicted end; negative where that has passed. */
  readonly remainingSec: number;
  /** True where it already takes longer than nine in ten did. */
  readonly slow: boolean;
}

/** The typical duration of the successful runs in a history; null where there is none. */
export function typicalDuration(history: readonly PipelineRun[]): TypicalDuration | null {
  const durations = history
    .flatMap((run) => (run.status === "success" && run.durationSec !== null ? run.durationSec : []))
    .toSorted((a, b) => a - b);
  const count = durations.length;
  if (count === 0) return null;
  const low = durations[Math.floor((count - 1) / 2)] ?? 0;
  const high = durations[Math.ceil((count - 1) / 2)] ?? 0;
  return {
    medianSec: (low + high) / 2,
    p90Sec: durations[Math.ceil(count * 0.9) - 1] ?? high,
  };
}

/** Predicts the end of a run that has been running for `elapsedSec`; null without a past to go by. */
export function forecastRun(history: readonly PipelineRun[], elapsedSec: number): Forecast | null {
  const typical = typicalDuration(history);
  if (!typical || typical.medianSec <= 0) return null;
  return {
    progress: Math.min(1, Math.max(0, elapsedSec / typical.medianSec)),
    remainingSec: typical.medianSec - elapsedSec,
    slow: elapsedSec > typical.p90Sec,
  };
}
