import type { Octokit } from "@octokit/rest";

type Rest = Octokit["rest"];

/** The calls of Octokit that are used. What is shipped holds these alone, of a thousand. */
export const ENDPOINTS = {
  actions: [
    "cancelWorkflowRun",
    "createWorkflowDispatch",
    "downloadJobLogsForWorkflowRun",
    "getPendingDeploymentsForRun",
    "getWorkflowRun",
    "listJobsForWorkflowRun",
    "listWorkflowRunsForRepo",
    "reRunWorkflow",
    "reRunWorkflowFailedJobs",
    "reviewPendingDeploymentsForRun",
  ],
  checks: ["listAnnotations"],
  repos: ["getContent", "listForAuthenticatedUser", "listForOrg", "listForUser"],
  users: ["getAuthenticated"],
} as const satisfies { readonly [Scope in keyof Rest]?: readonly (keyof Rest[Scope])[] };

type Listed = typeof ENDPOINTS;

/** Octokit's calls as far as {@link ENDPOINTS} lists them, so that no other can be meant. */
export type GithubRest = {
  readonly [Scope in keyof Listed]: Pick<Rest[Scope], Listed[Scope][number] & keyof Rest[Scope]>;
};
