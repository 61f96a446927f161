import type { RunStatus } from "../../model/run-status.ts";

// https://docs.github.com/en/rest/actions/workflow-runs names them as values of its status filter;
// the description leaves both fields open.
const STATUSES: ReadonlyMap<string, RunStatus> = new Map([
  ["queued", "queued"],
  ["requested", "queued"],
  ["pending", "queued"],
  ["waiting", "waiting"],
  ["action_required", "waiting"],
  ["in_progress", "running"],
  ["success", "success"],
  ["neutral", "warning"],
  ["failure", "failed"],
  ["timed_out", "failed"],
  ["startup_failure", "failed"],
  ["cancelled", "cancelled"],
  ["stale", "cancelled"],
  ["skipped", "skipped"],
]);

/**
 * What a run is doing, from GitHub's `status` and, once that is `completed`, its `conclusion`. A word
 * that is not known becomes `unknown`, never a success.
 */
export function toRunStatus(status: unknown, conclusion: unknown): RunStatus {
  const word = status === "completed" ? conclusion : status;
  return (typeof word === "string" && STATUSES.get(word)) || "unknown";
}
