import { Octokit } from "@octokit/rest";
import { callSdk } from "../../http/call-sdk.ts";
import type { HttpAnswer } from "../../http/http-answer.ts";
import { CACHE_HEADER, type HttpClient, type HttpFetch } from "../../http/http-client.ts";
import type { BodyTaker } from "../../http/take-body.ts";
import type { GithubRest } from "./endpoints.ts";

/** A successful answer. */
export interface GithubAnswer {
  /** True where the server said that nothing is new since the ETag it was asked with (304): no body. */
  readonly isUnchanged: boolean;
  /** What to ask with next time, null where the server gave none. */
  readonly etag: string | null;
  /** True where the server links to a further page. */
  readonly hasNextPage: boolean;
  /** The server's `x-poll-interval`, milliseconds; null where absent. */
  readonly pollAfterMs: number | null;
  /** A header by its name in lower case, null where absent. */
  readonly header: (name: string) => string | null;
  json(): Promise<unknown>;
}

/** A request that tells apart what is new. */
export interface ConditionalCall {
  /** The ETag of the last answer; null wants the body in any case. */
  readonly etag: string | null;
  readonly signal: AbortSignal;
}

/** What the client is made of. */
export interface GithubClientOptions {
  /** The API's address, without a slash at its end. */
  readonly api: string;
  /** null asks anonymously. */
  readonly token: string | null;
  readonly http: HttpClient;
}

/** What every call hands on to Octokit. */
export interface RequestSettings {
  readonly signal: AbortSignal;
  readonly parseSuccessResponseBody: false;
  readonly fetch: HttpFetch;
}

interface ConditionalSettings {
  readonly headers: { readonly "if-none-match"?: string };
  readonly request: RequestSettings;
}

type Send = (request: RequestSettings) => Promise<unknown>;

/** Octokit over the shared HTTP client; every way of asking rejects with `ProviderError`s. */
export interface OctokitCall {
  readonly rest: GithubRest;
  /** Asked again, an unchanged answer costs nothing: it is remembered with its ETag. */
  call(signal: AbortSignal, send: Send): Promise<GithubAnswer>;
  /** For what is too large to be remembered. */
  callOnce: OctokitCall["call"];
  /** For what may be longer than memory: `take` gets the body of a success piece by piece. */
  callThrough(signal: AbortSignal, take: BodyTaker, send: Send): Promise<GithubAnswer>;
  /** For callers that keep the ETag together with what its answer meant. */
  callIfChanged(
    call: ConditionalCall,
    send: (settings: ConditionalSettings) => Promise<unknown>,
  ): Promise<GithubAnswer>;
}

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** Creates the one Octokit of a source. */
export function createOctokitCall({ api, token, http }: GithubClientOptions): OctokitCall {
  const { rest } = new Octokit({
    baseUrl: api,
    userAgent: "cimon",
    ...(token === null ? {} : { auth: token }),
    // Octokit's request layer has a log of its own, the console unless told otherwise.
    log: SILENT,
    request: { log: SILENT },
  });

  function ask(fetch: HttpFetch, signal: AbortSignal, send: Send): Promise<GithubAnswer> {
    return callSdk(
      signal,
      () =>
        new Promise((resolve, reject) => {
          // Octokit would parse every body, the unchanged ones too, ten times slower than JSON.parse does.
          const take: HttpFetch = async (url, request) => {
            const answer = await fetch(url, request);
            resolve(toAnswer(answer));
            return answer;
          };
          send({ signal, parseSuccessResponseBody: false, fetch: take }).catch(reject);
        }),
    );
  }

  const callOnce: OctokitCall["call"] = (signal, send) => ask(http.fetchUncached, signal, send);

  return {
    rest,
    call: (signal, send) => ask(http.fetch, signal, send),
    callOnce,
    callThrough: (signal, take, send) => ask(http.fetchThrough(take), signal, send),
    callIfChanged({ etag, signal }, send) {
      const headers = etag === null ? {} : { "if-none-match": etag };
      return callOnce(signal, (request) => send({ headers, request }));
    },
  };
}

function toAnswer({ headers, json }: HttpAnswer): GithubAnswer {
  const intervalSec = Number(headers.get("x-poll-interval"));
  return {
    isUnchanged: headers.get(CACHE_HEADER) === "hit",
    etag: headers.get("etag"),
    hasNextPage: /rel="?next/u.test(headers.get("link") ?? ""),
    header: (name) => headers.get(name),
    pollAfterMs: intervalSec > 0 && intervalSec < 86_400 ? intervalSec * 1000 : null,
    json,
  };
}
