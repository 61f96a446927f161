import { describe, expect, it } from "vitest";
import {
  findRetryAt,
  isRateLimited,
  parseQuota,
  parseRetryAfter,
} from "../../src/http/rate-limit.ts";

const NOW_MS = 1_795_435_200_000;
const SEC = NOW_MS / 1000;

function limits(limit: number, remaining: number, reset: number): Headers {
  return new Headers({
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(remaining),
    "x-ratelimit-reset": String(reset),
  });
}

describe("parseQuota", () => {
  it.each([
    [
      "GitHub's headers",
      limits(5000, 4999, SEC),
      { limit: 5000, remaining: 4999, resetAt: "2026-11-23T12:00:00.000Z" },
    ],
    [
      "GitLab's headers",
      new Headers({
        "RateLimit-Limit": "2000",
        "RateLimit-Remaining": "1990",
        "RateLimit-Observed": "10",
      }),
      { limit: 2000, remaining: 1990, resetAt: null },
    ],
    ["no header", new Headers(), null],
    ["half of them", new Headers({ "x-ratelimit-limit": "60" }), null],
    ["nonsense", new Headers({ "x-ratelimit-limit": "-1", "x-ratelimit-remaining": "x" }), null],
    [
      "another resource than core",
      new Headers([...limits(30, 1, SEC), ["x-ratelimit-resource", "search"]]),
      null,
    ],
  ])("reads %s", (_, headers, expected) => {
    expect(parseQuota(headers, NOW_MS)).toEqual(expected);
  });
});

describe("parseRetryAfter", () => {
  it.each([
    ["seconds", "90", NOW_MS + 90_000],
    ["a date", "Mon, 23 Nov 2026 12:01:00 GMT", NOW_MS + 60_000],
    ["a date in the past", "Mon, 23 Nov 2026 11:00:00 GMT", NOW_MS],
    ["a wait of years, as a day", "999999999", NOW_MS + 86_400_000],
    ["nonsense", "soon", null],
  ])("reads %s", (_, text, expected) => {
    expect(parseRetryAfter(new Headers({ "retry-after": text }), NOW_MS)).toBe(expected);
  });
});

describe("findRetryAt", () => {
  it.each([
    [
      "Retry-After before the reset",
      new Headers([...limits(60, 0, SEC + 600), ["retry-after", "5"]]),
      5_000,
    ],
    ["the reset of a used-up quota", limits(60, 0, SEC + 600), 600_000],
    ["a minute where the reset is past", limits(60, 0, SEC - 600), 60_000],
    ["a minute where quota is left", limits(60, 10, SEC + 600), 60_000],
    ["a minute without headers", new Headers(), 60_000],
  ])("takes %s", (_, headers, waitMs) => {
    expect(findRetryAt(headers, NOW_MS)).toBe(NOW_MS + waitMs);
  });
});

describe("a server whose clock is not ours", () => {
  const behind = new Headers([
    ...limits(60, 0, SEC - 3_000),
    ["date", new Date(NOW_MS - 3_600_000).toUTCString()],
  ]);

  it("is reset when its own clock says so", () => {
    expect(findRetryAt(behind, NOW_MS)).toBe(NOW_MS + 600_000);
    expect(parseQuota(behind, NOW_MS)?.resetAt).toBe("2026-11-23T12:10:00.000Z");
  });

  it("may be asked again when its own clock says so", () => {
    const headers = new Headers({
      date: "Mon, 23 Nov 2026 11:00:00 GMT",
      "retry-after": "Mon, 23 Nov 2026 11:01:30 GMT",
    });
    expect(parseRetryAfter(headers, NOW_MS)).toBe(NOW_MS + 90_000);
  });
});

describe("isRateLimited", () => {
  it.each([
    [429, new Headers(), "", true],
    [403, new Headers({ "retry-after": "1" }), "", true],
    [403, limits(60, 0, SEC), "", true],
    [403, limits(60, 9, SEC), "You have exceeded a secondary rate limit", true],
    [403, limits(60, 9, SEC), "Resource not accessible by integration", false],
    [401, limits(60, 0, SEC), "", false],
  ])("tells a %i", (status, headers, body, expected) => {
    expect(isRateLimited(status, headers, body)).toBe(expected);
  });
});
