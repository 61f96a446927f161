/** A time within which something has to happen; `signal` is aborted once it has passed. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Stops the time until it is restarted. */
  pause(): void;
  /** Gives the whole time anew. */
  restart(): void;
}

/** Starts a deadline of `ms` milliseconds. Pause it once what it is for has ended. */
export function createDeadline(ms: number): Deadline {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  function pause(): void {
    clearTimeout(timer);
  }

  function restart(): void {
    pause();
    timer = setTimeout(() => controller.abort(), ms);
    // What nobody waits for any more keeps no program from ending.
    timer.unref();
  }

  restart();
  return { signal: controller.signal, pause, restart };
}
