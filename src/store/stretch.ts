/** What polling one target at the pace we would like takes. */
export interface Demand {
  /** Time between two polls, milliseconds. */
  readonly intervalMs: number;
  /** Requests a poll sends, on average. */
  readonly requests: number;
  /** Requests a poll costs of the primary limit, on average; a 304 may be free. */
  readonly cost: number;
  /** True for what runs or is on the screen: it is slowed down last. */
  readonly isFirst: boolean;
}

/** What may be spent. */
export interface Allowance {
  /** Requests a minute. */
  readonly perMinute: number;
  /** Counted requests an hour, at the rate that lasts until the limit is reset; null: no limit. */
  readonly perHour: number | null;
}

/** By what to multiply intervals so that the plan fits; 1 where it fits as it is. */
export interface Stretch {
  readonly first: number;
  readonly rest: number;
}

/** Even where what is active could use up all, the rest is not forgotten. */
const REST_SHARE = 0.1;

/** Beyond a factor of a thousand there is no budget to speak of. */
const MOST = 1_000;

interface Totals {
  readonly first: number;
  readonly rest: number;
}

function sum(demands: readonly Demand[], rateOf: (demand: Demand) => number): Totals {
  let first = 0;
  let rest = 0;
  for (const demand of demands) {
    if (demand.isFirst) first += rateOf(demand);
    else rest += rateOf(demand);
  }
  return { first, rest };
}

function fitInto({ first, rest }: Totals, allowed: number): Stretch {
  if (first + rest <= allowed) return { first: 1, rest: 1 };
  const forRest = Math.max(allowed - first, rest > 0 ? allowed * REST_SHARE : 0);
  const factor = (demand: number, share: number) =>
    demand === 0 ? 1 : Math.min(MOST, Math.max(1, demand / Math.max(share, demand / MOST)));
  return { first: factor(first, allowed - Math.min(forRest, rest)), rest: factor(rest, forRest) };
}

/**
 * Fits the polls of all targets of one budget into what may be spent: what is neither running nor on
 * the screen is slowed down first. Pure, in one pass over the targets.
 */
export function planStretch(demands: readonly Demand[], allowance: Allowance): Stretch {
  const minute = fitInto(
    sum(demands, (demand) => (60_000 / demand.intervalMs) * demand.requests),
    allowance.perMinute,
  );
  if (allowance.perHour === null) return minute;
  const hour = fitInto(projectHour(demands), allowance.perHour);
  return { first: Math.max(minute.first, hour.first), rest: Math.max(minute.rest, hour.rest) };
}

function projectHour(demands: readonly Demand[]): Totals {
  return sum(demands, (demand) => (3_600_000 / demand.intervalMs) * demand.cost);
}

/** The counted requests an hour that polling will cost once stretched. */
export function projectPerHour(demands: readonly Demand[], stretch: Stretch): number {
  const { first, rest } = projectHour(demands);
  return first / stretch.first + rest / stretch.rest;
}
