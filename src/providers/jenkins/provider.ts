import type { HttpClient } from "../../http/http-client.ts";
import { HISTORY_LENGTH } from "../../model/pipeline.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { ListRunsRequest, ListRunsResult, Provider } from "../../model/provider.ts";
import { toProviderError } from "../../model/provider-error.ts";
import { createBuildMemory } from "./build-memory.ts";
import { checkAccess } from "./check-access.ts";
import { createJenkinsClient } from "./client.ts";
import { createHistoryPlan } from "./history-plan.ts";
import { type JenkinsJob, toRunId } from "./jenkins-job.ts";
import { toBaseUrl } from "./job-url.ts";
import { createJobLister } from "./list-jobs.ts";
import { createPausedBuilds } from "./paused-builds.ts";
import { createRunActions } from "./run-actions.ts";
import { createJenkinsRunClient } from "./run-client.ts";
import { createRunDetails } from "./run-details.ts";
import { createJobSelection } from "./select-jobs.ts";
import { newestBranch, resolveBranches, toPipelineRun, toQueuedRun } from "./transform.ts";
import type { HistoryScope } from "./tree.ts";
import { addUnfinishedBuilds } from "./unfinished-builds.ts";

/** What a Jenkins source is made of. */
export interface JenkinsProviderOptions {
  readonly source: string;
  /** The address a person opens, a path prefix in it where there is one. */
  readonly url: string;
  readonly user: string | null;
  /** The user's API token or password; null with a user of null: anonymous. */
  readonly token: string | null;
  /** Full names and globs, `!` takes out; empty: all jobs. */
  readonly jobs: readonly string[];
  readonly http: HttpClient;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Creates the provider of one Jenkins. It is polled as a whole, by one request for all jobs, one more
 * for each running pipeline build, and one for each folder that lies deeper than a request reaches.
 */
export function createJenkinsProvider(options: JenkinsProviderOptions): Provider {
  const { source, http, now } = options;
  const baseUrl = toBaseUrl(options.url);
  const { user, token } = options;
  const client = createJenkinsClient({ baseUrl, user, token, http });
  const runClient = createJenkinsRunClient({ baseUrl, user, token, http });
  const selection = createJobSelection(options.jobs);
  const lister = createJobLister({ client, baseUrl, folder: selection.folder });
  const plan = createHistoryPlan(now);
  const memory = createBuildMemory();
  const pausedBuilds = createPausedBuilds(client, now);

  async function listJobs(scope: HistoryScope, signal: AbortSignal) {
    try {
      const jobs = await lister.list(scope, signal);
      plan.succeed();
      return jobs.filter(selection.isSelected);
    } catch (error) {
      if (!signal.aborted) plan.fail(toProviderError(error));
      throw error;
    }
  }

  async function listRuns({ unfinished, signal }: ListRunsRequest): Promise<ListRunsResult> {
    const scope = plan.next(memory.isLacking());
    const listed = await listJobs(scope, signal);
    const complete = scope.length === HISTORY_LENGTH;
    const found = await addUnfinishedBuilds(client, listed, unfinished, signal);
    const jobs = memory.recall(found, complete);
    const paused = await pausedBuilds.find(jobs, signal);
    const runs = jobs.flatMap((job) => toRuns(source, job, paused));
    // A job may hold the rows of several branches, and a short history miss some of them.
    return { runs, cursor: null, complete, pollAfterMs: null };
  }

  return {
    kind: "jenkins",
    source,
    discoverTargets: async () => [{ id: "/", url: `${baseUrl}/` }],
    listRuns,
    quota: http.quota,
    checkAccess: (signal) => checkAccess(runClient, user, signal),
    ...createRunDetails({ client, runClient, user }),
    ...createRunActions(client, runClient),
  };
}

/** The runs of a job, newest first. */
function toRuns(
  source: string,
  job: JenkinsJob,
  paused: ReadonlySet<string>,
): readonly PipelineRun[] {
  const branches = resolveBranches(job);
  const queued = toQueuedRun(source, job, newestBranch(job, branches));
  const runs = job.builds.map((build) => {
    const branch = branches.get(build.number) ?? "-";
    const isPaused = paused.has(toRunId(job, build.number));
    return toPipelineRun(build, { source, job, branch, isPaused });
  });
  return queued ? [queued, ...runs] : runs;
}
