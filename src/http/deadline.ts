import type { Clock } from "../model/clock.ts";

/** A time within which something has to happen; `signal` is aborted once it has passed. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Stops the time until it is restarted. */
  pause(): void;
  /** Gives the whole time anew. */
  restart(): void;
}

/** Starts a deadline of `ms` milliseconds. Pause it once what it is for has ended. */
export function createDeadline(ms: number, setTimer: Clock["setTimer"]): Deadline {
  const controller = new AbortController();
  let pause = (): void => {};

  function restart(): void {
    pause();
    pause = setTimer(() => controller.abort(), ms);
  }

  restart();
  return { signal: controller.signal, pause: () => pause(), restart };
}
