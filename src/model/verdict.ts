import { type Outcome, toOutcome } from "./outcome.ts";
import { type Pipeline, runTime } from "./pipeline.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import { isUnfinished } from "./run-status.ts";

/** The last word on a pipeline's code, and the run it came from. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly run: PipelineRun;
}

/** The verdict of the newest of some runs (newest first) that gives one; null where none does. */
export function findVerdict(history: readonly PipelineRun[]): Verdict | null {
  for (const run of history) {
    const outcome = toOutcome(run.status);
    if (outcome !== null) return { outcome, run };
  }
  return null;
}

/**
 * The verdict after a pipeline has changed. A run that is started again takes its word back; what was
 * said stays known until it, or a newer run, says something else.
 */
export function followVerdict(
  known: Verdict | null,
  history: readonly PipelineRun[],
): Verdict | null {
  const found = findVerdict(history);
  if (found === null || known === null) return found ?? known;
  const isOlder = found.run.id !== known.run.id && runTime(found.run) < runTime(known.run);
  return isOlder ? known : found;
}

/**
 * True where a run came to its verdict after the pipeline was seen as `before`; false for what a
 * history that is still being read brings to light of an older time.
 */
export function isNewVerdict({ run }: Verdict, before: Pipeline): boolean {
  const known = before.history.find(({ id }) => id === run.id);
  if (known)
    return (
      isUnfinished(known.status) || known.attempt !== run.attempt || known.status !== run.status
    );
  return runTime(run) >= runTime(before.latest);
}
