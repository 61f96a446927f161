import type { Pipeline } from "../../src/model/pipeline.ts";
import type { SourceState } from "../../src/model/snapshot.ts";
import { LONGEST_BACKOFF_MS } from "../../src/store/schedule.ts";
import { listRunsAt, type PlannedRepo } from "./ci-day.ts";
import type { ServedRequest } from "./fault-server.ts";

/** Holds one target to what is promised of it, by what its server was asked and what is shown. */
export interface TargetWatch {
  readonly name: string;
  /** A request of the target reached the server, `elapsedMs` into the day by the timers' count. */
  see(request: ServedRequest, elapsedMs: number): void;
  /** Something beyond the target keeps it from being asked in time until then. */
  excuse(untilMs: number): void;
  /** Holds what is shown against what the server last said; broken promises go to `complain`. */
  check(shown: readonly Pipeline[], state: SourceState | undefined, nowMs: number): void;
}

/** What a watch is made of. */
export interface TargetWatchOptions {
  readonly name: string;
  /** The repository, or all jobs of a Jenkins. */
  readonly repos: readonly PlannedRepo[];
  readonly intervalMs: number;
  /** False where the budget may stretch the intervals. */
  readonly isEven: boolean;
  readonly complain: (sentence: string) => void;
}

/** Jitter, a queue behind slow neighbours, and the moment between an answer and its being shown. */
const JITTER = 1.1;
const SLACK_MS = 20_000;

/** After a fault, a sleep or a pause all is well again within this time: the documented bound. */
const RECOVERY_MS = LONGEST_BACKOFF_MS * JITTER + SLACK_MS;

/** Where a small budget stretches the intervals. */
const STRETCHED_MS = 1_800_000;

const ACTIVE_MS = 5_000;
const WARM_FOR_MS = 3_600_000;

/** Creates the watch of one target. */
export function createTargetWatch(options: TargetWatchOptions): TargetWatch {
  const { name, repos, intervalMs, complain } = options;
  let failures = 0;
  let last: { readonly atMs: number; readonly elapsedMs: number; readonly isWell: boolean } | null =
    null;
  let lastWellMs: number | null = null;
  let excusedUntilMs = 0;

  /** No storm: each failure at least doubles the wait, up to the cap. */
  function checkBackoff(elapsedMs: number): void {
    if (last === null || failures === 0) return;
    const leastMs = Math.min(intervalMs * 2 ** (failures - 1), LONGEST_BACKOFF_MS) * 0.9;
    const gapMs = elapsedMs - last.elapsedMs;
    if (gapMs < leastMs - 1)
      complain(`asked again ${gapMs} ms after failure ${failures}, not before ${leastMs}`);
  }

  /** What is well is asked as often as ever, whatever its neighbours do. */
  function checkPace(request: ServedRequest, elapsedMs: number): void {
    if (last === null || !last.isWell || !options.isEven) return;
    const fromMs = last.atMs;
    if (excusedUntilMs > fromMs) return;
    const gapMs = elapsedMs - last.elapsedMs;
    const mostMs = longestGap(fromMs, request.atMs) * JITTER + SLACK_MS;
    if (gapMs > mostMs) complain(`asked after ${gapMs} ms, while ${mostMs} is promised`);
  }

  function longestGap(fromMs: number, nowMs: number): number {
    const runs = repos
      .filter(({ deletedAtMs }) => deletedAtMs === null || fromMs < deletedAtMs)
      .flatMap((repo) => listRunsAt(repo, fromMs));
    if (runs.some((run) => run.status === "running")) return ACTIVE_MS;
    const changedAtMs = Math.max(0, ...runs.map((run) => run.endMs));
    return nowMs - changedAtMs < WARM_FOR_MS ? intervalMs : LONGEST_BACKOFF_MS;
  }

  function checkState(state: SourceState | undefined, nowMs: number): void {
    const target = state?.targets.find(({ id }) => id === name);
    if (target === undefined) {
      complain("is no longer watched at all");
      return;
    }
    if (last === null) return;
    if (last.isWell && excusedUntilMs === 0 && target.state !== "ok")
      complain(`is ${target.state} (${target.error?.message}) although it was answered well`);
    const isHeldBack = nowMs - last.atMs < SLACK_MS;
    if (!last.isWell && !isHeldBack && target.state === "ok")
      complain("is called ok although it was refused");
    if (target.state === "failing" && target.error === null) complain("fails for no reason");
  }

  function checkRows(shown: readonly Pipeline[]): void {
    if (lastWellMs === null) return;
    const given = new Map(shown.map((row) => [`${row.repo} ${row.branch}`, describeRow(row)]));
    for (const repo of repos) {
      for (const [row, expected] of describeRepo(repo, lastWellMs)) {
        const found = given.get(row);
        given.delete(row);
        if (found !== expected) complain(`shows ${row} as ${found}, not ${expected}`);
      }
      const isDeleted = repo.deletedAtMs !== null && repo.deletedAtMs <= lastWellMs;
      if (isDeleted)
        for (const row of given.keys()) if (row.startsWith(`${repo.name} `)) given.delete(row);
    }
    for (const row of given.keys()) complain(`shows ${row}, which there is not`);
  }

  return {
    name,
    see(request, elapsedMs) {
      if (!request.isPoll) return;
      checkBackoff(elapsedMs);
      checkPace(request, elapsedMs);
      const isWell = request.fault === null;
      failures = isWell ? 0 : failures + 1;
      if (isWell) lastWellMs = request.atMs;
      last = { atMs: request.atMs, elapsedMs, isWell };
      if (isWell) excusedUntilMs = 0;
    },
    excuse(untilMs) {
      excusedUntilMs = Math.max(excusedUntilMs, untilMs);
    },
    check(shown, state, nowMs) {
      checkState(state, nowMs);
      checkRows(shown);
      const sinceMs = Math.max(excusedUntilMs, lastWellMs ?? 0);
      const promisedMs = options.isEven ? RECOVERY_MS : STRETCHED_MS;
      if (nowMs - sinceMs > promisedMs)
        complain(`was last heard of ${nowMs - sinceMs} ms ago, while ${promisedMs} is promised`);
    },
  };
}

function describeRow({ history }: Pipeline): string {
  return history.map(({ number, status }) => `${number}:${status}`).join(" ");
}

function describeRepo(repo: PlannedRepo, nowMs: number): ReadonlyMap<string, string> {
  const rows = new Map<string, string>();
  if (repo.deletedAtMs !== null && repo.deletedAtMs <= nowMs) return rows;
  for (const { branch, number, status } of listRunsAt(repo, nowMs)) {
    const row = `${repo.name} ${branch}`;
    const before = rows.get(row);
    rows.set(row, before === undefined ? `${number}:${status}` : `${before} ${number}:${status}`);
  }
  return rows;
}
