import { toOutcome } from "./outcome.ts";
import type { PipelineRun } from "./pipeline-run.ts";

/** How long something took in the past, seconds. */
export interface TypicalDuration {
  readonly medianSec: number;
  /** Nine in ten ended within this time. */
  readonly p90Sec: number;
  /** How many runs this is drawn from, 1 at least. */
  readonly runs: number;
}

/** How far a running run is, by what its predecessors took. */
export interface Forecast {
  /** 0 when it starts, 1 when it should have ended, and never more. */
  readonly progress: number;
  /** Seconds to the predicted end; negative where that has passed. */
  readonly remainingSec: number;
  /** True where it already takes longer than {@link longestUsualSec}. */
  readonly slow: boolean;
}

/** With fewer runs to go by nothing is called unusual: every second run would be. */
const LEAST_RUNS = 3;

/**
 * The typical duration of the runs in a history that passed; null where there is none. What took no
 * time did nothing and is left out; so is a further attempt, which may have run its failed jobs only,
 * unless there is nothing else.
 */
export function typicalDuration(history: readonly PipelineRun[]): TypicalDuration | null {
  const passed = history.filter((run) => toOutcome(run.status) === "passed" && hasTakenTime(run));
  const whole = passed.filter((run) => run.attempt <= 1);
  const counted = whole.length > 0 ? whole : passed;
  return summariseSeconds(counted.map((run) => run.durationSec ?? 0));
}

/** Median and p90 of some seconds; null of none. */
export function summariseSeconds(seconds: readonly number[]): TypicalDuration | null {
  const sorted = seconds.toSorted((a, b) => a - b);
  const runs = sorted.length;
  if (runs === 0) return null;
  const low = sorted[Math.floor((runs - 1) / 2)] ?? 0;
  const high = sorted[Math.ceil((runs - 1) / 2)] ?? 0;
  return {
    medianSec: (low + high) / 2,
    p90Sec: sorted[Math.ceil(runs * 0.9) - 1] ?? high,
    runs,
  };
}

/**
 * The seconds above which something took unusually long: nine in ten took less. `otherwise` where the
 * past is one or two runs, or none.
 */
export function longestUsualSec(
  typical: TypicalDuration | null,
  otherwise = Number.POSITIVE_INFINITY,
): number {
  return typical !== null && typical.runs >= LEAST_RUNS ? typical.p90Sec : otherwise;
}

/** Predicts the end of a run that has been running for `elapsedSec`; null without a past to go by. */
export function forecastRun(history: readonly PipelineRun[], elapsedSec: number): Forecast | null {
  const typical = typicalDuration(history);
  return typical && forecastFrom(typical, elapsedSec);
}

/** The same by a typical duration that is already known. */
export function forecastFrom(typical: TypicalDuration, elapsedSec: number): Forecast {
  return {
    progress: Math.min(1, Math.max(0, elapsedSec / typical.medianSec)),
    remainingSec: typical.medianSec - elapsedSec,
    slow: elapsedSec > longestUsualSec(typical),
  };
}

function hasTakenTime({ durationSec }: PipelineRun): boolean {
  return durationSec !== null && durationSec > 0 && durationSec < Number.MAX_SAFE_INTEGER;
}
