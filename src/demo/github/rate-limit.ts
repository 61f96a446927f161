/** How one caller's hour stands. */
export interface RateState {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** Seconds since 1970. */
  readonly reset: number;
}

/** The primary rate limit of each caller, by the hour. */
export interface RateLimiter {
  state(caller: string): RateState;
  /** Counts one request. */
  spend(caller: string): void;
}

const HOUR_MS = 3_600_000;

/**
 * Makes the counter behind `x-ratelimit-*`; a caller's hour begins with its first request:
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function createRateLimiter(
  now: () => number,
  limitOf: (caller: string) => number,
): RateLimiter {
  const hours = new Map<string, { used: number; readonly endsMs: number }>();

  function hourOf(caller: string): { used: number; readonly endsMs: number } {
    const known = hours.get(caller);
    if (known && known.endsMs > now()) return known;
    const hour = { used: 0, endsMs: now() + HOUR_MS };
    hours.set(caller, hour);
    return hour;
  }

  return {
    state(caller) {
      const { used, endsMs } = hourOf(caller);
      const limit = limitOf(caller);
      const remaining = Math.max(0, limit - used);
      return { limit, used: Math.min(used, limit), remaining, reset: Math.ceil(endsMs / 1000) };
    },
    spend(caller) {
      hourOf(caller).used += 1;
    },
  };
}

/** The headers GitHub sends with every answer. */
export function toRateHeaders(state: RateState): Readonly<Record<string, string>> {
  return {
    "x-ratelimit-limit": String(state.limit),
    "x-ratelimit-remaining": String(state.remaining),
    "x-ratelimit-used": String(state.used),
    "x-ratelimit-reset": String(state.reset),
    "x-ratelimit-resource": "core",
  };
}
