import { createRequesterFn, type RequestOptions } from "@gitbeaker/requester-utils";
import type { AnswerHeaders } from "../../http/header-list.ts";
import type { HttpAnswer } from "../../http/http-answer.ts";
import { CACHE_HEADER, type HttpClient, type HttpFetch } from "../../http/http-client.ts";
import type { BodyTaker } from "../../http/take-body.ts";

/** How a call deals with what the server has said before. */
export type Conditions =
  /** Whole answers are remembered and revalidated. */
  | { readonly kind: "remembered" }
  /** Asked once; nothing is remembered. */
  | { readonly kind: "once" }
  /** Asked with the caller's own ETag; what is unchanged comes back as an empty list. */
  | {
      readonly kind: "if-changed";
      readonly etag: string | null;
      readonly onAnswer: (answer: ConditionalAnswer) => void;
    }
  /** The same for a file, which `take` gets piece by piece and gitbeaker as an empty text. */
  | {
      readonly kind: "file";
      readonly etag: string | null;
      /** The value of a `Range` header, null for all; a server may send all the same. */
      readonly range: string | null;
      readonly take: BodyTaker;
      readonly onAnswer: (answer: ConditionalAnswer) => void;
    };

/** What an answer says of the caller's ETag. */
export interface ConditionalAnswer {
  readonly isUnchanged: boolean;
  /** What to ask with next time, null where the server gave none. */
  readonly etag: string | null;
}

/**
 * Makes what gitbeaker sends its requests with. Its own would send a 429 or a 502 ten times within
 * 300 ms, wait for a silent server for ever and know no ETag, so every request goes through `http`,
 * once, and ends with `signal`.
 */
export function createGitlabRequester(
  http: HttpClient,
  conditions: Conditions,
  signal: AbortSignal,
) {
  const send = chooseFetch(http, conditions);
  return createRequesterFn(
    (_service, request) => Promise.resolve(request),
    async (endpoint, options = {}) => {
      const { prefixUrl, searchParams, method, headers, body }: RequestOptions = options;
      const url = new URL(`${prefixUrl ?? ""}${endpoint}`);
      url.search = searchParams ?? "";
      const response = await send(url, {
        method: method ?? "GET",
        headers: {
          accept: "application/json",
          ...headers,
          ...listConditions(conditions),
        },
        // Nothing asked for here is a form with files.
        body: typeof body === "string" ? body : null,
        signal,
      });
      return {
        body: await readBody(response, conditions),
        headers: listHeaders(response.headers),
        status: response.status,
      };
    },
  );
}

function chooseFetch(http: HttpClient, conditions: Conditions): HttpFetch {
  if (conditions.kind === "remembered") return http.fetch;
  return conditions.kind === "file" ? http.fetchThrough(conditions.take) : http.fetchUncached;
}

function listConditions(conditions: Conditions): Record<string, string> {
  if (conditions.kind !== "if-changed" && conditions.kind !== "file") return {};
  const range = conditions.kind === "file" ? conditions.range : null;
  return {
    ...(conditions.etag === null ? {} : { "if-none-match": conditions.etag }),
    ...(range === null ? {} : { range }),
  };
}

async function readBody(response: HttpAnswer, conditions: Conditions) {
  if (conditions.kind !== "if-changed" && conditions.kind !== "file") return parseBody(response);
  const isUnchanged = response.headers.get(CACHE_HEADER) === "hit";
  conditions.onAnswer({ isUnchanged, etag: response.headers.get("etag") });
  if (conditions.kind === "file") return "";
  return isUnchanged ? NO_ITEMS : parseBody(response);
}

/** gitbeaker's type for a body leaves lists out. */
const NO_ITEMS = [] as unknown as Record<string, unknown>;

async function parseBody(response: HttpAnswer): Promise<Record<string, unknown> | string | null> {
  if (response.status === 204) return null;
  const isJson = /json/iu.test(response.headers.get("content-type") ?? "");
  return isJson ? ((await response.json()) as Record<string, unknown>) : await response.text();
}

/** Where a proxy has dropped `x-next-page`, the Link header says the same. */
function listHeaders(headers: AnswerHeaders): Record<string, string> {
  const listed = Object.fromEntries(headers);
  if (listed["x-next-page"] !== undefined) return listed;
  const next = /<[^>]*[?&]page=(\d+)[^>]*>\s*;\s*rel="next"/u.exec(listed.link ?? "")?.[1];
  return next === undefined ? listed : { ...listed, "x-next-page": next };
}
