import type { ProviderError } from "../../model/provider-error.ts";
import { type HistoryScope, PLAIN_HISTORY } from "./tree.ts";

/** Decides how much of each job's past the next poll asks for. */
export interface HistoryPlan {
  /** `isLacking`: causes and revisions of older builds are missed. */
  next(isLacking: boolean): HistoryScope;
  succeed(): void;
  fail(error: ProviderError): void;
}

// Jenkins reads builds from disk where they are not in its memory, so the longest question may take
// a large server longer than the deadline; a shorter one is always answered.
const SCOPES: readonly HistoryScope[] = [
  { ...PLAIN_HISTORY, isDetailed: true },
  PLAIN_HISTORY,
  { length: 5, isDetailed: false },
  { length: 1, isDetailed: false },
];

/** How often in a row a question may be too much before a shorter one is asked. */
const PATIENCE = 2;

/** How long the shorter one stays, milliseconds: an outage looks the same, and passes. */
const SHORTER_MS = 3_600_000;

/** Creates the plan of a server that was never asked. */
export function createHistoryPlan(now: () => number): HistoryPlan {
  let largest = 0;
  let largestUntilMs = 0;
  let asked = 0;
  let failures = 0;
  return {
    next(isLacking) {
      if (now() >= largestUntilMs) largest = 0;
      asked = Math.max(largest, isLacking ? 0 : 1);
      return SCOPES[asked] ?? PLAIN_HISTORY;
    },
    succeed() {
      failures = 0;
    },
    fail({ kind, status }) {
      const isTooMuch = kind === "timeout" || (kind === "bad-response" && status === null);
      failures = isTooMuch ? failures + 1 : 0;
      if (failures < PATIENCE) return;
      failures = 0;
      largest = Math.min(asked + 1, SCOPES.length - 1);
      largestUntilMs = now() + SHORTER_MS;
    },
  };
}
