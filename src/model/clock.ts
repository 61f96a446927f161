/** The one seam through which all but the edges see time, so that a test can play days in a second. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after `delayMs`; returns the way to call it off. */
  setTimer(callback: () => void, delayMs: number): () => void;
}

/** The longest delay Node's timers take; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Creates the real clock. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    setTimer(callback, delayMs) {
      const timer = setTimeout(callback, Math.min(Math.max(delayMs, 0), LONGEST_TIMER_MS));
      return () => clearTimeout(timer);
    },
  };
}
