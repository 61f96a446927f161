import { type AnswerHeaders, createHeaderList } from "./header-list.ts";

/** An answer that is here whole: the part of the web's `Response` that the SDKs read, and no more. */
export interface HttpAnswer {
  readonly status: number;
  /** The address it was asked from. */
  readonly url: string;
  readonly headers: AnswerHeaders;
  /** Its body, empty where there is none. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  text(): Promise<string>;
  /** Rejects with a `SyntaxError` where the body is none. */
  json(): Promise<unknown>;
}

/** What an answer is made of. */
export interface AnswerParts {
  readonly status: number;
  readonly url: string;
  readonly headers?: AnswerHeaders;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The body parsed, where somebody has done so already. */
  readonly parsed?: { readonly value: unknown } | null;
}

/** Creates an answer that is here whole. */
export function createAnswer(parts: AnswerParts): HttpAnswer {
  const { status, url, headers = createHeaderList(), bytes, parsed = null } = parts;
  return {
    status,
    url,
    headers,
    bytes,
    text: async () => decodeText(bytes),
    json: async () => (parsed === null ? JSON.parse(decodeText(bytes)) : parsed.value),
  };
}

/** True for a status that tells of a success. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** A body as text, without the mark of its byte order. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
