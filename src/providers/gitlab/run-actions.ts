import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { Provider } from "../../model/provider.ts";
import { ProviderError } from "../../model/provider-error.ts";
import type { TriggerOrder } from "../../model/run-detail.ts";
import { isRecord } from "./raw.ts";
import { explainRefusal, type Purpose } from "./refusal.ts";
import type { RunDetailsOptions } from "./run-details.ts";
import { parseJobId } from "./transform-job.ts";

/** What can be done to a pipeline. */
export type RunActions = Required<
  Pick<Provider, "rerun" | "rerunFailed" | "cancel" | "openGate" | "describeTrigger" | "trigger">
>;

const ROLE = "the role Developer or above (Maintainer on most protected branches)";

const START: Purpose = {
  what: "start a pipeline",
  role: ROLE,
  scope: "api",
  impossible:
    "cannot start this pipeline: its branch is gone, its rules leave no job, or its configuration has errors",
};

const AS_BEFORE: TriggerOrder = { branch: null, inputs: {} };

const RETRY: Purpose = { what: "retry a pipeline", role: ROLE, scope: "api" };

const CANCEL: Purpose = { what: "cancel a pipeline", role: ROLE, scope: "api" };

const PLAY: Purpose = {
  what: "start this job",
  role: `${ROLE}, or leave to deploy where its environment is protected`,
  scope: "api",
  impossible: "cannot start this job now: it has been started, or what it needs has not passed",
};

/**
 * Creates the actions on one server's pipelines. GitLab has no rerun of a whole pipeline that has
 * ended, so `rerun` starts a new one of the same branch, tag, merge request or schedule, on the newest
 * commit there; `rerunFailed` goes on with the pipeline itself.
 */
export function createRunActions({ client, url, hasToken }: RunDetailsOptions): RunActions {
  const server = { host: new URL(url).host, hasToken };

  async function startAgain(
    run: PipelineRun,
    { branch, inputs }: TriggerOrder,
    signal: AbortSignal,
  ): Promise<void> {
    const { repo } = run;
    const request = toMergeRequest(run);
    const isFree = isStartedByBranch(run);
    if (!isFree && (branch !== null || Object.keys(inputs).length > 0)) {
      const kind = request === null ? "a schedule" : "a merge request";
      throw new ProviderError("refused", `${kind} starts its pipelines without variables`);
    }
    if (request !== null) return client.createForMergeRequest(repo, request, signal);
    if (isFree) return client.create(repo, branch ?? run.branch, inputs, signal);
    const schedules = await client.listSchedules(repo, signal);
    return client.runSchedule(repo, findSchedule(schedules, run.branch), signal);
  }

  return {
    rerun: (run, signal) => explainRefusal(START, server, () => startAgain(run, AS_BEFORE, signal)),
    rerunFailed: (run, signal) =>
      explainRefusal(RETRY, server, () => client.retry(run.repo, Number(run.id), signal)),
    cancel: (run, signal) =>
      explainRefusal(CANCEL, server, () => client.cancel(run.repo, Number(run.id), signal)),
    openGate: (run, job, signal) =>
      explainRefusal(PLAY, server, async () => {
        const id = parseJobId(job.id);
        if (id === null) throw new ProviderError("not-found", "GitLab has no such job");
        await client.play(run.repo, id.number, signal);
      }),
    // What a pipeline can be given stands in its file alone.
    async describeTrigger(run) {
      const isFree = isStartedByBranch(run);
      return { inputs: [], takesVariables: isFree, takesBranch: isFree };
    },
    trigger: (run, order, signal) =>
      explainRefusal(START, server, () => startAgain(run, order, signal)),
  };
}

/** True where a branch, or a tag, is all that starts it: neither a merge request nor a schedule. */
function isStartedByBranch(run: PipelineRun): boolean {
  return toMergeRequest(run) === null && run.workflow !== "schedule";
}

/** The number of the merge request a run was made for; a branch may be called `!12` as well. */
function toMergeRequest({ branch, event }: PipelineRun): number | null {
  const number = /^!(\d{1,15})$/u.exec(branch)?.[1];
  const isForOne = event === null || event === "merge_request_event";
  return number === undefined || !isForOne ? null : Number(number);
}

/** Nothing says which schedule started a pipeline, so it must be the only one of its branch. */
function findSchedule(schedules: readonly unknown[], branch: string): number {
  const found = schedules.flatMap((schedule) => {
    if (!isRecord(schedule) || typeof schedule.id !== "number") return [];
    const ref = String(schedule.ref).replace(/^refs\/(?:heads|tags)\//u, "");
    return ref === branch ? [schedule.id] : [];
  });
  const [only, second] = found;
  if (only !== undefined && second === undefined) return only;
  const many = found.length === 0 ? "no active schedule runs" : "several schedules run";
  throw new ProviderError("refused", `${many} on ${branch}`);
}
