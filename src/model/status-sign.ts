import type { RunStatus } from "./run-status.ts";

/** The sign each status is drawn with beside its colour; every one is a single column wide. */
export const STATUS_SIGNS: Readonly<Record<RunStatus, string>> = {
  failed: "✗",
  waiting: "◆",
  running: "●",
  queued: "◌",
  warning: "!",
  unknown: "?",
  cancelled: "⊘",
  success: "✓",
  skipped: "–",
};
