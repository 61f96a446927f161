import type { Quota } from "./provider.ts";

/** What one host lets one credential do, and how much of it we take. */
export interface BudgetRules {
  /** Requests a minute at most, whatever they cost. */
  readonly perMinute: number;
  /** Requests under way at once at most. */
  readonly inFlight: number;
  /** True where a 304 is free of the primary limit. */
  readonly isUnchangedFree: boolean;
  /** The time the primary limit is counted over, milliseconds. */
  readonly windowMs: number;
}

/** A budget as it stands. */
export interface BudgetState {
  /** The primary limit by the server's last word, null where it has none or was not asked yet. */
  readonly quota: Quota | null;
  /** Counted requests of ours since the primary limit was last reset. */
  readonly spent: number;
  /** Until when nothing is sent, milliseconds since 1970; null while something may be. */
  readonly pausedUntilMs: number | null;
}

/** The budget that all targets of one host and credential share. */
export interface Budget {
  readonly rules: BudgetRules;
  getState(): BudgetState;
}

/** Of the primary limit; the rest is for the person's other programs. */
export const PRIMARY_SHARE = 0.8;
