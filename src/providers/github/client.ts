import { Octokit } from "@octokit/rest";
import { callSdk } from "../../http/call-sdk.ts";
import { CACHE_HEADER, type HttpClient, type HttpFetch } from "../../http/http-client.ts";
import { readField } from "./read-json.ts";

/** The most GitHub gives in one page. */
export const PAGE_SIZE = 100;

/** A successful answer, its body not parsed yet: a page of runs has a megabyte. */
export interface GithubAnswer {
  /** True where the server said that nothing is new since the ETag it was asked with (304): no body. */
  readonly isUnchanged: boolean;
  /** What to ask with next time, null where the server gave none. */
  readonly etag: string | null;
  /** True where the server links to a further page. */
  readonly hasNextPage: boolean;
  /** The server's `x-poll-interval`, milliseconds; null where absent. */
  readonly pollAfterMs: number | null;
  json(): Promise<unknown>;
}

/** A repository's name in two parts, as GitHub's paths want it. */
export interface RepoName {
  readonly owner: string;
  readonly repo: string;
}

/** Where repositories are listed: an organisation's, a user's public ones, or the token's own. */
export type RepoList =
  | { readonly of: "org"; readonly login: string }
  | { readonly of: "user"; readonly login: string }
  | { readonly of: "viewer"; readonly affiliation: "owner" | "all" };

/** A request that tells apart what is new. */
export interface ConditionalCall {
  /** The ETag of the last answer; null wants the body in any case. */
  readonly etag: string | null;
  readonly signal: AbortSignal;
}

/** The calls of GitHub's API that cimon makes, each one request; faults are `ProviderError`s. */
export interface GithubClient {
  /** Newest first; `page` counts from 1. */
  listRuns(name: RepoName, page: number, call: ConditionalCall): Promise<GithubAnswer>;
  getRun(name: RepoName, runId: number, call: ConditionalCall): Promise<GithubAnswer>;
  listRepos(list: RepoList, page: number, signal: AbortSignal): Promise<GithubAnswer>;
  /** Whom the token belongs to. */
  getViewer(signal: AbortSignal): Promise<GithubAnswer>;
}

/** What the client is made of. */
export interface GithubClientOptions {
  /** The API's address, without a slash at its end. */
  readonly api: string;
  /** null asks anonymously. */
  readonly token: string | null;
  readonly http: HttpClient;
}

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** Creates the calls over Octokit and the shared HTTP client. */
export function createGithubClient({ api, token, http }: GithubClientOptions): GithubClient {
  const { rest } = new Octokit({
    baseUrl: api,
    userAgent: "cimon",
    ...(token === null ? {} : { auth: token }),
    // Octokit's request layer has a log of its own, the console unless told otherwise.
    log: SILENT,
    request: { fetch: http.fetch, log: SILENT },
  });

  function call(
    signal: AbortSignal,
    send: (request: RequestSettings) => Promise<Answered>,
  ): Promise<GithubAnswer> {
    // Octokit would parse every body, the unchanged ones too, ten times slower than JSON.parse does.
    return callSdk(signal, async () =>
      toAnswer(await send({ signal, parseSuccessResponseBody: false })),
    );
  }

  function callIfChanged(
    { etag, signal }: ConditionalCall,
    send: (settings: ConditionalSettings) => Promise<Answered>,
  ): Promise<GithubAnswer> {
    // A page of runs has a megabyte: what it meant is kept by whoever asked, not its body.
    const { fetchUncached } = http;
    const headers = etag === null ? {} : { "if-none-match": etag };
    return call(signal, (request) =>
      send({ headers, request: { ...request, fetch: fetchUncached } }),
    );
  }

  return {
    listRuns: (name, page, conditional) =>
      callIfChanged(conditional, (settings) =>
        rest.actions.listWorkflowRunsForRepo({
          ...name,
          per_page: PAGE_SIZE,
          exclude_pull_requests: true,
          ...toPage(page),
          ...settings,
        }),
      ),
    getRun: (name, run_id, conditional) =>
      callIfChanged(conditional, (settings) =>
        rest.actions.getWorkflowRun({ ...name, run_id, exclude_pull_requests: true, ...settings }),
      ),
    listRepos: (list, page, signal) =>
      call(signal, (request): Promise<Answered> => {
        const paging = { per_page: PAGE_SIZE, ...toPage(page), request };
        switch (list.of) {
          case "org":
            return rest.repos.listForOrg({ org: list.login, ...paging });
          case "user":
            return rest.repos.listForUser({ username: list.login, ...paging });
          case "viewer":
            return rest.repos.listForAuthenticatedUser(
              list.affiliation === "owner" ? { affiliation: "owner", ...paging } : paging,
            );
        }
      }),
    getViewer: (signal) => call(signal, (request) => rest.users.getAuthenticated({ request })),
  };
}

interface RequestSettings {
  readonly signal: AbortSignal;
  readonly parseSuccessResponseBody: false;
}

interface ConditionalSettings {
  readonly headers: { readonly "if-none-match"?: string };
  readonly request: RequestSettings & { readonly fetch: HttpFetch };
}

interface Answered {
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly data: unknown;
}

/** The first page is asked for without its number, so that its address and ETag are always the same. */
function toPage(page: number): { readonly page?: number } {
  return page === 1 ? {} : { page };
}

function toAnswer({ headers, data }: Answered): GithubAnswer {
  const intervalSec = Number(readField(headers, "x-poll-interval"));
  return {
    isUnchanged: headers[CACHE_HEADER] === "hit",
    etag: typeof headers.etag === "string" ? headers.etag : null,
    hasNextPage: /rel="?next/u.test(String(headers.link ?? "")),
    pollAfterMs: intervalSec > 0 && intervalSec < 86_400 ? intervalSec * 1000 : null,
    json: () => new Response(data as ReadableStream).json(),
  };
}
