/**
 * Why a request failed, as far as a person must know to act on it. `refused`: the server understood and
 * allows it, but as things stand it cannot be done.
 */
export const PROVIDER_ERROR_KINDS = [
  "auth",
  "not-found",
  "rate-limited",
  "network",
  "timeout",
  "bad-response",
  "refused",
] as const;

/** One of {@link PROVIDER_ERROR_KINDS}. */
export type ProviderErrorKind = (typeof PROVIDER_ERROR_KINDS)[number];

/** What there is to know of a fault besides its kind and sentence. */
export interface ProviderErrorDetails {
  /** HTTP status, where the server answered. */
  readonly status?: number;
  /** Earliest time of a next try by the server's own word, milliseconds since 1970. */
  readonly retryAtMs?: number;
  /** What to do next, without a full stop, where the kind alone does not say it. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/**
 * A fault of a CI server, of the way to it or of what it was asked for. The message is one sentence
 * fit for the screen: never a token, never a body (a server can echo a token).
 */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  readonly kind: ProviderErrorKind;
  readonly status: number | null;
  readonly retryAtMs: number | null;
  /** What to do next, null where that follows from the kind. */
  readonly hint: string | null;

  constructor(kind: ProviderErrorKind, message: string, details: ProviderErrorDetails = {}) {
    super(message, "cause" in details ? { cause: details.cause } : undefined);
    this.kind = kind;
    this.status = details.status ?? null;
    this.retryAtMs = details.retryAtMs ?? null;
    this.hint = details.hint ?? null;
  }
}

const NEXT_STEPS: Record<ProviderErrorKind, string> = {
  auth: "check the source's token and what it may read",
  "not-found": "check the name, or whether the token may see it",
  "rate-limited": "wait until the limit is reset",
  network: "check the url and the network",
  timeout: "check the server",
  "bad-response": "check that url leads to the CI server itself",
  refused: "its page may tell more",
};

/** What a person can do about a fault, without a full stop. */
export function nextStep({ kind, hint }: Pick<ProviderError, "kind" | "hint">): string {
  return hint ?? NEXT_STEPS[kind];
}

/**
 * Finds the {@link ProviderError} an SDK wrapped, along its chain of causes. Anything else is a fault
 * in the shape of the answer, so it becomes `bad-response`, with no word of its message shown.
 */
export function toProviderError(error: unknown): ProviderError {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 8; depth += 1) {
    if (at instanceof ProviderError) return at;
    at = at.cause;
  }
  return new ProviderError("bad-response", "the answer was not what this API promises", {
    cause: error,
  });
}
