import { describe, expect, it } from "vitest";
import { createPoller } from "../../src/store/poller.ts";
import { START_MS, settle } from "../helpers/fake-clock.ts";
import { createSimulatedClock, type SimulatedClock } from "../helpers/simulation-clock.ts";

const INTERVAL_MS = 300_000;

function startPoller() {
  const clock = createSimulatedClock({ rest: settle });
  const pollsMs: number[] = [];
  const poller = createPoller({
    clock,
    poll: async () => {
      pollsMs.push(clock.elapsedMs());
      return INTERVAL_MS;
    },
    onPlan: () => {},
  });
  poller.start();
  return { clock, poller, pollsMs };
}

async function bringForwardAt(clock: SimulatedClock, atMs: number, bring: () => void) {
  await clock.advance(atMs - clock.elapsedMs());
  bring();
  await clock.advance(2 * INTERVAL_MS - clock.elapsedMs() - 1);
}

describe("a poller", () => {
  it("plans the next poll after the last one ended", async () => {
    const { clock, poller, pollsMs } = startPoller();
    await clock.advance(2 * INTERVAL_MS);
    expect(pollsMs).toEqual([0, INTERVAL_MS, 2 * INTERVAL_MS]);
    expect(poller.nextPollAtMs()).toBe(START_MS + 3 * INTERVAL_MS);
  });

  it("polls earlier where it is told to, and never later", async () => {
    const { clock, poller, pollsMs } = startPoller();
    await bringForwardAt(clock, 100_000, () => poller.bringForward(50_000));
    expect(pollsMs).toEqual([0, 150_000, 150_000 + INTERVAL_MS]);
    poller.bringForward(INTERVAL_MS);
    await clock.advance(INTERVAL_MS);
    expect(pollsMs.at(-1)).toBe(150_000 + 2 * INTERVAL_MS);
  });

  it("is not put off by a clock that was set back", async () => {
    const { clock, poller, pollsMs } = startPoller();
    await clock.advance(200_000);
    clock.shift(-3_600_000);
    await bringForwardAt(clock, 250_000, () => poller.bringForward(200_000));
    expect(pollsMs).toEqual([0, INTERVAL_MS]);
  });
});
