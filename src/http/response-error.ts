import { ProviderError } from "../model/provider-error.ts";
import type { AnswerHeaders } from "./header-list.ts";
import { findRetryAt, isRateLimited, parseRetryAfter } from "./rate-limit.ts";
import { findMissingPermission, findReason } from "./refusal-reason.ts";

/** What servers say where an action makes no sense as things stand. */
const IMPOSSIBLE: ReadonlySet<number> = new Set([400, 405, 409, 412, 422]);

/** What is known of an answer that is not a success. */
export interface RefusedResponse {
  readonly status: number;
  /** In capitals. */
  readonly method: string;
  readonly headers: AnswerHeaders;
  /** Read to tell what is wrong; never shown. */
  readonly body: string;
  readonly host: string;
  readonly nowMs: number;
}

/**
 * Turns a status that is no success into an error kind and a sentence. What is told of the answer
 * besides its status is in our own words: a body, or a header, can hold a token.
 */
export function toResponseError(response: RefusedResponse): ProviderError {
  const { status, method, headers, body, host, nowMs } = response;
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
  const reason = status === 403 || status === 422 ? findReason(body) : null;
  if (reason !== null) {
    const sentence = `${host} did not take the request: ${reason} (HTTP ${status})`;
    return new ProviderError("refused", sentence, details);
  }
  if (status === 403 || status === 407) {
    const missing = findMissingPermission(headers);
    const need = missing === null ? "" : `: the token needs ${missing}`;
    return new ProviderError(
      "auth",
      `${host} does not allow this${need} (HTTP ${status})`,
      details,
    );
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
  const kind = method !== "GET" && IMPOSSIBLE.has(status) ? "refused" : "bad-response";
  return new ProviderError(kind, `${host} ${sentence} (HTTP ${status})`, details);
}
