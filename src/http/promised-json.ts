import { ProviderError } from "../model/provider-error.ts";
import type { AnswerHeaders } from "./header-list.ts";
import { decodeText } from "./http-answer.ts";

/** An answer, and what it was asked for as. */
export interface PromisedBody {
  /** Headers of the request. */
  readonly asked: AnswerHeaders;
  /** Headers of the answer. */
  readonly given: AnswerHeaders;
  readonly bytes: Uint8Array;
  readonly host: string;
}

/**
 * Parses a body that was asked for as JSON and is said to be JSON; null where it is not. A proxy's sign-in
 * page and half a body both come as 200, and no SDK tells them from an answer: they are thrown as a
 * `ProviderError`.
 */
export function parsePromised({ asked, given, bytes, host }: PromisedBody): {
  readonly value: unknown;
} | null {
  if (!/json/iu.test(asked.get("accept") ?? "")) return null;
  const type = given.get("content-type") ?? "";
  if (/html/iu.test(type)) {
    throw new ProviderError("bad-response", `${host} answered with a web page instead of JSON`);
  }
  if (!/json/iu.test(type) || bytes.byteLength === 0) return null;
  try {
    return { value: JSON.parse(decodeText(bytes)) };
  } catch {
    throw new ProviderError("bad-response", `${host} answered with broken JSON`);
  }
}
