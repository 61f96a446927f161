import type { Clock } from "../model/clock.ts";

/** One thing that is asked again and again. */
export interface Poller {
  /** Plans the first poll, at once. */
  start(): void;
  /** Polls now, or joins the poll under way; resolves when it has ended, and never rejects. */
  pollNow(): Promise<void>;
  /** Polls after `delayMs` at the latest, where the next poll is planned for later. */
  bringForward(delayMs: number): void;
  /** Aborts the poll under way and plans no further one. */
  stop(): void;
  /** When the next poll is due, milliseconds since 1970; null while one is under way or none is planned. */
  nextPollAtMs(): number | null;
}

/** What a poller is made of. */
export interface PollerOptions {
  readonly clock: Clock;
  /** Does one poll and says after how many milliseconds the next is due. Must not reject unless aborted. */
  readonly poll: (signal: AbortSignal) => Promise<number>;
  /** Called when {@link Poller.nextPollAtMs} has changed. */
  readonly onPlan: () => void;
}

/** Creates a poller; the next poll is planned only after the last one ended, so none ever overlap. */
export function createPoller({ clock, poll, onPlan }: PollerOptions): Poller {
  const controller = new AbortController();
  let isStarted = false;
  let dueAtMs: number | null = null;
  let plannedMs = 0;
  let cancelTimer = (): void => {};
  let running: Promise<void> | null = null;

  function plan(delayMs: number): void {
    cancelTimer();
    dueAtMs = clock.now() + delayMs;
    plannedMs = delayMs;
    cancelTimer = clock.setTimer(() => void pollNow(), delayMs);
  }

  async function run(): Promise<void> {
    cancelTimer();
    dueAtMs = null;
    onPlan();
    try {
      const delayMs = await poll(controller.signal);
      if (isStarted && !controller.signal.aborted) plan(delayMs);
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    } finally {
      running = null;
      onPlan();
    }
  }

  function pollNow(): Promise<void> {
    if (controller.signal.aborted) return Promise.resolve();
    running ??= run();
    return running;
  }

  return {
    start() {
      isStarted = true;
      void pollNow();
    },
    pollNow,
    bringForward(delayMs) {
      if (dueAtMs === null) return;
      const leftMs = dueAtMs - clock.now();
      // More than was planned: the clock was set back, and the timer runs out before `delayMs` may.
      if (delayMs < leftMs && leftMs <= plannedMs) plan(delayMs);
    },
    stop() {
      isStarted = false;
      dueAtMs = null;
      cancelTimer();
      controller.abort(new Error("the monitor was stopped"));
    },
    nextPollAtMs: () => dueAtMs,
  };
}
