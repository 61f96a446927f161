import type { ConditionalCall, GithubAnswer, OctokitCall } from "./octokit-call.ts";

/** The most GitHub gives in one page. */
export const PAGE_SIZE = 100;

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

/** The calls of GitHub's API that a poll makes, each one request; faults are `ProviderError`s. */
export interface GithubClient {
  /** Newest first; `page` counts from 1. */
  listRuns(name: RepoName, page: number, call: ConditionalCall): Promise<GithubAnswer>;
  getRun(name: RepoName, runId: number, call: ConditionalCall): Promise<GithubAnswer>;
  listRepos(list: RepoList, page: number, signal: AbortSignal): Promise<GithubAnswer>;
  /** Whom the token belongs to. */
  getViewer(signal: AbortSignal): Promise<GithubAnswer>;
}

/** Creates the calls of a poll. A page of runs is not remembered: whoever asked keeps what it meant. */
export function createGithubClient({ rest, call, callIfChanged }: OctokitCall): GithubClient {
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
      call(signal, (request): Promise<unknown> => {
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

/** The first page is asked for without its number, so that its address and ETag are always the same. */
export function toPage(page: number): { readonly page?: number } {
  return page === 1 ? {} : { page };
}
