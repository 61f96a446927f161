import type { Clock } from "../../src/model/clock.ts";

/** A clock that moves only when told to. */
export interface FakeClock extends Clock {
  /** Moves on, firing each timer at its time; what a timer starts may settle before the next fires. */
  advance(durationMs: number): Promise<void>;
  /** How many timers are set. */
  countTimers(): number;
}

/** 2026-11-23T12:00:00Z */
export const START_MS = 1_795_435_200_000;

/** Lets every promise settle that needs no timer and no I/O. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Creates a clock that stands at `startMs`. */
export function createFakeClock(startMs = START_MS): FakeClock {
  const timers = new Set<{ atMs: number; callback: () => void }>();
  let nowMs = startMs;

  function findNext(untilMs: number) {
    let next: { atMs: number; callback: () => void } | undefined;
    for (const timer of timers) {
      if (timer.atMs <= untilMs && (next === undefined || timer.atMs < next.atMs)) next = timer;
    }
    return next;
  }

  return {
    now: () => nowMs,
    setTimer(callback, delayMs) {
      const timer = { atMs: nowMs + Math.max(0, delayMs), callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(durationMs) {
      const untilMs = nowMs + durationMs;
      await settle();
      for (let next = findNext(untilMs); next; next = findNext(untilMs)) {
        timers.delete(next);
        nowMs = next.atMs;
        next.callback();
        await settle();
      }
      nowMs = untilMs;
    },
    countTimers: () => timers.size,
  };
}
