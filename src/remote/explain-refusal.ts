import { cleanText } from "../model/clean-text.ts";
import {
  PROVIDER_ERROR_KINDS,
  ProviderError,
  type ProviderErrorKind,
} from "../model/provider-error.ts";

/** What the server says of itself, where it has no fault of a CI server to hand on. */
const OWN_KINDS: Readonly<Record<string, ProviderErrorKind>> = {
  forbidden: "auth",
  "too-many-requests": "rate-limited",
  "bad-request": "bad-response",
  internal: "bad-response",
};

/**
 * The fault that a `cimon serve` tells of, in its own sentence, which holds no secret; null where the
 * body is none of its documents.
 */
export function explainRefusal(status: number, body: string): ProviderError | null {
  const error = readError(body);
  if (error === null) return null;
  const { kind: word, message, hint, status: deeper } = error;
  if (typeof message !== "string" || typeof hint !== "string") return null;
  const kind = PROVIDER_ERROR_KINDS.find((one) => one === word) ?? OWN_KINDS[String(word)];
  if (kind === undefined) return null;
  return new ProviderError(kind, cleanText(message), {
    status: typeof deeper === "number" ? deeper : status,
    hint: cleanText(hint),
  });
}

function readError(body: string): Readonly<Record<string, unknown>> | null {
  try {
    const document: unknown = JSON.parse(body);
    if (typeof document !== "object" || document === null || !("error" in document)) return null;
    const { error } = document;
    return typeof error === "object" && error !== null ? { ...error } : null;
  } catch {
    return null;
  }
}
