import { describe, expect, it } from "vitest";
import { ProviderError } from "../../src/model/provider-error.ts";
import { LONGEST_BACKOFF_MS, planNextPoll } from "../../src/store/schedule.ts";
import { START_MS } from "../helpers/fake-clock.ts";

const base = {
  nowMs: START_MS,
  intervalMs: 30_000,
  pollAfterMs: null,
  failures: 0,
  error: null,
  random: 0.5,
};
const fault = (retryAtMs?: number) =>
  new ProviderError("bad-response", "x", retryAtMs === undefined ? {} : { retryAtMs });

describe("planNextPoll", () => {
  it.each([
    ["the interval while all is well", {}, 30_000],
    ["a tenth less at the early end of the jitter", { random: 0 }, 27_000],
    ["a tenth more at its late end", { random: 1 }, 33_000],
    ["the server's word where it is longer", { pollAfterMs: 60_000 }, 60_000],
    ["the interval where the server's word is shorter", { pollAfterMs: 1_000 }, 30_000],
    ["the interval after the first failure", { failures: 1, error: fault() }, 30_000],
    ["twice that after the second", { failures: 2, error: fault() }, 60_000],
    ["the cap after many", { failures: 5_000, error: fault() }, LONGEST_BACKOFF_MS],
    [
      "the time a failing server named",
      { failures: 1, error: fault(START_MS + 3_600_000) },
      3_600_000,
    ],
  ])("is %s", (_, input, expected) => {
    expect(planNextPoll({ ...base, ...input })).toBeCloseTo(expected);
  });
});
