import { type Budget, PRIMARY_SHARE } from "../model/budget.ts";
import {
  type Allowance,
  type Demand,
  planStretch,
  projectPerHour,
  type Stretch,
} from "./stretch.ts";

/** One target as the planner sees it. */
export interface PlannedTarget {
  getDemand(nowMs: number): Demand;
}

/** Fits the polls of all targets that share a budget into it. */
export interface Planner {
  /** Takes a target in; returns the way to take it out again. */
  add(target: PlannedTarget): () => void;
  /** By what to multiply the intervals now. */
  getStretch(): Stretch;
  /** The time until the limit is reset and a stretched plan is out of date, milliseconds; null: none. */
  getTimeToReset(): number | null;
  /** Counted requests an hour that the plan will cost; null without a primary limit. */
  projectPerHour(): number | null;
}

/** A plan is good for so long: with a thousand targets it is asked for many times a second. */
const GOOD_FOR_MS = 1_000;

/** Our own requests take time to be answered for; without a margin the limit would be touched. */
const MINUTE_MARGIN = 0.9;

/** The share of a limit that is never planned with, for what others may spend meanwhile. */
const RESERVE = 0.05;

const HOUR_MS = 3_600_000;

/** Creates the planner of one budget. */
export function createPlanner(budget: Budget, now: () => number): Planner {
  const targets = new Set<PlannedTarget>();
  let plannedAtMs = Number.NEGATIVE_INFINITY;
  let plan = { stretch: { first: 1, rest: 1 }, perHour: 0 };

  function replan(): typeof plan {
    const nowMs = now();
    if (Math.abs(nowMs - plannedAtMs) < GOOD_FOR_MS) return plan;
    plannedAtMs = nowMs;
    const demands = [...targets].map((target) => target.getDemand(nowMs));
    const stretch = planStretch(demands, toAllowance(budget, nowMs));
    plan = { stretch, perHour: projectPerHour(demands, stretch) };
    return plan;
  }

  return {
    add(target) {
      targets.add(target);
      // A plan of before it is none, however young.
      plannedAtMs = Number.NEGATIVE_INFINITY;
      return () => targets.delete(target);
    },
    getStretch: () => replan().stretch,
    getTimeToReset() {
      const resetAt = budget.getState().quota?.resetAt ?? null;
      const waitMs = resetAt === null ? 0 : Date.parse(resetAt) - now();
      return waitMs > 0 ? waitMs : null;
    },
    projectPerHour: () => (budget.getState().quota === null ? null : replan().perHour),
  };
}

/** What may be spent from now on, at the rate that lasts until the limit is reset. */
export function toAllowance({ rules, getState }: Budget, nowMs: number): Allowance {
  const perMinute = rules.perMinute * MINUTE_MARGIN;
  const { quota, spent } = getState();
  if (quota === null) return { perMinute, perHour: null };
  const windows = HOUR_MS / rules.windowMs;
  const most = PRIMARY_SHARE * quota.limit * windows;
  const resetMs = quota.resetAt === null ? 0 : Date.parse(quota.resetAt);
  if (resetMs <= nowMs) return { perMinute, perHour: most };
  const left = Math.min(
    PRIMARY_SHARE * quota.limit - spent,
    quota.remaining - RESERVE * quota.limit,
  );
  const hours = Math.max(resetMs - nowMs, 1_000) / HOUR_MS;
  return { perMinute, perHour: Math.min(most, Math.max(0, left) / hours) };
}
