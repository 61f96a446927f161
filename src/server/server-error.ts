import type { ProviderError } from "../model/provider-error.ts";
import { nextStep } from "../model/provider-error.ts";
import type { ErrorDocument } from "../model/server-protocol.ts";

/** A request that the server itself cannot or will not answer: one sentence, and what to do next. */
export class ServerError extends Error {
  override readonly name = "ServerError";
  readonly statusCode: number;
  readonly kind: ErrorDocument["error"]["kind"];
  readonly hint: string;

  constructor(
    statusCode: number,
    kind: ErrorDocument["error"]["kind"],
    message: string,
    hint: string,
  ) {
    super(message);
    this.statusCode = statusCode;
    this.kind = kind;
    this.hint = hint;
  }
}

const STATUS_CODES: Record<ProviderError["kind"], number> = {
  auth: 502,
  "not-found": 404,
  "rate-limited": 503,
  network: 502,
  timeout: 504,
  "bad-response": 502,
  refused: 409,
};

/** The HTTP status that tells of a CI server's fault. */
export function toStatusCode({ kind }: ProviderError): number {
  return STATUS_CODES[kind];
}

/** A CI server's fault as it is sent. */
export function describeProviderError(error: ProviderError): ErrorDocument {
  const { kind, message, status, retryAtMs } = error;
  const retryAt = retryAtMs === null ? null : new Date(retryAtMs).toISOString();
  return { error: { kind, message, hint: nextStep(error), status, retryAt } };
}

/** The server's own fault as it is sent. */
export function describeServerError({ kind, message, hint }: ServerError): ErrorDocument {
  return { error: { kind, message, hint, status: null, retryAt: null } };
}
