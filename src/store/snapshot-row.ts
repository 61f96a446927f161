import {
  checkList,
  checkNumber,
  checkNumberOrNull,
  checkProvider,
  checkStatus,
  checkString,
  checkText,
  checkTextOrNull,
  checkTime,
  checkUrl,
  withoutUserinfo,
} from "../model/check-value.ts";
import type { FilteredRow } from "../model/filter-matcher.ts";
import { HISTORY_LENGTH, type Pipeline, pipelineKey } from "../model/pipeline.ts";
import type { PipelineRun } from "../model/pipeline-run.ts";

// Values stand by position, and what is as it is in the row's latest run is left out: a text that is
// the same is 0, and of an address or a time only the part that differs stands there. That halves the
// file, and what stands once is checked once.

/** The names of a row, which its runs share. */
type RowNames = Pick<Pipeline, "source" | "provider" | "repo" | "branch" | "workflow" | "target">;

/** What the values of a run are compared with. */
type Near = Pick<
  PipelineRun,
  "status" | "conclusion" | "event" | "actor" | "commit" | "queuedAt" | "url"
>;

/** What a row's latest run is compared with: every text of it stands as it is. */
const NOTHING: Near = {
  status: "unknown",
  conclusion: null,
  event: null,
  actor: null,
  commit: { sha: null, message: null },
  queuedAt: null,
  url: "",
};

/** Writes a row with its latest run. */
export function packRow(row: Pipeline): readonly unknown[] {
  const { source, provider, repo, branch, workflow, target, latest } = row;
  return [source, provider, repo, branch, workflow, target, packRun(latest, NOTHING)];
}

/** Reads a row with its latest run alone; throws where it is not one of ours. */
export function unpackRow(value: unknown): Pipeline {
  const [source, provider, repo, branch, workflow, target, latest] = checkList(value);
  const names = {
    source: checkText(source),
    provider: checkProvider(provider),
    repo: checkText(repo),
    branch: checkText(branch),
    workflow: checkText(workflow),
    target: checkText(target),
  };
  const run = unpackRun(latest, names, NOTHING);
  return { key: pipelineKey(names), ...names, latest: run, history: [run] };
}

/**
 * Reads of a row what a filter looks at, five times faster than all of it; throws where it is not one of
 * ours. Its texts are there to be compared and are not clean: they must not be shown.
 */
export function peekRow(value: unknown): FilteredRow {
  const row = checkList(value);
  const run = checkList(row[6]);
  const queuedAt = peekTime(run[9], null);
  const startedAt = peekTime(run[10], queuedAt);
  return {
    source: checkString(row[0]),
    repo: checkString(row[2]),
    branch: checkString(row[3]),
    workflow: checkString(row[4]),
    latest: {
      status: checkStatus(run[3] === 0 ? NOTHING.status : run[3]),
      event: peekText(run[5]),
      actor: peekText(run[6]),
      commit: { sha: null, message: peekText(run[8]) },
      queuedAt,
      startedAt,
      finishedAt: peekTime(run[11], startedAt),
    },
  };
}

function peekText(value: unknown): string | null {
  return value === null ? null : checkString(value);
}

function peekTime(value: unknown, near: string | null): string | null {
  return value === null ? null : joinTime(checkString(value), near);
}

/** Writes the runs of a row before its latest. */
export function packPast({ latest, history }: Pipeline): readonly unknown[] {
  return history.slice(1).map((run) => packRun(run, latest));
}

/** Adds the runs before its latest to a row; throws where they are not ours. */
export function unpackPast(row: Pipeline, value: unknown): Pipeline {
  const past = checkList(value).slice(0, HISTORY_LENGTH - 1);
  if (past.length === 0) return row;
  const runs = past.map((run) => unpackRun(run, row, row.latest));
  return { ...row, history: [row.latest, ...runs] };
}

function packRun(run: PipelineRun, near: Near): readonly unknown[] {
  const url = withoutUserinfo(run.url);
  const shared = countShared(url, near.url);
  return [
    run.id,
    run.number,
    run.attempt,
    packText(run.status, near.status),
    packText(run.conclusion, near.conclusion),
    packText(run.event, near.event),
    packText(run.actor, near.actor),
    packText(run.commit.sha, near.commit.sha),
    packText(run.commit.message, near.commit.message),
    packTime(run.queuedAt, near.queuedAt),
    packTime(run.startedAt, run.queuedAt),
    packTime(run.finishedAt, run.startedAt),
    run.durationSec,
    shared,
    url.slice(shared),
  ];
}

function unpackRun(value: unknown, names: RowNames, near: Near): PipelineRun {
  const list = checkList(value);
  const queuedAt = unpackTime(list[9], near.queuedAt);
  const startedAt = unpackTime(list[10], queuedAt);
  const { source, provider, repo, branch, workflow } = names;
  return {
    id: checkText(list[0]),
    source,
    provider,
    repo,
    branch,
    workflow,
    number: checkNumberOrNull(list[1], 0),
    attempt: checkNumber(list[2], 1),
    status: checkStatus(list[3] === 0 ? near.status : list[3]),
    conclusion: unpackText(list[4], near.conclusion),
    event: unpackText(list[5], near.event),
    actor: unpackText(list[6], near.actor),
    commit: {
      sha: unpackText(list[7], near.commit.sha),
      message: unpackText(list[8], near.commit.message),
    },
    queuedAt,
    startedAt,
    finishedAt: unpackTime(list[11], startedAt),
    durationSec: checkNumberOrNull(list[12], 0),
    url: unpackUrl(list[13], list[14], near.url),
  };
}

function packText(text: string | null, near: string | null): string | null | 0 {
  return text !== null && text === near ? 0 : text;
}

function unpackText(value: unknown, near: string | null): string | null {
  return value === 0 && near !== null ? near : checkTextOrNull(value);
}

// All times are of one length, so that the end alone says how much of the other comes before it. One
// character stands at least: an empty text would be a strange time.
function packTime(time: string | null, near: string | null): string | null {
  if (time === null || near === null) return time;
  return time.slice(Math.min(countShared(time, near), time.length - 1));
}

function unpackTime(value: unknown, near: string | null): string | null {
  if (value === null) return null;
  return checkTime(joinTime(checkText(value), near));
}

function joinTime(end: string, near: string | null): string {
  return near === null ? end : near.slice(0, near.length - end.length) + end;
}

function unpackUrl(shared: unknown, end: unknown, near: string): string {
  if (typeof end !== "string") throw new Error("not an address");
  return checkUrl(near.slice(0, checkNumber(shared, 0)) + end);
}

function countShared(text: string, near: string): number {
  const length = Math.min(text.length, near.length);
  let shared = 0;
  while (shared < length && text.charCodeAt(shared) === near.charCodeAt(shared)) shared += 1;
  return shared;
}
