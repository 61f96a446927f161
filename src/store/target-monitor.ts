import type { Clock } from "../model/clock.ts";
import type { PipelineRun } from "../model/pipeline-run.ts";
import type { ListRunsResult, Provider, Target } from "../model/provider.ts";
import { type ProviderError, toProviderError } from "../model/provider-error.ts";
import type { SourceError, TargetState } from "../model/snapshot.ts";
import { type TargetActivity, toDesiredInterval, toPace } from "./cadence.ts";
import { createHookTrust } from "./hook-trust.ts";
import type { Planner } from "./planner.ts";
import { createPollCost } from "./poll-cost.ts";
import { createPoller, type Poller } from "./poller.ts";
import type { RunStore } from "./run-store.ts";
import type { SavedTarget } from "./saved-state.ts";
import { planNextPoll } from "./schedule.ts";
import { toSourceError } from "./source-error.ts";
import { type RowsActivity, readActivity } from "./target-activity.ts";

/** What a change means to viewers: something to draw, or only a time that went by. */
export type ChangeKind = "visible" | "timing";

/** What a target's monitor is made of. */
export interface TargetMonitorOptions {
  readonly target: Target;
  readonly provider: Provider;
  readonly store: RunStore;
  readonly clock: Clock;
  readonly planner: Planner;
  /** Whether a 304 costs nothing. */
  readonly isUnchangedFree: boolean;
  /** The configured time between two polls. */
  readonly intervalMs: number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** True while a person sees a row of this target. */
  readonly isShown: (target: string) => boolean;
  /** True where it is watched as closely as if something ran in it; left out: false. */
  readonly isAwaited?: boolean;
  readonly onChange: (kind: ChangeKind) => void;
}

/** One target, polled at its own pace. */
export interface TargetMonitor extends Pick<Poller, "start" | "pollNow" | "stop"> {
  getTarget(): Target;
  getState(): TargetState;
  /** False while the server has asked us to wait. */
  mayPollNow(): boolean;
  /** The user has asked for it or acted on it: it is followed closely for a while. */
  follow(): void;
  /** A hook says that something has happened: it is asked at once, however many come. */
  hear(): void;
  /** Plans the next poll anew: it came to the screen, or the list of targets says it has changed. */
  replan(target?: Target): void;
  /** What the next start wants to know; null before the first answer. */
  save(): SavedTarget | null;
}

/** Hooks come in bursts, and one poll answers them all. */
const HOOK_GAP_MS = 1_000;

const NO_ACTIVITY: RowsActivity = { isActive: false, predictedEndMs: null, changedAtMs: null };

/** Creates the monitor of one target: its failures never touch its neighbours, nor its own last rows. */
export function createTargetMonitor(
  options: TargetMonitorOptions,
  saved: SavedTarget | null = null,
): TargetMonitor {
  const { provider, store, clock, planner, onChange } = options;
  const cost = createPollCost(options.isUnchangedFree);
  let target = options.target;
  let cursor = saved?.cursor ?? null;
  let lastOkAt = saved?.lastOkAt ?? null;
  let isFresh = false;
  let failures = 0;
  let error: SourceError | null = null;
  let waitUntilMs = 0;
  let askedAtMs: number | null = null;
  let polledAtMs = Number.NEGATIVE_INFINITY;
  let isToldMeanwhile = false;
  const trust = createHookTrust();
  let rows = NO_ACTIVITY;
  let state: TargetState | null = null;

  const poller = createPoller({ clock, poll, onPlan: () => change("timing") });
  let leavePlan = (): void => {};

  function getActivity(): TargetActivity {
    const listedMs = target.changedAt === undefined ? null : Date.parse(target.changedAt);
    const changedAtMs = Math.max(rows.changedAtMs ?? 0, listedMs ?? 0) || null;
    const isActive = rows.isActive || options.isAwaited === true;
    const isTold = trust.isProven(clock.now());
    return { ...rows, isActive, changedAtMs, askedAtMs, isTold };
  }

  function isFirst(nowMs: number): boolean {
    return toPace(getActivity(), nowMs) === "active" || options.isShown(target.id);
  }

  function toInterval(nowMs: number): number {
    const stretch = planner.getStretch();
    const desiredMs = toDesiredInterval(getActivity(), options.intervalMs, nowMs);
    const stretchedMs = desiredMs * (isFirst(nowMs) ? stretch.first : stretch.rest);
    // Once the limit is reset there is a new plan, which nobody needs to wait longer for.
    const resetMs = planner.getTimeToReset();
    return resetMs === null ? stretchedMs : Math.min(stretchedMs, resetMs + desiredMs);
  }

  async function poll(signal: AbortSignal): Promise<number> {
    const unfinished = store.listUnfinished(provider.source, target.id);
    polledAtMs = clock.now();
    isToldMeanwhile = false;
    const isUrgent = isFirst(polledAtMs);
    try {
      const result = await provider.listRuns({ target, cursor, unfinished, isUrgent, signal });
      return succeed(result, unfinished);
    } catch (thrown) {
      signal.throwIfAborted();
      return fail(toProviderError(thrown));
    }
  }

  function succeed(result: ListRunsResult, asked: readonly PipelineRun[]): number {
    const { runs, complete, pollAfterMs } = result;
    const { source } = provider;
    const hasNews = !isFresh || error !== null;
    const isChanged = store.apply({ source, target: target.id, runs, complete, asked });
    cost.add(result.cost);
    cursor = result.cursor;
    failures = 0;
    error = null;
    isFresh = true;
    waitUntilMs = 0;
    const nowMs = clock.now();
    if (isChanged && lastOkAt !== null) trust.seeChange(nowMs);
    lastOkAt = new Date(nowMs).toISOString();
    rows = readActivity(store.listPipelines(source, target.id), nowMs);
    change(isChanged || hasNews ? "visible" : "timing");
    // What was told while it was asked may have come too late for that answer.
    const intervalMs = isToldMeanwhile ? HOOK_GAP_MS : toInterval(nowMs);
    return planNextPoll({
      nowMs,
      intervalMs,
      pollAfterMs,
      failures,
      error: null,
      random: options.random(),
    });
  }

  function fail(fault: ProviderError): number {
    failures += 1;
    waitUntilMs = fault.retryAtMs ?? 0;
    // A cursor of an earlier start that leads nowhere must not be tried for ever.
    if (!isFresh && fault.kind === "bad-response") cursor = null;
    const before = error;
    const nowMs = clock.now();
    error = toSourceError(fault, before, nowMs);
    change(before?.message === error.message ? "timing" : "visible");
    const { intervalMs } = options;
    return planNextPoll({
      nowMs,
      intervalMs,
      pollAfterMs: null,
      failures,
      error: fault,
      random: options.random(),
    });
  }

  function change(kind: ChangeKind): void {
    state = null;
    onChange(kind);
  }

  function describe(): TargetState {
    const nextMs = poller.nextPollAtMs();
    const nextPollAt = nextMs === null ? null : new Date(nextMs).toISOString();
    const word = error !== null ? "failing" : isFresh ? "ok" : "loading";
    return { id: target.id, state: word, error, lastOkAt, nextPollAt };
  }

  return {
    getTarget: () => target,
    start() {
      rows = readActivity(store.listPipelines(provider.source, target.id), clock.now());
      leavePlan = planner.add({
        getDemand: (nowMs) => ({
          intervalMs: toDesiredInterval(getActivity(), options.intervalMs, nowMs),
          isFirst: isFirst(nowMs),
          ...cost.estimate(),
        }),
      });
      poller.start();
    },
    pollNow: poller.pollNow,
    stop() {
      leavePlan();
      poller.stop();
    },
    mayPollNow: () => clock.now() >= waitUntilMs,
    follow() {
      askedAtMs = clock.now();
    },
    hear() {
      const nowMs = clock.now();
      trust.hear(nowMs);
      if (nowMs < waitUntilMs) return;
      if (poller.nextPollAtMs() === null) isToldMeanwhile = true;
      else poller.bringForward(Math.max(0, polledAtMs + HOOK_GAP_MS - nowMs));
    },
    replan(renewed = target) {
      const hasMoved = renewed.changedAt !== target.changedAt;
      target = renewed;
      if (error !== null || !isFresh) return;
      poller.bringForward(hasMoved ? 0 : toInterval(clock.now()));
    },
    getState() {
      state ??= describe();
      return state;
    },
    save() {
      if (lastOkAt === null) return null;
      return { source: provider.source, id: target.id, url: target.url, cursor, lastOkAt };
    },
  };
}
