import type { Clock } from "../model/clock.ts";

/** Lets callers through: so many inside at once, and so many within any minute. */
export interface Turnstile {
  /** Resolves with the way to leave again; rejects with the signal's reason. Urgent ones go first. */
  enter(isUrgent: boolean, signal: AbortSignal | null): Promise<() => void>;
}

/** How many may pass. */
export interface TurnstileRules {
  readonly perMinute: number;
  readonly inFlight: number;
}

interface Waiting {
  readonly pass: () => void;
}

/** A fifth of the minute's share may pass at once, so that a start is quick and nobody waits a minute. */
const BURST_SHARE = 0.2;

const MINUTE_MS = 60_000;

/** Creates a turnstile on the principle of a leaking bucket. */
export function createTurnstile({ perMinute, inFlight }: TurnstileRules, clock: Clock): Turnstile {
  const burst = Math.max(1, perMinute * BURST_SHARE);
  const perMs = Math.max(perMinute - burst, perMinute / 2) / MINUTE_MS;
  const urgent = new Set<Waiting>();
  const others = new Set<Waiting>();
  let tokens = burst;
  let filledAtMs = clock.now();
  let inside = 0;
  let cancelRetry: (() => void) | null = null;

  function refill(): void {
    const nowMs = clock.now();
    // A clock that was set back gives nothing, and takes nothing either.
    tokens = Math.min(burst, tokens + Math.max(0, nowMs - filledAtMs) * perMs);
    filledAtMs = nowMs;
  }

  function admit(): void {
    refill();
    for (const line of [urgent, others]) {
      for (const next of line) {
        if (inside >= inFlight || tokens < 1) break;
        line.delete(next);
        inside += 1;
        tokens -= 1;
        next.pass();
      }
    }
    planRetry();
  }

  function planRetry(): void {
    cancelRetry?.();
    cancelRetry = null;
    if (urgent.size + others.size === 0 || inside >= inFlight) return;
    cancelRetry = clock.setTimer(admit, Math.max(1, Math.ceil((1 - tokens) / perMs)));
  }

  function leave(): void {
    inside -= 1;
    admit();
  }

  return {
    enter(isUrgent, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        const line = isUrgent ? urgent : others;
        const abort = () => {
          line.delete(me);
          planRetry();
          reject(signal?.reason);
        };
        const me: Waiting = {
          pass() {
            signal?.removeEventListener("abort", abort);
            resolve(leave);
          },
        };
        signal?.addEventListener("abort", abort, { once: true });
        line.add(me);
        admit();
      });
    },
  };
}
