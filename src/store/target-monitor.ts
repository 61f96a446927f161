import type { ListRunsResult, Provider, Target } from "../model/provider.ts";
import { type ProviderError, toProviderError } from "../model/provider-error.ts";
import type { SourceError, TargetState } from "../model/snapshot.ts";
import type { Clock } from "./clock.ts";
import { createPoller, type Poller } from "./poller.ts";
import type { RunStore } from "./run-store.ts";
import { planNextPoll } from "./schedule.ts";
import { toSourceError } from "./source-error.ts";

/** What a change means to viewers: something to draw, or only a time that went by. */
export type ChangeKind = "visible" | "timing";

/** What a target's monitor is made of. */
export interface TargetMonitorOptions {
  readonly target: Target;
  readonly provider: Provider;
  readonly store: RunStore;
  readonly clock: Clock;
  readonly intervalMs: number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly onChange: (kind: ChangeKind) => void;
}

/** One target, polled at its own pace. */
export interface TargetMonitor extends Pick<Poller, "start" | "pollNow" | "stop"> {
  readonly target: Target;
  getState(): TargetState;
  /** False while the server has asked us to wait. */
  mayPollNow(): boolean;
}

/** Creates the monitor of one target: its failures never touch its neighbours, nor its own last rows. */
export function createTargetMonitor(options: TargetMonitorOptions): TargetMonitor {
  const { target, provider, store, clock, onChange } = options;
  let cursor: string | null = null;
  let failures = 0;
  let error: SourceError | null = null;
  let lastOkAt: string | null = null;
  let waitUntilMs = 0;
  let state: TargetState | null = null;

  const poller = createPoller({ clock, poll, onPlan: () => change("timing") });

  async function poll(signal: AbortSignal): Promise<number> {
    const unfinished = store.listUnfinished(provider.source, target.id);
    try {
      const result = await provider.listRuns({ target, cursor, unfinished, signal });
      return succeed(result, unfinished);
    } catch (thrown) {
      signal.throwIfAborted();
      return fail(toProviderError(thrown));
    }
  }

  function succeed(
    result: ListRunsResult,
    asked: Parameters<RunStore["apply"]>[0]["asked"],
  ): number {
    const { runs, complete, pollAfterMs } = result;
    const { source } = provider;
    const isFirst = lastOkAt === null;
    const isRecovered = error !== null;
    const isChanged = store.apply({ source, target: target.id, runs, complete, asked });
    cursor = result.cursor;
    failures = 0;
    error = null;
    lastOkAt = new Date(clock.now()).toISOString();
    change(isChanged || isRecovered || isFirst ? "visible" : "timing");
    return plan(null, pollAfterMs);
  }

  function fail(fault: ProviderError): number {
    failures += 1;
    waitUntilMs = fault.retryAtMs ?? 0;
    const before = error;
    error = toSourceError(fault, before, clock.now());
    change(before?.message === error.message ? "timing" : "visible");
    return plan(fault, null);
  }

  function plan(fault: ProviderError | null, pollAfterMs: number | null): number {
    const { intervalMs } = options;
    const random = options.random();
    const nowMs = clock.now();
    return planNextPoll({ nowMs, intervalMs, pollAfterMs, failures, error: fault, random });
  }

  function change(kind: ChangeKind): void {
    state = null;
    onChange(kind);
  }

  function describe(): TargetState {
    const nextMs = poller.nextPollAtMs();
    const nextPollAt = nextMs === null ? null : new Date(nextMs).toISOString();
    const word = error !== null ? "failing" : lastOkAt === null ? "loading" : "ok";
    return { id: target.id, state: word, error, lastOkAt, nextPollAt };
  }

  return {
    target,
    start: poller.start,
    pollNow: poller.pollNow,
    stop: poller.stop,
    mayPollNow: () => clock.now() >= waitUntilMs,
    getState() {
      state ??= describe();
      return state;
    },
  };
}
