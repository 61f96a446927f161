import type { BudgetRules } from "../model/budget.ts";
import { type Clock, createSystemClock } from "../model/clock.ts";
import type { Quota } from "../model/provider.ts";
import { ProviderError } from "../model/provider-error.ts";
import { type CachedResponse, createConditionalCache } from "./conditional-cache.ts";
import { createDeadline, type Deadline } from "./deadline.ts";
import {
  type AnswerHeaders,
  createHeaderList,
  type HeaderFields,
  type HeaderList,
} from "./header-list.ts";
import { createAnswer, decodeText, type HttpAnswer, isSuccess } from "./http-answer.ts";
import { toNetworkError } from "./network-error.ts";
import { parsePromised } from "./promised-json.ts";
import { readBody } from "./read-body.ts";
import { followRedirects } from "./redirect.ts";
import { createRequestBudget, type RequestBudget } from "./request-budget.ts";
import { createMeterScope, type MeterScope } from "./request-meter.ts";
import { toResponseError } from "./response-error.ts";
import { type BodyTaker, takeBody } from "./take-body.ts";
import { createTransport, type Transport } from "./transport.ts";
import type { ArrivingAnswer } from "./transport-fetch.ts";

/** One finished request, for logs and counters. Holds no header, no query and no body. */
export interface HttpExchange {
  /** What the poll that sent it was about, null outside of any. */
  readonly target: string | null;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** null where no answer came. */
  readonly status: number | null;
  readonly durationMs: number;
  readonly bytes: number;
  /** True where the server said that nothing has changed (304). */
  readonly cacheHit: boolean;
  /** What is left of the primary limit, null where there is none. */
  readonly quotaRemaining: number | null;
  readonly error: ProviderError | null;
}

/** What a client is made of. */
export interface HttpClientOptions {
  /** Longest time from sending a request to its last byte, milliseconds. */
  readonly deadlineMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Times the deadlines; the system's where it is left out. */
  readonly setTimer?: Clock["setTimer"];
  /** Shared by all clients of one host and credential; one of its own without limits where left out. */
  readonly budget?: RequestBudget;
  /** Straight to the server where left out. */
  readonly transport?: Transport;
  readonly onExchange?: (exchange: HttpExchange) => void;
  /** What an answer that is no success means, where its server says it in words of ours. */
  readonly explainRefusal?: (status: number, body: string) => ProviderError | null;
}

/** A request, as the web's `fetch` takes it. */
export interface HttpRequest {
  readonly method?: string | undefined;
  readonly headers?: HeaderFields | undefined;
  readonly body?: string | Uint8Array<ArrayBuffer> | null | undefined;
  readonly signal?: AbortSignal | null | undefined;
}

/** A `fetch` that resolves with successes only, each here whole. */
export type HttpFetch = (url: string | URL, request?: HttpRequest) => Promise<HttpAnswer>;

/** What every vendor's client sends its requests through. */
export interface HttpClient {
  /**
   * Resolves with successes only: 304 comes back as the answer it stands for, marked by
   * {@link CACHE_HEADER}. Everything else rejects with a `ProviderError`, or with the reason of the
   * caller's signal.
   */
  readonly fetch: HttpFetch;
  /**
   * The same with nothing remembered: for what is asked once, and for callers that keep an ETag
   * together with what it stands for and send their own `If-None-Match`; a 304 comes back as an empty
   * answer, marked by {@link CACHE_HEADER}.
   */
  readonly fetchUncached: HttpFetch;
  /**
   * The same for what can be longer than memory: `take` gets a success piece by piece, and what it
   * returns is the answer's body. The deadline is then the longest silence between two pieces.
   */
  readonly fetchThrough: (take: BodyTaker) => HttpFetch;
  /** Runs a poll whose requests are counted on its meter. */
  readonly measure: MeterScope["run"];
  /** The rate limit as the last answer told it. */
  readonly quota: () => Quota | null;
}

/** Set to `hit` on an answer that the server confirmed unchanged. */
export const CACHE_HEADER = "x-cimon-cache";

/** Without a budget that is shared, only what is in flight is limited. */
const NO_LIMITS: BudgetRules = {
  perMinute: 1_000_000,
  inFlight: 8,
  isUnchangedFree: true,
  windowMs: 3_600_000,
};

const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** What is remembered of an answer. */
type Keeps = "body" | "nothing";

/** How the answer to a request is dealt with. */
interface Treatment {
  readonly keeps: Keeps;
  /** Null reads the body whole. */
  readonly take: BodyTaker | null;
}

interface Call extends Treatment {
  readonly url: URL;
  readonly body: HttpRequest["body"];
  /** The caller's. */
  readonly signal: AbortSignal | null;
  readonly method: string;
  readonly headers: HeaderList;
  readonly key: string;
  /** What a 304 stands for; null where none may come. */
  readonly known: CachedResponse | null;
}

const NOTHING = new Uint8Array(0);

/**
 * Creates the one way to a CI server: conditional GETs, a deadline and an abort signal on every
 * request, a budget, credentials kept from foreign hosts, faults told apart. One client serves one
 * source, hence one credential.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const cache = createConditionalCache();
  const meters = createMeterScope();
  const { now, setTimer = createSystemClock().setTimer } = options;
  const clock = { now, setTimer };
  const transport = options.transport ?? createTransport({ env: {}, ca: null });
  const budget = options.budget ?? createRequestBudget(NO_LIMITS, clock);

  function prepare(input: string | URL, request: HttpRequest, treatment: Treatment): Call {
    const url = new URL(input);
    const { body, signal = null } = request;
    const method = (request.method ?? "GET").toUpperCase();
    const headers = createHeaderList(request.headers);
    const key = `${url.href}\n${headers.get("accept") ?? ""}`;
    const known = method === "GET" ? findKnown(key, treatment.keeps, headers) : null;
    if (known) headers.set("if-none-match", known.etag);
    return { url, body, signal, method, headers, key, known, ...treatment };
  }

  function findKnown(key: string, keeps: Keeps, headers: HeaderList): CachedResponse | null {
    if (keeps === "body") return cache.get(key) ?? null;
    const etag = headers.get("if-none-match");
    return etag === null ? null : { etag, headers: createHeaderList(), body: NOTHING };
  }

  async function send(call: Call): Promise<HttpAnswer> {
    const { url, method, signal: caller } = call;
    const meter = meters.current();
    const startedMs = options.now();
    const deadline = createDeadline(options.deadlineMs, setTimer);
    const signal = caller ? AbortSignal.any([caller, deadline.signal]) : deadline.signal;
    let status: number | null = null;
    let bytes = 0;
    let error: ProviderError | null = null;
    try {
      if (meter) meter.requests += 1;
      const request = { method, headers: call.headers, body: call.body ?? null, signal };
      const response = await followRedirects(url, request, transport);
      status = response.status;
      const isCounted = budget.observe(status, response.headers);
      if (meter && isCounted) meter.counted += 1;
      const body = await receive(call, response, deadline, (size) => {
        bytes += size;
      });
      return conclude(call, response, body);
    } catch (thrown) {
      if (caller?.aborted) throw caller.reason;
      error = explain(thrown, url, deadline.signal.aborted);
      if (error.kind === "rate-limited" && error.retryAtMs !== null)
        budget.pauseUntil(error.retryAtMs);
      throw error;
    } finally {
      deadline.pause();
      options.onExchange?.({
        target: meter?.target ?? null,
        method,
        host: url.host,
        path: url.pathname,
        status,
        durationMs: options.now() - startedMs,
        bytes,
        cacheHit: status === 304,
        quotaRemaining: budget.getState().quota?.remaining ?? null,
        error,
      });
    }
  }

  async function receive(
    { take }: Call,
    response: ArrivingAnswer,
    deadline: Deadline,
    onPiece: (bytes: number) => void,
  ): Promise<Uint8Array<ArrayBuffer>> {
    // A fault is short, whatever was asked for.
    if (take && isSuccess(response.status)) return takeBody(response, take, { deadline, onPiece });
    const body = await readBody(response, MAX_BODY_BYTES);
    onPiece(body.byteLength);
    return body;
  }

  function explain(thrown: unknown, url: URL, isLate: boolean): ProviderError {
    if (thrown instanceof ProviderError) return thrown;
    const { host } = url;
    if (!isLate) return toNetworkError(thrown, host, transport.proxyOf(url)?.host ?? null);
    const seconds = options.deadlineMs / 1000;
    return new ProviderError("timeout", `${host} gave no answer within ${seconds} s`);
  }

  function conclude(
    call: Call,
    { status, headers }: ArrivingAnswer,
    bytes: Uint8Array<ArrayBuffer>,
  ): HttpAnswer {
    const { host, href: url } = call.url;
    if (status === 304 && call.known) return revive(call.known, url, headers);
    if (!isSuccess(status)) {
      const text = decodeText(bytes);
      const { method } = call;
      const told = options.explainRefusal?.(status, text);
      throw (
        told ?? toResponseError({ status, method, headers, body: text, host, nowMs: options.now() })
      );
    }
    const parsed = parsePromised({ asked: call.headers, given: headers, bytes, host });
    const given = dropCoding(headers);
    if (call.method === "GET" && status === 200) remember(call, given, bytes);
    return createAnswer({ status, url, headers: given, bytes, parsed });
  }

  function remember(call: Call, headers: HeaderList, body: Uint8Array<ArrayBuffer>): void {
    const etag = headers.get("etag");
    if (etag !== null && call.keeps === "body") cache.set(call.key, { etag, headers, body });
  }

  function createFetch(keeps: Keeps, take: BodyTaker | null = null): HttpFetch {
    return (input, request = {}) => {
      const signal = request.signal ?? null;
      const isUrgent = meters.current()?.isUrgent ?? true;
      return budget.run({ host: new URL(input).host, isUrgent, signal }, () =>
        send(prepare(input, request, { keeps, take })),
      );
    };
  }

  return {
    fetch: createFetch("body"),
    fetchUncached: createFetch("nothing"),
    fetchThrough: (take) => createFetch("nothing", take),
    measure: meters.run,
    quota: () => budget.getState().quota,
  };
}

/** The body was unpacked while it was read, so the headers that speak of its coding are left out. */
function dropCoding(headers: AnswerHeaders): HeaderList {
  const left = createHeaderList(headers);
  for (const name of ["content-encoding", "content-length"]) left.delete(name);
  return left;
}

function revive(cached: CachedResponse, url: string, fresh: AnswerHeaders): HttpAnswer {
  const headers = createHeaderList(cached.headers);
  const contentType = headers.get("content-type");
  for (const [name, value] of dropCoding(fresh)) headers.set(name, value);
  if (contentType !== null) headers.set("content-type", contentType);
  headers.set(CACHE_HEADER, "hit");
  return createAnswer({ status: 200, url, headers, bytes: cached.body });
}
