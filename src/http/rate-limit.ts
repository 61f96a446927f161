import type { Quota } from "../model/provider.ts";
import type { AnswerHeaders } from "./header-list.ts";

// GitHub: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
// GitLab: https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/#response-headers
const PREFIXES = ["x-ratelimit-", "ratelimit-"] as const;

/** A minute: what GitHub asks for where it names no time of its own. */
const DEFAULT_WAIT_MS = 60_000;

/** The longest wait a header may impose; a server that says more is taken to be mistaken. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

function readNumber(headers: AnswerHeaders, name: string): number | null {
  const text = headers.get(name);
  if (text === null || !/^\d{1,15}$/u.test(text.trim())) return null;
  return Number(text);
}

/** The server's clock and ours differ by less than this while both are right. */
const CLOCK_TOLERANCE_MS = 5_000;

/** By how much the server's clock is ahead of ours, milliseconds; 0 where it does not say or is about right. */
function measureClockSkew(headers: AnswerHeaders, nowMs: number): number {
  const dateMs = Date.parse(headers.get("date") ?? "");
  const skewMs = dateMs - nowMs;
  return Number.isNaN(skewMs) || Math.abs(skewMs) < CLOCK_TOLERANCE_MS ? 0 : skewMs;
}

/**
 * Reads GitHub's `x-ratelimit-*` or GitLab's `RateLimit-*`; null where they are absent. The reset is
 * told by the server's clock and comes back by ours.
 */
export function parseQuota(headers: AnswerHeaders, nowMs: number): Quota | null {
  // GitHub counts search, graphql and others apart; only `core` is the budget of the REST API.
  if ((headers.get("x-ratelimit-resource") ?? "core") !== "core") return null;
  for (const prefix of PREFIXES) {
    const limit = readNumber(headers, `${prefix}limit`);
    const remaining = readNumber(headers, `${prefix}remaining`);
    if (limit === null || remaining === null) continue;
    const reset = readNumber(headers, `${prefix}reset`);
    const resetMs = reset === null ? Number.NaN : reset * 1000 - measureClockSkew(headers, nowMs);
    const resetAt = Math.abs(resetMs) <= 8.64e15 ? new Date(resetMs).toISOString() : null;
    return { limit, remaining, resetAt };
  }
  return null;
}

/** Reads `Retry-After`, in seconds or as an HTTP date: milliseconds since 1970, null where absent. */
export function parseRetryAfter(headers: AnswerHeaders, nowMs: number): number | null {
  const text = headers.get("retry-after")?.trim();
  if (text === undefined || text === "") return null;
  const isSeconds = /^\d{1,9}$/u.test(text);
  const atMs = isSeconds
    ? nowMs + Number(text) * 1000
    : Date.parse(text) - measureClockSkew(headers, nowMs);
  if (Number.isNaN(atMs)) return null;
  return Math.min(Math.max(atMs, nowMs), nowMs + LONGEST_WAIT_MS);
}

/**
 * When a refused request may be tried again, milliseconds since 1970: the server's `Retry-After`,
 * else the reset of a used-up quota where it lies ahead, else a minute.
 */
export function findRetryAt(headers: AnswerHeaders, nowMs: number): number {
  const retryAfter = parseRetryAfter(headers, nowMs);
  if (retryAfter !== null) return retryAfter;
  const quota = parseQuota(headers, nowMs);
  const resetMs = quota?.remaining === 0 && quota.resetAt ? Date.parse(quota.resetAt) : 0;
  if (resetMs > nowMs) return Math.min(resetMs, nowMs + LONGEST_WAIT_MS);
  return nowMs + DEFAULT_WAIT_MS;
}

/** True where a 403 or 429 means "too many" and not "not allowed". `body` is read, never shown. */
export function isRateLimited(status: number, headers: AnswerHeaders, body: string): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  if (headers.has("retry-after") || parseQuota(headers, 0)?.remaining === 0) return true;
  return /rate limit/iu.test(body.slice(0, 2_000));
}
