import { toOutcome } from "./outcome.ts";
import { lastEventAt } from "./pipeline.ts";
import type { PipelineRun } from "./pipeline-run.ts";

/** How the last verdict compares with the one before it. */
export interface Transition {
  readonly kind: "broke" | "fixed" | "still-failing" | "still-passing";
  /** When the first run with the present verdict ended, ISO; null where the vendor does not say. */
  readonly since: string | null;
  /** How many verdicts in a row are the same, 1 where it just changed; counted in what is kept. */
  readonly runs: number;
}

/**
 * Compares the last two runs of a history (newest first) that passed or failed: what has not ended,
 * was cancelled, skipped or is unknown does not count. Null where there are not two.
 */
export function toTransition(history: readonly PipelineRun[]): Transition | null {
  const decisive = history.filter((run) => toOutcome(run.status) !== null);
  const [latest] = decisive;
  if (!latest || decisive.length < 2) return null;
  const outcome = toOutcome(latest.status);
  const end = decisive.findIndex((run) => toOutcome(run.status) !== outcome);
  const runs = end === -1 ? decisive.length : end;
  const first = decisive[runs - 1] ?? latest;
  const isFailing = outcome === "failed";
  const changed = isFailing ? "broke" : "fixed";
  const unchanged = isFailing ? "still-failing" : "still-passing";
  return { kind: runs === 1 ? changed : unchanged, since: lastEventAt(first), runs };
}
