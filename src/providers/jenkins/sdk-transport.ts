import { EventEmitter } from "node:events";
import { Readable } from "node:stream";
import { createAnswer, type HttpAnswer } from "../../http/http-answer.ts";
import type { HttpClient } from "../../http/http-client.ts";
import { ProviderError } from "../../model/provider-error.ts";

/** A request as the SDK prepared it, as far as it concerns us. */
export interface SdkRequest {
  readonly req: {
    readonly method: string;
    /** Path and query, the base address's path in front. */
    readonly path: string;
    readonly headers: Readonly<Record<string, string | number | readonly string[]>>;
  };
  readonly body?: Uint8Array<ArrayBuffer>;
  transport: { request(): EventEmitter };
}

/** Goes on with the SDK's own steps; `false` and an error end the call with that very error. */
export type SdkNext = (stop?: false, error?: Error) => void;

/** Set on the way, by the body's length and the address. */
const OWN_HEADERS = new Set(["content-length", "host"]);

/**
 * Makes the SDK's hook that sends its requests through our way to a server, with its deadline, limits
 * and log. The SDK builds the request before it and decodes the answer after it, as ever.
 */
export function createSdkTransport(
  fetch: HttpClient["fetch"],
  origin: string,
  signal: AbortSignal,
): (request: SdkRequest, next: SdkNext) => void {
  return (request, next) => {
    const { method, path, headers } = request.req;
    const { body = null } = request;
    const url = `${origin}${path}`;
    fetch(url, { method, headers: toHeaders(headers), body, signal })
      .catch((error: unknown) => acceptRedirect(url, error))
      .then((answer) => {
        const replay = createReplay(answer);
        request.transport = { request: () => replay };
        next();
      })
      .catch((error: unknown) => {
        next(false, error instanceof Error ? error : new Error("aborted", { cause: error }));
      });
  };
}

/**
 * Jenkins answers many a POST with 302, and the SDK takes nothing else for a success. Any other
 * redirect tells that the server is elsewhere, and nothing was done.
 */
function acceptRedirect(url: string, error: unknown): HttpAnswer {
  if (!(error instanceof ProviderError) || error.status !== 302) throw error;
  return createAnswer({ status: error.status, url, bytes: new Uint8Array(0) });
}

function toHeaders(given: SdkRequest["req"]["headers"]): Record<string, string> {
  const entries = Object.entries(given).filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()));
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      typeof value === "object" ? value.join("; ") : String(value),
    ]),
  );
}

/** An answer already in hand, in the form of a request of Node's http that is about to get it. */
function createReplay(answer: HttpAnswer): EventEmitter {
  const headers: Record<string, string | string[]> = Object.fromEntries(answer.headers);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  const { bytes } = answer;
  const message = Object.assign(Readable.from(bytes.length > 0 ? [Buffer.from(bytes)] : []), {
    statusCode: answer.status,
    headers,
  });
  const request = new EventEmitter();
  return Object.assign(request, {
    getHeader: () => "",
    setTimeout: () => request,
    abort: () => undefined,
    end: () => request.emit("response", message),
  });
}
