import type { PipelineRun, ProviderKind } from "./pipeline-run.ts";

/** How many runs of a pipeline are kept, newest first. */
export const HISTORY_LENGTH = 20;

/** One row: source + repo + branch + workflow, with its latest run and a short history. */
export interface Pipeline {
  /** {@link pipelineKey} of every run in it. */
  readonly key: string;
  readonly source: string;
  readonly provider: ProviderKind;
  readonly repo: string;
  readonly branch: string;
  readonly workflow: string;
  /** The id of the target it was read from, whose state tells how fresh it is. */
  readonly target: string;
  readonly latest: PipelineRun;
  /** Newest first, {@link HISTORY_LENGTH} at most; its first element is `latest`. */
  readonly history: readonly PipelineRun[];
}

/** The identity of the pipeline a run belongs to. No part can hold a line feed: names are cleaned. */
export function pipelineKey(
  run: Pick<PipelineRun, "source" | "repo" | "branch" | "workflow">,
): string {
  return `${run.source}\n${run.repo}\n${run.branch}\n${run.workflow}`;
}

/** When a run came to be, for ordering: queued, else started, else finished; ISO, "" where unknown. */
export function runTime(run: PipelineRun): string {
  return run.queuedAt ?? run.startedAt ?? run.finishedAt ?? "";
}

/** When a run was what; ISO or null. */
export type RunTimes = Pick<PipelineRun, "queuedAt" | "startedAt" | "finishedAt">;

/** When something last happened to a run: finished, else started, else queued; ISO or null. */
export function lastEventAt(run: RunTimes): string | null {
  return run.finishedAt ?? run.startedAt ?? run.queuedAt;
}
