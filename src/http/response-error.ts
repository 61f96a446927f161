import { ProviderError } from "../model/provider-error.ts";
import { findRetryAt, isRateLimited, parseRetryAfter } from "./rate-limit.ts";

/** What is known of an answer that is not a success. */
export interface RefusedResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Read to tell a rate limit from a lack of permission; never shown. */
  readonly body: string;
  readonly host: string;
  readonly nowMs: number;
}

/**
 * Turns a status that is no success into an error kind and a sentence. Jenkins' and GitHub's words
 * for a missing permission are read from headers, which cannot hold a token.
 */
export function toResponseError(response: RefusedResponse): ProviderError {
  const { status, headers, body, host, nowMs } = response;
  if (isRateLimited(status, headers, body)) {
    const retryAtMs = findRetryAt(headers, nowMs);
    return new ProviderError("rate-limited", `${host} asks to wait (HTTP ${status})`, {
      status,
      retryAtMs,
    });
  }
  const retryAtMs = parseRetryAfter(headers, nowMs);
  const details = retryAtMs === null ? { status } : { status, retryAtMs };
  if (status === 401) {
    return new ProviderError("auth", `${host} does not accept the token (HTTP 401)`, details);
  }
  if (status === 403 || status === 407) {
    return new ProviderError("auth", `${host} does not allow this (HTTP ${status})`, details);
  }
  if (status === 404 || status === 410) {
    return new ProviderError(
      "not-found",
      `${host} does not know it, or does not show it to this token (HTTP ${status})`,
      details,
    );
  }
  if (status === 408 || status === 504) {
    return new ProviderError("timeout", `${host} gave up waiting (HTTP ${status})`, details);
  }
  const sentence = status >= 500 ? "is in trouble" : "did not take the request";
  return new ProviderError("bad-response", `${host} ${sentence} (HTTP ${status})`, details);
}
