import type { BodyTaker } from "../../http/take-body.ts";
import { PAGE_SIZE, type RepoName, toPage } from "./client.ts";
import type { GithubAnswer, OctokitCall } from "./octokit-call.ts";

/** A run, as GitHub's paths want it. */
export interface RunName extends RepoName {
  readonly run_id: number;
}

/** A workflow to start. */
export interface Dispatch {
  /** The file's name without its folder. */
  readonly file: string;
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** The log of a job, or a part of it. */
export interface LogRequest {
  readonly name: RepoName;
  readonly jobId: number;
  /** The value of a `Range` header; null wants all of it. */
  readonly range: string | null;
  readonly take: BodyTaker;
}

/** The calls about one run, each one request; faults are `ProviderError`s. `page` counts from 1. */
export interface RunClient {
  getRun(run: RunName, signal: AbortSignal): Promise<GithubAnswer>;
  /** Those of the latest attempt. */
  listJobs(run: RunName, page: number, signal: AbortSignal): Promise<GithubAnswer>;
  listAnnotations(
    name: RepoName,
    checkRunId: number,
    page: number,
    signal: AbortSignal,
  ): Promise<GithubAnswer>;
  /** GitHub leads to another host, which the token does not reach but a `range` does. */
  getLog(log: LogRequest, signal: AbortSignal): Promise<unknown>;
  listPendingDeployments(run: RunName, signal: AbortSignal): Promise<GithubAnswer>;
  getFile(name: RepoName, path: string, ref: string, signal: AbortSignal): Promise<GithubAnswer>;
  rerun(run: RunName, signal: AbortSignal): Promise<unknown>;
  rerunFailed(run: RunName, signal: AbortSignal): Promise<unknown>;
  cancel(run: RunName, signal: AbortSignal): Promise<unknown>;
  approve(run: RunName, environmentIds: readonly number[], signal: AbortSignal): Promise<unknown>;
  dispatch(name: RepoName, dispatch: Dispatch, signal: AbortSignal): Promise<unknown>;
}

/** Said with an approval, which GitHub shows to everybody. */
const APPROVAL_COMMENT = "Approved in cimon";

/** Creates the calls about one run. */
export function createRunClient({ rest, call, callOnce, callThrough }: OctokitCall): RunClient {
  const { actions } = rest;
  return {
    getRun: (run, signal) =>
      call(signal, (request) =>
        actions.getWorkflowRun({ ...run, exclude_pull_requests: true, request }),
      ),
    listJobs: (run, page, signal) =>
      call(signal, (request) =>
        actions.listJobsForWorkflowRun({
          ...run,
          filter: "latest",
          per_page: PAGE_SIZE,
          ...toPage(page),
          request,
        }),
      ),
    listAnnotations: (name, check_run_id, page, signal) =>
      call(signal, (request) =>
        rest.checks.listAnnotations({
          ...name,
          check_run_id,
          per_page: PAGE_SIZE,
          ...toPage(page),
          request,
        }),
      ),
    getLog: ({ name, jobId, range, take }, signal) =>
      callThrough(signal, take, (request) => {
        const headers = range === null ? {} : { range };
        const job = { ...name, job_id: jobId };
        return actions.downloadJobLogsForWorkflowRun({ ...job, headers, request });
      }),
    listPendingDeployments: (run, signal) =>
      call(signal, (request) => actions.getPendingDeploymentsForRun({ ...run, request })),
    getFile: (name, path, ref, signal) =>
      call(signal, (request) => rest.repos.getContent({ ...name, path, ref, request })),
    rerun: (run, signal) =>
      callOnce(signal, (request) => actions.reRunWorkflow({ ...run, request })),
    rerunFailed: (run, signal) =>
      callOnce(signal, (request) => actions.reRunWorkflowFailedJobs({ ...run, request })),
    cancel: (run, signal) =>
      callOnce(signal, (request) => actions.cancelWorkflowRun({ ...run, request })),
    approve: (run, environmentIds, signal) =>
      callOnce(signal, (request) =>
        actions.reviewPendingDeploymentsForRun({
          ...run,
          environment_ids: [...environmentIds],
          state: "approved",
          comment: APPROVAL_COMMENT,
          request,
        }),
      ),
    dispatch: (name, { file, ref, inputs }, signal) =>
      callOnce(signal, (request) =>
        actions.createWorkflowDispatch({
          ...name,
          workflow_id: file,
          ref,
          ...(Object.keys(inputs).length > 0 ? { inputs } : {}),
          request,
        }),
      ),
  };
}
