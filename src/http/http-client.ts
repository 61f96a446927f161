import pLimit from "p-limit";
import type { Quota } from "../model/provider.ts";
import { ProviderError } from "../model/provider-error.ts";
import { type CachedResponse, createConditionalCache } from "./conditional-cache.ts";
import { toNetworkError } from "./network-error.ts";
import { parseQuota } from "./rate-limit.ts";
import { readBody } from "./read-body.ts";
import { followRedirects } from "./redirect.ts";
import { toResponseError } from "./response-error.ts";

/** One finished request, for logs and counters. Holds no header, no query and no body. */
export interface HttpExchange {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** null where no answer came. */
  readonly status: number | null;
  readonly durationMs: number;
  readonly bytes: number;
  /** True where the server said that nothing has changed (304). */
  readonly cacheHit: boolean;
  readonly error: ProviderError | null;
}

/** What a client is made of. */
export interface HttpClientOptions {
  /** Longest time from sending a request to its last byte, milliseconds. */
  readonly deadlineMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onExchange?: (exchange: HttpExchange) => void;
}

/** What every vendor's client sends its requests through. */
export interface HttpClient {
  /**
   * A `fetch` that resolves with successes only: 304 comes back as the answer it stands for, marked
   * by {@link CACHE_HEADER}. Everything else rejects with a `ProviderError`, or with the reason of
   * the caller's signal.
   */
  readonly fetch: (url: string | URL, init?: RequestInit) => Promise<Response>;
  /** The rate limit as the last answer told it. */
  readonly quota: () => Quota | null;
}

/** Set to `hit` on an answer that the server confirmed unchanged. */
export const CACHE_HEADER = "x-cimon-cache";

/** GitHub's secondary limit is 100 at once; a self-managed server is glad of far fewer. */
const MAX_IN_FLIGHT = 8;

const MAX_BODY_BYTES = 64 * 1024 * 1024;

interface Call {
  readonly url: URL;
  readonly init: RequestInit;
  readonly method: string;
  readonly headers: Headers;
  readonly key: string;
  readonly cached: CachedResponse | undefined;
}

/**
 * Creates the one way to a CI server: conditional GETs, a deadline and an abort signal on every
 * request, {@link MAX_IN_FLIGHT} at once, credentials kept from foreign hosts, faults told apart.
 * One client serves one source, hence one credential.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const cache = createConditionalCache();
  const limit = pLimit(MAX_IN_FLIGHT);
  let quota: Quota | null = null;

  function prepare(input: string | URL, init: RequestInit): Call {
    const url = new URL(input);
    const method = (init.method ?? "GET").toUpperCase();
    const headers = new Headers(init.headers);
    const key = `${url.href}\n${headers.get("accept") ?? ""}`;
    const cached = method === "GET" ? cache.get(key) : undefined;
    if (cached) headers.set("if-none-match", cached.etag);
    return { url, init, method, headers, key, cached };
  }

  async function send(call: Call): Promise<Response> {
    const startedMs = options.now();
    const deadline = AbortSignal.timeout(options.deadlineMs);
    const caller = call.init.signal ?? null;
    const signal = caller ? AbortSignal.any([caller, deadline]) : deadline;
    let status: number | null = null;
    let bytes = 0;
    let error: ProviderError | null = null;
    try {
      const init = { ...call.init, method: call.method, headers: call.headers, signal };
      const response = await followRedirects(call.url, init);
      status = response.status;
      quota = parseQuota(response.headers) ?? quota;
      const body = await readBody(response, MAX_BODY_BYTES);
      bytes = body.byteLength;
      return conclude(call, response, body);
    } catch (thrown) {
      if (caller?.aborted) throw caller.reason;
      error = explain(thrown, call.url.host, deadline.aborted);
      throw error;
    } finally {
      const { method, url } = call;
      const durationMs = options.now() - startedMs;
      const cacheHit = status === 304;
      const { host, pathname: path } = url;
      options.onExchange?.({ method, host, path, status, durationMs, bytes, cacheHit, error });
    }
  }

  function explain(thrown: unknown, host: string, isLate: boolean): ProviderError {
    if (thrown instanceof ProviderError) return thrown;
    if (!isLate) return toNetworkError(thrown, host);
    const seconds = options.deadlineMs / 1000;
    return new ProviderError("timeout", `${host} gave no answer within ${seconds} s`);
  }

  function conclude(call: Call, response: Response, body: Uint8Array<ArrayBuffer>): Response {
    const { status, headers } = response;
    const { host } = call.url;
    if (status === 304 && call.cached) return revive(call.cached, headers);
    if (!response.ok) {
      const text = new TextDecoder().decode(body);
      throw toResponseError({ status, headers, body: text, host, nowMs: options.now() });
    }
    assertPromisedJson(call.headers, headers, body, host);
    const etag = headers.get("etag");
    if (call.method === "GET" && status === 200 && etag) {
      cache.set(call.key, { etag, headers: listHeaders(headers), body });
    }
    const isEmpty = status === 204 || status === 205;
    return new Response(isEmpty ? null : body, { status, headers: listHeaders(headers) });
  }

  return {
    fetch: (input, init = {}) =>
      limit(() => {
        init.signal?.throwIfAborted();
        return send(prepare(input, init));
      }),
    quota: () => quota,
  };
}

/** The body was decoded while it was read, so the headers that speak of its coding are left out. */
function listHeaders(headers: Headers): [string, string][] {
  return [...headers].filter(([name]) => !/^(content-encoding|content-length)$/u.test(name));
}

function revive(cached: CachedResponse, fresh: Headers): Response {
  const headers = new Headers(cached.headers.map(([name, value]) => [name, value]));
  for (const [name, value] of listHeaders(fresh)) headers.set(name, value);
  const contentType = cached.headers.find(([name]) => name === "content-type");
  if (contentType) headers.set("content-type", contentType[1]);
  headers.set(CACHE_HEADER, "hit");
  return new Response(cached.body, { status: 200, headers });
}

/** A proxy's sign-in page and half a body both come as 200; no SDK tells them from an answer. */
function assertPromisedJson(
  asked: Headers,
  given: Headers,
  body: Uint8Array<ArrayBuffer>,
  host: string,
): void {
  if (!/json/iu.test(asked.get("accept") ?? "")) return;
  const type = given.get("content-type") ?? "";
  if (/html/iu.test(type)) {
    throw new ProviderError("bad-response", `${host} answered with a web page instead of JSON`);
  }
  if (!/json/iu.test(type) || body.byteLength === 0) return;
  try {
    JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw new ProviderError("bad-response", `${host} answered with broken JSON`);
  }
}
