import type { PollCost } from "../model/provider.ts";

/** What a poll of one target costs, as its past ones tell. */
export interface PollCostEstimate {
  /** Takes in what a poll has cost; undefined where nobody counted. */
  add(cost: PollCost | undefined): void;
  /** Requests and counted requests of an average poll. */
  estimate(): { readonly requests: number; readonly cost: number };
}

/** How much the newest poll weighs: the last handful tell what the next will be like. */
const WEIGHT = 0.2;

/** A poll that was never made is taken to find little new. */
const FIRST_COST = 0.1;

/** Creates the estimate of one target, a moving average. */
export function createPollCost(isUnchangedFree: boolean): PollCostEstimate {
  let requests = 1;
  let cost = isUnchangedFree ? FIRST_COST : 1;
  // The first poll of all fetches what later ones only ask about.
  let isFirst = true;
  return {
    add(spent) {
      if (spent !== undefined && !isFirst) {
        requests += WEIGHT * (spent.requests - requests);
        cost += WEIGHT * (spent.counted - cost);
      }
      isFirst = false;
    },
    estimate: () => ({ requests, cost }),
  };
}
