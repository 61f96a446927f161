import type { Pipeline } from "../../model/pipeline.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { RunFailure } from "../../model/read-failure.ts";
import type { Job, RunParameter } from "../../model/run-detail.ts";
import { isActive } from "../../model/run-status.ts";

/** An open run. */
export interface RunView {
  readonly pipeline: Pipeline;
  readonly run: PipelineRun;
  /** Null before the first answer. */
  readonly jobs: readonly Job[] | null;
  /** Why the jobs could not be read, or not again. */
  readonly problem: string | null;
  readonly failure: RunFailure | null;
  /** What it was started with, as far as that is known. */
  readonly parameters: readonly RunParameter[];
  /** A job's id; null is the first failing one, else the first that runs, or waits, else the first. */
  readonly selected: string | null;
  /** Jobs whose steps are not shown or hidden as they would be by themselves. */
  readonly toggled: ReadonlySet<string>;
  /** True where the log of a job is wanted as soon as its jobs are known. */
  readonly opensLog: boolean;
}

/** What is heard of an open run; `run` is its key, and of another run it is dropped. */
export type RunEvent =
  | {
      readonly type: "jobs";
      readonly run: string;
      readonly jobs: readonly Job[];
    }
  | { readonly type: "jobs-failed"; readonly run: string; readonly problem: string }
  | { readonly type: "failure"; readonly run: string; readonly failure: RunFailure }
  | {
      readonly type: "parameters";
      readonly run: string;
      readonly parameters: readonly RunParameter[];
    };

/** The identity of a run across all sources. */
export function runKey(run: Pick<PipelineRun, "source" | "repo" | "id">): string {
  return `${run.source}\n${run.repo}\n${run.id}`;
}

/** Opens the latest run of a pipeline. */
function openRun(pipeline: Pipeline): RunView {
  return {
    pipeline,
    run: pipeline.latest,
    jobs: null,
    problem: null,
    failure: null,
    parameters: [],
    selected: null,
    toggled: new Set(),
    opensLog: false,
  };
}

/** The selected job, null where there is none. */
export function findJob({ jobs, selected }: Pick<RunView, "jobs" | "selected">): Job | null {
  if (jobs === null) return null;
  return jobs.find(({ id }) => id === selected) ?? findFirst(jobs);
}

/** True where the steps of a job are shown. */
export function isExpanded({ toggled }: Pick<RunView, "toggled">, job: Job): boolean {
  const byItself = isFailing(job) || isActive(job.status);
  return job.steps.length > 0 && byItself !== toggled.has(job.id);
}

/** True for a job that fails its run. */
export function isFailing({ status, mayFail }: Job): boolean {
  return status === "failed" && !mayFail;
}

/** The same view with the run as a new snapshot has it; the same object where nothing changed. */
export function followRun(view: RunView, pipeline: Pipeline | undefined): RunView {
  if (!pipeline || pipeline === view.pipeline) return view;
  const key = runKey(view.run);
  const run = pipeline.history.find((one) => runKey(one) === key) ?? view.run;
  return { ...view, pipeline, run };
}

/** A look into the latest run of a pipeline: the same view while it is the same run. */
export function previewRun(view: RunView | null, pipeline: Pipeline): RunView {
  const isSame =
    view?.pipeline.key === pipeline.key && runKey(view.run) === runKey(pipeline.latest);
  return view && isSame ? followRun(view, pipeline) : openRun(pipeline);
}

function findFirst(jobs: readonly Job[]): Job | null {
  return (
    jobs.find(isFailing) ??
    jobs.find(({ status }) => isActive(status)) ??
    jobs.find(({ status }) => status === "waiting") ??
    jobs[0] ??
    null
  );
}
