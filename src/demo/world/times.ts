import type { DemoOutcome } from "./types.ts";

export interface StepTimes {
  /** Null where it never runs. */
  readonly startedAt: number | null;
  readonly finishedAt: number;
  readonly outcome: DemoOutcome;
}

/** When a job does what; `Infinity` for what never comes unless somebody acts. */
export interface JobTimes {
  /** Null where its turn never comes. */
  readonly queuedAt: number | null;
  /** When its gate opens; null without one. */
  readonly openAt: number | null;
  /** Null where it never runs. */
  readonly startedAt: number | null;
  readonly finishedAt: number;
  readonly outcome: DemoOutcome;
  readonly steps: readonly StepTimes[];
}

/** The whole course of an attempt, known from its start. */
export interface Timeline {
  readonly jobs: readonly JobTimes[];
  readonly startedAt: number | null;
  readonly finishedAt: number;
  readonly outcome: DemoOutcome;
  /** Every time at which anything of it changes, ascending. */
  readonly changes: readonly number[];
}
