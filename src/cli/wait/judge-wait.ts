import { lastEventAt, type Pipeline } from "../../model/pipeline.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import { isUnfinished } from "../../model/run-status.ts";
import type { SourceError, SourceState } from "../../model/snapshot.ts";

/** How a wait can end. */
export type WaitOutcome = "passed" | "failed" | "none-found" | "timed-out" | "unreadable";

/** How long to wait, and for what. */
export interface WaitRules {
  /** For a first run to appear, and for a source that does not answer; milliseconds. */
  readonly startTimeoutMs: number;
  /** For everything; null: without end. */
  readonly timeoutMs: number | null;
  /** Ends with the first run that fails. */
  readonly isFailFast: boolean;
}

/** What is known at one moment; milliseconds since 1970. */
export interface WaitView {
  /** As `selectAwaited` gives them. */
  readonly awaited: readonly Pipeline[];
  readonly sources: readonly SourceState[];
  readonly startedMs: number;
  readonly nowMs: number;
}

/** `confirm`: all has ended, and one more look tells whether that has started something else. */
export type Verdict = WaitOutcome | "going" | "confirm";

/** What ended longer ago than this has started by now whatever it starts. */
const SETTLED_MS = 60_000;

/** True for a run that is over. What a vendor calls by an unknown word is over once it has an end. */
export function hasEnded({ status, finishedAt }: PipelineRun): boolean {
  return status === "unknown" ? finishedAt !== null : !isUnfinished(status);
}

/** True for a run that is over and did not pass: failed, cancelled, or by an unknown word. */
export function hasFailed(run: PipelineRun): boolean {
  const { status } = run;
  return status === "failed" || status === "cancelled" || (status === "unknown" && hasEnded(run));
}

/**
 * Judges one moment of a wait. `restingSinceMs` is when all runs were first seen to have ended, null
 * while they have not.
 */
export function judgeWait(
  view: WaitView,
  rules: WaitRules,
  restingSinceMs: number | null,
): Verdict {
  const { awaited, sources, nowMs, startedMs } = view;
  const isBlind = sources.some(({ state }) => state === "failing" || state === "partial");
  if (rules.isFailFast && awaited.some(({ latest }) => hasFailed(latest))) return "failed";
  if (rules.timeoutMs !== null && nowMs - startedMs >= rules.timeoutMs)
    return isBlind ? "unreadable" : "timed-out";
  if (sources.some(isLoading)) return "going";
  if (awaited.length === 0) {
    if (sources.every(isBeyondHope)) return "unreadable";
    if (nowMs - startedMs < rules.startTimeoutMs) return "going";
    return isBlind ? "unreadable" : "none-found";
  }
  if (awaited.some((it) => !hasEnded(it.latest) && !isFinal(faultOf(it, sources)))) return "going";
  const faults = sources.flatMap(listFaults);
  if (faults.length > 0) {
    const isLasting = (fault: SourceError) =>
      isFinal(fault) || nowMs - Date.parse(fault.since) >= rules.startTimeoutMs;
    return faults.every(isLasting) ? "unreadable" : "going";
  }
  if (!isSettled(view, restingSinceMs)) return "confirm";
  return awaited.some(({ latest }) => hasFailed(latest)) ? "failed" : "passed";
}

function isLoading({ state, targets }: SourceState): boolean {
  return state === "loading" || targets.some((target) => target.state === "loading");
}

// A wrong token or name stays wrong; anything else may come right by itself.
function isFinal(error: SourceError | null): boolean {
  return error?.kind === "auth" || error?.kind === "not-found";
}

function listFaults({ error, targets }: SourceState): readonly SourceError[] {
  const own = targets.flatMap((target) => target.error ?? []);
  return error === null || own.includes(error) ? own : [error, ...own];
}

function isBeyondHope({ error, targets }: SourceState): boolean {
  return targets.length === 0 ? isFinal(error) : targets.every((target) => isFinal(target.error));
}

function faultOf(
  { source, target }: Pipeline,
  sources: readonly SourceState[],
): SourceError | null {
  const state = sources.find(({ name }) => name === source);
  return state?.targets.find(({ id }) => id === target)?.error ?? null;
}

/** True once every target was asked after the end was seen, or where the end is long past. */
function isSettled({ awaited, sources, nowMs }: WaitView, restingSinceMs: number | null): boolean {
  const newest = awaited.flatMap(({ latest }) => lastEventAt(latest) ?? []).toSorted();
  if (nowMs - Date.parse(newest.at(-1) ?? "") > SETTLED_MS) return true;
  if (restingSinceMs === null) return false;
  return sources.every(({ targets }) =>
    targets.every(({ lastOkAt }) => Date.parse(lastOkAt ?? "") > restingSinceMs),
  );
}
