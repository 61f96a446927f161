import type { Clock } from "../../src/model/clock.ts";
import { START_MS } from "./fake-clock.ts";

/** A clock that leaps from timer to timer, but never while something real is under way. */
export interface SimulatedClock extends Clock {
  /** Moves on by `durationMs`; each timer fires at its time and what it starts comes to rest first. */
  advance(durationMs: number): Promise<void>;
  /** Milliseconds since the start by the timers' count, which no shift touches. */
  elapsedMs(): number;
  /** Sets the time of day forward (a laptop slept: no timer ran meanwhile) or back. */
  shift(byMs: number): void;
}

/** What a simulated clock is made of. */
export interface SimulatedClockOptions {
  /** Resolves once nothing goes on any more that needs no time to pass. */
  readonly rest: () => Promise<void>;
  readonly startMs?: number;
}

interface Timer {
  readonly atMs: number;
  readonly callback: () => void;
  isOff: boolean;
}

/** Creates a clock that stands at `startMs`. */
export function createSimulatedClock(options: SimulatedClockOptions): SimulatedClock {
  const { rest, startMs = START_MS } = options;
  // The next one last.
  const timers: Timer[] = [];
  let elapsedMs = 0;
  let shiftedMs = 0;

  function insert(timer: Timer): void {
    let low = 0;
    let high = timers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((timers[middle]?.atMs ?? 0) > timer.atMs) low = middle + 1;
      else high = middle;
    }
    timers.splice(low, 0, timer);
  }

  function takeDue(untilMs: number): Timer | null {
    for (let next = timers.at(-1); next && next.atMs <= untilMs; next = timers.at(-1)) {
      timers.pop();
      if (!next.isOff) return next;
    }
    return null;
  }

  return {
    now: () => startMs + Math.floor(elapsedMs) + shiftedMs,
    setTimer(callback, delayMs) {
      const timer = { atMs: elapsedMs + Math.max(0, delayMs), callback, isOff: false };
      insert(timer);
      return () => {
        timer.isOff = true;
      };
    },
    async advance(durationMs) {
      const untilMs = elapsedMs + durationMs;
      await rest();
      for (let next = takeDue(untilMs); next; next = takeDue(untilMs)) {
        elapsedMs = next.atMs;
        next.callback();
        await rest();
      }
      elapsedMs = untilMs;
    },
    elapsedMs: () => elapsedMs,
    shift(byMs) {
      shiftedMs += byMs;
    },
  };
}
