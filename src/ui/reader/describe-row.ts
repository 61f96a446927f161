import { formatAgo } from "../../model/format-age.ts";
import { formatDuration } from "../../model/format-duration.ts";
import type { NoticeKind } from "../../model/notice-rule.ts";
import { lastEventAt, type Pipeline } from "../../model/pipeline.ts";
import type { RunStatus } from "../../model/run-status.ts";

const WORDS: Readonly<Record<RunStatus, string>> = {
  failed: "failed",
  waiting: "waits for a person",
  running: "runs",
  queued: "is queued",
  warning: "passed with warnings",
  unknown: "has ended, nobody knows how",
  cancelled: "was cancelled",
  success: "passed",
  skipped: "was skipped",
};

/** A row as it has just become, in words: `acme/api main CI failed after 4m12s, broke`. */
export function describeChange(pipeline: Pipeline, kinds: readonly NoticeKind[]): string {
  const { durationSec } = pipeline.latest;
  const after = durationSec === null ? "" : ` after ${formatDuration(durationSec)}`;
  const notes = [
    ...(kinds.includes("broke") ? [", broke"] : []),
    ...(kinds.includes("fixed") ? [", fixed"] : []),
    ...(kinds.includes("slow") ? [", takes longer than usual"] : []),
  ];
  return `${describeState(pipeline)}${after}${notes.join("")}`;
}

/** A row as it has been for a while, in words: `acme/api main CI failed, 2m ago`. */
export function describeRow(pipeline: Pipeline, nowMs: number): string {
  const at = lastEventAt(pipeline.latest);
  return `${describeState(pipeline)}${at === null ? "" : `, ${formatAgo(Date.parse(at), nowMs)}`}`;
}

function describeState({ repo, branch, workflow, latest }: Pipeline): string {
  return `${repo} ${branch} ${workflow} ${WORDS[latest.status]}`;
}
