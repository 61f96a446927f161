import { cleanFirstLine, cleanText, cleanTextOrNull } from "../../model/clean-text.ts";
import { secondsBetween, toIsoTime } from "../../model/iso-time.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import { isUnfinished, type RunStatus } from "../../model/run-status.ts";
import { isRecord, type RawPipeline } from "./raw.ts";

/** What a run is made of besides the pipeline itself. */
export interface RunContext {
  readonly source: string;
  /** The server's address as a person opens it, no slash at its end. */
  readonly url: string;
  /** The project's path with its namespace. */
  readonly repo: string;
  readonly commitTitle: string | null;
  /** True where a job failed that may; asked for where the pipeline itself does not say. */
  readonly hasAllowedFailure: boolean;
}

// https://docs.gitlab.com/api/pipelines/#list-project-pipelines
const STATUSES: ReadonlyMap<unknown, RunStatus> = new Map<string, RunStatus>([
  ["created", "queued"],
  ["waiting_for_resource", "queued"],
  ["preparing", "queued"],
  ["waiting_for_callback", "queued"],
  ["pending", "queued"],
  ["scheduled", "queued"],
  ["manual", "waiting"],
  ["running", "running"],
  ["canceling", "running"],
  ["success", "success"],
  ["failed", "failed"],
  ["canceled", "cancelled"],
  ["skipped", "skipped"],
]);

/** Maps GitLab's word for a pipeline's state; a word it did not have when this was written is unknown. */
export function toRunStatus(word: unknown): RunStatus {
  return STATUSES.get(word) ?? "unknown";
}

/** True where a pipeline's detailed status says that it passed although a job failed. */
function hasWarnings(raw: RawPipeline): boolean {
  if (!isRecord(raw.detailed_status)) return false;
  const { group, label, text } = raw.detailed_status;
  return (
    group === "success-with-warnings" ||
    label === "passed with warnings" ||
    text === "passed with warnings"
  );
}

/** A branch, a tag, or `!12` for what runs for a merge request, whichever of its refs it runs on. */
export function toBranch(ref: unknown): string {
  const text = cleanTextOrNull(ref);
  const number = /^refs\/merge-requests\/(\d+)\//u.exec(text ?? "")?.[1];
  return number === undefined ? (text ?? "-") : `!${number}`;
}

/** A project has one pipeline definition; what the schedule starts is a row of its own. */
export function toWorkflow(source: unknown): string {
  return source === "schedule" ? "schedule" : "pipeline";
}

/** True for a pipeline started by another of the same project: a job of its parent, no row. */
export function isChildPipeline(raw: RawPipeline): boolean {
  return raw.source === "parent_pipeline";
}

/** Turns a pipeline, listed or whole, into a run; what GitLab left out or garbled becomes null. */
export function toPipelineRun(raw: RawPipeline, context: RunContext): PipelineRun {
  const word = toRunStatus(raw.status);
  const isWarning = word === "success" && (context.hasAllowedFailure || hasWarnings(raw));
  const status = isWarning ? "warning" : word;
  const isEnded = !isUnfinished(status);
  const { queuedAt, startedAt, finishedAt } = toTimes(raw, status);
  return {
    id: String(raw.id),
    source: context.source,
    provider: "gitlab",
    repo: context.repo,
    branch: toBranch(raw.ref),
    workflow: toWorkflow(raw.source),
    number: toNumber(raw.iid) ?? raw.id,
    attempt: 1,
    status,
    conclusion: isEnded ? cleanTextOrNull(raw.status) : null,
    event: cleanTextOrNull(raw.source),
    actor: toActor(raw.user),
    commit: { sha: cleanTextOrNull(raw.sha), message: cleanFirstLine(context.commitTitle) },
    queuedAt,
    startedAt,
    finishedAt,
    durationSec: isEnded ? (toNumber(raw.duration) ?? secondsBetween(startedAt, finishedAt)) : null,
    url: toPageUrl(raw, context),
  };
}

/**
 * A pipeline that goes on after its end (retried, or a manual job of it played) still carries the
 * start and the end of its first try; what it does now it does since it last changed.
 */
function toTimes(raw: RawPipeline, status: RunStatus) {
  const queuedAt = toIsoTime(raw.created_at);
  const startedAt = toIsoTime(raw.started_at);
  const finishedAt = toIsoTime(raw.finished_at);
  if (!isUnfinished(status)) return { queuedAt, startedAt, finishedAt };
  if (finishedAt === null) return { queuedAt, startedAt, finishedAt };
  const changedAt = toIsoTime(raw.updated_at);
  return {
    queuedAt: changedAt ?? queuedAt,
    startedAt: status === "queued" ? null : changedAt,
    finishedAt: null,
  };
}

/** Whole and not negative; null for anything else. */
export function toNumber(value: unknown): number | null {
  const isCount = typeof value === "number" && Number.isFinite(value) && value >= 0;
  return isCount ? Math.round(value) : null;
}

function toActor(user: unknown): string | null {
  if (!isRecord(user)) return null;
  return cleanTextOrNull(user.username) ?? cleanTextOrNull(user.name);
}

function toPageUrl(raw: RawPipeline, { url, repo }: RunContext): string {
  return toWebAddress(raw.web_url) ?? `${url}/${repo}/-/pipelines/${raw.id}`;
}

/** Opened in a browser at a key press, so it must be a web address; null for anything else. */
export function toWebAddress(value: unknown): string | null {
  const given = typeof value === "string" ? cleanText(value) : "";
  return /^https?:\/\//iu.test(given) && URL.canParse(given) ? given : null;
}
