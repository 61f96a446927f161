import { toOutcome } from "./outcome.ts";
import type { PipelineRun } from "./pipeline-run.ts";

/**
 * True where a commit of a history (newest first) failed and then passed with nothing changed: by
 * another run of the same commit, or by a further attempt of the same run. It is a hint: of a further
 * attempt only the last is known, and people seldom repeat what did not fail.
 */
export function isFlaky(history: readonly PipelineRun[]): boolean {
  const passed = new Set<string>();
  for (const { status, attempt, commit } of history) {
    const outcome = toOutcome(status);
    if (outcome === "passed" && attempt > 1) return true;
    if (commit.sha === null) continue;
    if (outcome === "passed") passed.add(commit.sha);
    else if (outcome === "failed" && passed.has(commit.sha)) return true;
  }
  return false;
}
