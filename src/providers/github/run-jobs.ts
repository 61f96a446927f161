import { cleanTextOrNull } from "../../model/clean-text.ts";
import { secondsBetween, toIsoTime } from "../../model/iso-time.ts";
import type { Job, Step } from "../../model/run-detail.ts";
import { isUnfinished, type RunStatus } from "../../model/run-status.ts";
import { readCount, readField } from "./read-json.ts";
import { toRunStatus } from "./run-status.ts";
import { toId, toPageUrl } from "./transform.ts";

/**
 * Turns a job of GitHub's into a `Job`; null for what has no id. GitHub tells neither stages nor which
 * job may fail. Fields: https://docs.github.com/en/rest/actions/workflow-jobs
 */
export function toJob(raw: unknown): Job | null {
  const id = toJobId(raw);
  if (id === null) return null;
  const steps = readField(raw, "steps");
  return {
    id,
    name: cleanTextOrNull(readField(raw, "name")) ?? "-",
    stage: null,
    ...readCourse(raw),
    conclusion: cleanTextOrNull(readField(raw, "conclusion")),
    url: toPageUrl(readField(raw, "html_url")),
    steps: Array.isArray(steps) ? steps.map(toStep) : [],
    mayFail: false,
    gate: null,
    question: null,
  };
}

/** The numbers that a job's {@link Job.id} holds; null for the id of another vendor's job. */
export function parseJobId(
  id: string,
): { readonly jobId: number; readonly checkRunId: number } | null {
  const [jobId, checkRunId] = (/^(\d+)(?:\/(\d+))?$/u.exec(id) ?? []).slice(1).map(Number);
  if (!Number.isSafeInteger(jobId)) return null;
  return { jobId: jobId as number, checkRunId: checkRunId || (jobId as number) };
}

/** A job's annotations hang on its check run, which has the job's own number as a rule. */
function toJobId(raw: unknown): string | null {
  const id = toId(readField(raw, "id"));
  if (id === null || parseJobId(id) === null) return null;
  const url = cleanTextOrNull(readField(raw, "check_run_url"));
  const checkRunId = url === null ? null : /\/check-runs\/(\d{1,15})$/u.exec(url)?.[1];
  return checkRunId && checkRunId !== id ? `${id}/${checkRunId}` : id;
}

function toStep(raw: unknown, index: number): Step {
  return {
    number: readCount(readField(raw, "number")) ?? index + 1,
    name: cleanTextOrNull(readField(raw, "name")) ?? "-",
    ...readCourse(raw),
  };
}

interface Course {
  readonly status: RunStatus;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly durationSec: number | null;
}

/** GitHub gives a start to what has not begun, and to what never will. */
function readCourse(raw: unknown): Course {
  const status = toRunStatus(readField(raw, "status"), readField(raw, "conclusion"));
  const hasBegun = status !== "queued" && status !== "waiting" && status !== "skipped";
  const startedAt = hasBegun ? toIsoTime(readField(raw, "started_at")) : null;
  const finishedAt = isUnfinished(status) ? null : toIsoTime(readField(raw, "completed_at"));
  return { status, startedAt, finishedAt, durationSec: secondsBetween(startedAt, finishedAt) };
}
