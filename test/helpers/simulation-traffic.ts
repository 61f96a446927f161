import type { RequestBudget } from "../../src/http/request-budget.ts";

/** Knows when all that is under way only waits for time to pass. */
export interface Traffic {
  /** The same budget, its requests counted while they are under way. */
  watchBudget(budget: RequestBudget): RequestBudget;
  /** The same poll, counted until it has ended. */
  watchPoll<Result>(poll: () => Promise<Result>): Promise<Result>;
  /** Resolves once every request has been answered and every answer has been dealt with. */
  rest(): Promise<void>;
}

/** Real time after which a request on loopback is taken to be lost. */
const LOST_MS = 20_000;

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Creates the count; `countHeld` says how many requests a server holds back for good. */
export function createTraffic(countHeld: () => number): Traffic {
  let polls = 0;
  let queued = 0;
  let sent = 0;
  let changes = 0;

  function isAtRest(): boolean {
    if (sent !== countHeld()) return false;
    // A poll with no request anywhere is still making sense of its answers.
    return polls === 0 || sent + queued > 0;
  }

  return {
    watchBudget: (budget) => ({
      ...budget,
      async run(options, send) {
        let isQueued = true;
        queued += 1;
        const leaveQueue = () => {
          if (isQueued) queued -= 1;
          isQueued = false;
          changes += 1;
        };
        try {
          return await budget.run(options, async () => {
            leaveQueue();
            sent += 1;
            try {
              return await send();
            } finally {
              sent -= 1;
              changes += 1;
            }
          });
        } finally {
          leaveQueue();
        }
      },
    }),
    async watchPoll(poll) {
      polls += 1;
      changes += 1;
      try {
        return await poll();
      } finally {
        polls -= 1;
        changes += 1;
      }
    },
    async rest() {
      const startedMs = performance.now();
      for (let before = -1; before !== changes || !isAtRest(); await nextTurn()) {
        before = changes;
        await nextTurn();
        if (performance.now() - startedMs < LOST_MS) continue;
        const counts = `${sent} sent, ${countHeld()} held back, ${queued} queued, ${polls} polls`;
        throw new Error(`a request was never answered: ${counts}`);
      }
    },
  };
}
