import type { DemoAnswer } from "../http-types.ts";

/** A limit as GitLab counts it: each answer takes one, a 304 too, and a minute gives all back. */
export interface MinuteLimit {
  /** Counts a request; an answer where it is one too many. */
  take(): DemoAnswer | null;
  /** https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/#response-headers */
  headers(): Readonly<Record<string, string>>;
}

const MINUTE_MS = 60_000;

/** Creates a limit of so many requests a minute. */
export function createMinuteLimit(limit: number, now: () => number): MinuteLimit {
  let minute = 0;
  let observed = 0;

  return {
    take() {
      const present = Math.floor(now() / MINUTE_MS);
      if (present !== minute) observed = 0;
      minute = present;
      observed += 1;
      if (observed <= limit) return null;
      const retryAfter = Math.ceil(((minute + 1) * MINUTE_MS - now()) / 1000);
      return { status: 429, text: "Retry later\n", headers: { "retry-after": String(retryAfter) } };
    },
    headers() {
      const resetMs = (minute + 1) * MINUTE_MS;
      return {
        "ratelimit-limit": String(limit),
        "ratelimit-name": "throttle_authenticated_api",
        "ratelimit-observed": String(observed),
        "ratelimit-remaining": String(Math.max(0, limit - observed)),
        "ratelimit-reset": String(resetMs / 1000),
        "ratelimit-resettime": new Date(resetMs).toUTCString(),
      };
    },
  };
}
