import type { Budget, BudgetRules, BudgetState } from "../../src/model/budget.ts";

/** A budget that stands as a test says; without limits unless said. */
export function createFakeBudget(
  state: Partial<BudgetState> = {},
  rules: Partial<BudgetRules> = {},
): Budget {
  return {
    rules: {
      perMinute: 1_000_000,
      inFlight: 8,
      isUnchangedFree: true,
      windowMs: 3_600_000,
      ...rules,
    },
    getState: () => ({ quota: null, spent: 0, pausedUntilMs: null, ...state }),
  };
}
