import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PROVIDER_ERROR_KINDS, ProviderError } from "../../src/model/provider-error.ts";
import { LONGEST_BACKOFF_MS, planNextPoll, type ScheduleInput } from "../../src/store/schedule.ts";
import { START_MS } from "../helpers/fake-clock.ts";

const DAY_MS = 86_400_000;
const LATEST_JITTER = 1.1;
const EARLIEST_JITTER = 0.9;

const random = fc.double({ min: 0, max: 1, noNaN: true });
const intervalMs = fc.integer({ min: 2_000, max: 3_600_000 });
const failures = fc.integer({ min: 1, max: 100_000 });
const kind = fc.constantFrom(...PROVIDER_ERROR_KINDS);
/** Of the past, too: a server's clock need not agree with ours. */
const retryAtMs = fc.option(fc.integer({ min: START_MS - DAY_MS, max: START_MS + DAY_MS }));

interface Trouble {
  readonly intervalMs: number;
  readonly failures: number;
  readonly random: number;
  readonly kind: ProviderError["kind"];
  readonly retryAtMs: number | null;
}

const trouble: fc.Arbitrary<Trouble> = fc.record({ intervalMs, failures, random, kind, retryAtMs });

function plan({ kind: word, retryAtMs: atMs, ...input }: Trouble): number {
  const error = new ProviderError(word, "x", atMs === null ? {} : { retryAtMs: atMs });
  const fixed: Pick<ScheduleInput, "nowMs" | "pollAfterMs"> = {
    nowMs: START_MS,
    pollAfterMs: null,
  };
  return planNextPoll({ ...input, ...fixed, error });
}

describe("planNextPoll, whatever happens", () => {
  it("never asks before the time the server named", () => {
    fc.assert(
      fc.property(trouble, (given) => {
        expect(START_MS + plan(given)).toBeGreaterThanOrEqual(given.retryAtMs ?? START_MS);
      }),
    );
    fc.assert(
      fc.property(
        intervalMs,
        random,
        fc.integer({ min: 0, max: DAY_MS }),
        (interval, jitter, pollAfterMs) => {
          const delayMs = planNextPoll({
            nowMs: START_MS,
            intervalMs: interval,
            random: jitter,
            pollAfterMs,
            failures: 0,
            error: null,
          });
          expect(delayMs).toBeGreaterThanOrEqual(pollAfterMs);
          expect(delayMs).toBeGreaterThanOrEqual(interval * EARLIEST_JITTER);
        },
      ),
    );
  });

  it("never waits longer than its cap without the server's word", () => {
    fc.assert(
      fc.property(trouble, (given) => {
        const serverMs = Math.max(0, (given.retryAtMs ?? 0) - START_MS);
        const capMs = LONGEST_BACKOFF_MS * LATEST_JITTER;
        expect(plan(given)).toBeLessThanOrEqual(Math.max(capMs, serverMs));
      }),
    );
  });

  it("always waits, so that no failure is repeated in a loop", () => {
    fc.assert(
      fc.property(trouble, (given) => {
        const leastMs = Math.min(given.intervalMs, LONGEST_BACKOFF_MS) * EARLIEST_JITTER;
        expect(plan(given)).toBeGreaterThanOrEqual(leastMs);
      }),
    );
  });

  it("never waits less after one more failure", () => {
    fc.assert(
      fc.property(trouble, (given) => {
        expect(plan({ ...given, failures: given.failures + 1 })).toBeGreaterThanOrEqual(
          plan(given),
        );
      }),
    );
  });
});
