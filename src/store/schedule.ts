import type { ProviderError } from "../model/provider-error.ts";

/** A source in trouble is asked at least this often. */
export const LONGEST_BACKOFF_MS = 300_000;

/** What the time of the next poll depends on. */
export interface ScheduleInput {
  readonly nowMs: number;
  /** The configured interval. */
  readonly intervalMs: number;
  /** What the server asked for with its last answer, milliseconds; null: nothing. */
  readonly pollAfterMs: number | null;
  /** Failures since the last success, the one just seen among them. */
  readonly failures: number;
  readonly error: ProviderError | null;
  /** From 0 to 1: spreads polls so that many do not come at once. */
  readonly random: number;
}

/**
 * The time until the next poll, milliseconds. The server's word wins over ours; trouble doubles the
 * wait from the interval up to {@link LONGEST_BACKOFF_MS}, with a fifth of jitter.
 */
export function planNextPoll(input: ScheduleInput): number {
  const { nowMs, intervalMs, pollAfterMs, failures, error, random } = input;
  const spread = 0.9 + 0.2 * random;
  if (error === null) return Math.max(intervalMs * spread, pollAfterMs ?? 0);
  const doubled = intervalMs * 2 ** Math.min(failures - 1, 16);
  const backoffMs = Math.min(doubled, LONGEST_BACKOFF_MS) * spread;
  const serverMs = error.retryAtMs === null ? 0 : error.retryAtMs - nowMs;
  return Math.max(backoffMs, serverMs);
}
