import { isDeepStrictEqual } from "node:util";
import { HISTORY_LENGTH, type Pipeline, pipelineKey, runTime } from "../model/pipeline.ts";
import type { PipelineRun } from "../model/pipeline-run.ts";

/** Hands back the old value where the new one says the same, so that nothing is drawn again. */
export function keepIdentity<Value>(before: Value | undefined, after: Value): Value {
  return before !== undefined && isDeepStrictEqual(before, after) ? before : after;
}

function compareNewestFirst(a: PipelineRun, b: PipelineRun): number {
  const [timeA, timeB] = [runTime(a), runTime(b)];
  // All ISO and of one length: a collation would be loaded to find out the same.
  if (timeA !== timeB) return timeA < timeB ? 1 : -1;
  return (b.number ?? 0) - (a.number ?? 0) || (a.id < b.id ? 1 : -1);
}

function isSameList<Item>(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/**
 * Joins runs of one pipeline into what is known of it: newest first, {@link HISTORY_LENGTH} at most,
 * without the runs in `gone`. The result is `before` itself where nothing changed, and null where no
 * run is left.
 */
export function reconcilePipeline(
  before: Pipeline | undefined,
  runs: readonly PipelineRun[],
  target: string,
  gone: ReadonlySet<string> = new Set(),
): Pipeline | null {
  const byId = new Map((before?.history ?? []).map((run) => [run.id, run]));
  for (const run of runs) byId.set(run.id, keepIdentity(byId.get(run.id), run));
  for (const id of gone) byId.delete(id);
  const history = [...byId.values()].sort(compareNewestFirst).slice(0, HISTORY_LENGTH);
  const latest = history[0];
  if (latest === undefined) return null;
  if (before && before.target === target && isSameList(before.history, history)) return before;
  const { source, provider, repo, branch, workflow } = latest;
  return {
    key: pipelineKey(latest),
    source,
    provider,
    repo,
    branch,
    workflow,
    target,
    latest,
    history,
  };
}
