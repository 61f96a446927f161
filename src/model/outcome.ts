import type { RunStatus } from "./run-status.ts";

/** What a run says of the code it ran. */
export type Outcome = "passed" | "failed";

/**
 * The verdict of a run, null where it gives none: it has not ended, was cancelled or skipped, or its
 * word is unknown. A warning has passed, as it has for `--exit-status`.
 */
export function toOutcome(status: RunStatus): Outcome | null {
  switch (status) {
    case "success":
    case "warning":
      return "passed";
    case "failed":
      return "failed";
    case "queued":
    case "waiting":
    case "running":
    case "cancelled":
    case "skipped":
    case "unknown":
      return null;
  }
}
