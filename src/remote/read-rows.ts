import {
  checkList,
  checkNumber,
  checkNumberOrNull,
  checkProvider,
  checkStatus,
  checkText,
  checkTextOrNull,
  checkTime,
  checkUrl,
} from "../model/check-value.ts";
import { HISTORY_LENGTH, type Pipeline, pipelineKey } from "../model/pipeline.ts";
import type { PipelineRun } from "../model/pipeline-run.ts";

/** A JSON object; throws where it is none. */
export function checkObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error("not an object");
  }
  return value as Readonly<Record<string, unknown>>;
}

/** A row as a server sends it, every text cleaned again; throws where it is none. */
export function readPipeline(value: unknown): Pipeline {
  const row = checkObject(value);
  const history = checkList(row.history).slice(0, HISTORY_LENGTH).map(readRun);
  const [latest] = history;
  if (!latest) throw new Error("not a row");
  const { source, provider, repo, branch, workflow } = latest;
  const target = checkText(row.target);
  const key = pipelineKey(latest);
  return { key, source, provider, target, repo, branch, workflow, latest, history };
}

function readRun(value: unknown): PipelineRun {
  const run = checkObject(value);
  const commit = checkObject(run.commit);
  return {
    id: checkText(run.id),
    source: checkText(run.source),
    provider: checkProvider(run.provider),
    repo: checkText(run.repo),
    branch: checkText(run.branch),
    workflow: checkText(run.workflow),
    number: checkNumberOrNull(run.number, 0),
    attempt: checkNumber(run.attempt, 1),
    status: checkStatus(run.status),
    conclusion: checkTextOrNull(run.conclusion),
    event: checkTextOrNull(run.event),
    actor: checkTextOrNull(run.actor),
    commit: { sha: checkTextOrNull(commit.sha), message: checkTextOrNull(commit.message) },
    queuedAt: readTime(run.queuedAt),
    startedAt: readTime(run.startedAt),
    finishedAt: readTime(run.finishedAt),
    durationSec: checkNumberOrNull(run.durationSec, 0),
    url: checkUrl(run.url),
  };
}

/** A time, or null; throws for anything else. */
export function readTime(value: unknown): string | null {
  return value === null ? null : checkTime(value);
}
