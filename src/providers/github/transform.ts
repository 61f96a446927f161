import { cleanFirstLine, cleanText, cleanTextOrNull } from "../../model/clean-text.ts";
import { secondsBetween, toIsoTime } from "../../model/iso-time.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { Target } from "../../model/provider.ts";
import { isUnfinished } from "../../model/run-status.ts";
import { readCount, readField } from "./read-json.ts";
import { toRunStatus } from "./run-status.ts";

/** What a run does not say of itself. */
export interface RunContext {
  /** The configured source's name. */
  readonly source: string;
  readonly target: Target;
}

/** Dependabot names each run after its update; its workflow has one name all the same. */
const DEPENDABOT_PATH = "dynamic/dependabot/dependabot-updates";
const DEPENDABOT_NAME = "Dependabot Updates";

/**
 * Turns a workflow run of GitHub's into a `PipelineRun`; null for what has no id. Its workflow is the
 * plain name, which two files may share. Fields:
 * https://docs.github.com/en/rest/actions/workflow-runs#get-a-workflow-run
 */
export function toPipelineRun(raw: unknown, { source, target }: RunContext): PipelineRun | null {
  const id = toId(readField(raw, "id"));
  if (id === null) return null;
  const status = toRunStatus(readField(raw, "status"), readField(raw, "conclusion"));
  const attempt = readCount(readField(raw, "run_attempt")) ?? 1;
  const createdAt = toIsoTime(readField(raw, "created_at"));
  const runStartedAt = toIsoTime(readField(raw, "run_started_at"));
  const hasEnded =
    !isUnfinished(status) && (status !== "unknown" || readField(raw, "status") === "completed");
  const startedAt = status === "queued" || status === "waiting" ? null : runStartedAt;
  const finishedAt = hasEnded ? toIsoTime(readField(raw, "updated_at")) : null;
  return {
    id,
    source,
    provider: "github",
    // Not the name GitHub gives: a renamed repository's rows would stand twice.
    repo: cleanText(target.id),
    branch: toBranch(raw),
    workflow: toWorkflowName(raw),
    number: readCount(readField(raw, "run_number")),
    attempt,
    status,
    conclusion: cleanTextOrNull(readField(raw, "conclusion")),
    event: cleanTextOrNull(readField(raw, "event")),
    actor:
      cleanTextOrNull(readField(raw, "triggering_actor", "login")) ??
      cleanTextOrNull(readField(raw, "actor", "login")),
    commit: {
      sha: cleanTextOrNull(readField(raw, "head_sha")),
      message: cleanFirstLine(readField(raw, "head_commit", "message")),
    },
    // A further attempt keeps the time at which the first one was created.
    queuedAt: attempt > 1 ? (runStartedAt ?? createdAt) : createdAt,
    startedAt,
    finishedAt,
    durationSec: secondsBetween(startedAt, finishedAt),
    url: toPageUrl(readField(raw, "html_url")) ?? `${target.url}/actions/runs/${id}`,
  };
}

/**
 * The file of a run's workflow, without the `@branch` GitHub may add: what tells two workflows of one
 * name apart. Null where GitHub does not say.
 */
export function toWorkflowPath(raw: unknown): string | null {
  const path = cleanTextOrNull(readField(raw, "path"));
  return path?.replace(/(?<=\.ya?ml)@.*$/iu, "") ?? null;
}

/** A fork's `main` is not ours: it is written `owner:main`, as on GitHub's own pages. */
function toBranch(raw: unknown): string {
  const branch = cleanTextOrNull(readField(raw, "head_branch")) ?? "-";
  const from = cleanTextOrNull(readField(raw, "head_repository", "full_name"));
  const into = cleanTextOrNull(readField(raw, "repository", "full_name"));
  const isFork = readField(raw, "head_repository", "fork") === true;
  const isForeign = isFork && from !== null && from.toLowerCase() !== into?.toLowerCase();
  return isForeign ? `${from.split("/")[0]}:${branch}` : branch;
}

function toWorkflowName(raw: unknown): string {
  const path = toWorkflowPath(raw);
  if (path === DEPENDABOT_PATH) return DEPENDABOT_NAME;
  return cleanTextOrNull(readField(raw, "name")) ?? path ?? "-";
}

/** An id as text; null for what is none. */
export function toId(value: unknown): string | null {
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : null;
  return cleanTextOrNull(value, 100);
}

/** A page for a person; null for what is no web address. */
export function toPageUrl(value: unknown): string | null {
  const text = cleanTextOrNull(value, 2_000);
  return text !== null && /^https?:\/\//u.test(text) && URL.canParse(text) ? text : null;
}
