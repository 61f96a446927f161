import type { Clock } from "../../model/clock.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type { Snapshot, SnapshotFeed } from "../../model/snapshot.ts";
import {
  hasEnded,
  judgeWait,
  type WaitOutcome,
  type WaitRules,
  type WaitView,
} from "./judge-wait.ts";

/** Times go by without a notice of the feed, and a person watches them. */
const LOOK_MS = 500;

/** What a wait needs. */
export interface WaitParts {
  readonly feed: Pick<SnapshotFeed, "getSnapshot" | "subscribe" | "refresh">;
  readonly select: (snapshot: Snapshot) => readonly Pipeline[];
  readonly rules: WaitRules;
  readonly clock: Clock;
  /** Called at least every {@link LOOK_MS}, also for the last time. */
  readonly onLook: (view: WaitView) => void;
  readonly signal: AbortSignal;
}

/** How it ended, and what was known then. */
export interface WaitEnd {
  readonly outcome: WaitOutcome;
  readonly view: WaitView;
}

/** Waits until the selected runs have ended, or the rules end it; rejects with the signal's reason. */
export function waitForRuns(parts: WaitParts): Promise<WaitEnd> {
  const { feed, select, rules, clock, onLook, signal } = parts;
  const startedMs = clock.now();
  let restingSinceMs: number | null = null;
  let cancelTimer = (): void => {};
  let leave = (): void => {};

  function look(): WaitEnd | null {
    const snapshot = feed.getSnapshot();
    const nowMs = clock.now();
    const view = { awaited: select(snapshot), sources: snapshot.sources, startedMs, nowMs };
    onLook(view);
    const isResting = view.awaited.every(({ latest }) => hasEnded(latest));
    if (!isResting) restingSinceMs = null;
    const verdict = judgeWait(view, rules, restingSinceMs);
    if (verdict === "confirm" && restingSinceMs === null) {
      restingSinceMs = nowMs;
      feed.refresh();
    }
    return verdict === "going" || verdict === "confirm" ? null : { outcome: verdict, view };
  }

  return new Promise<WaitEnd>((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    const onTime = (): void => {
      cancelTimer();
      const end = look();
      if (end !== null) resolve(end);
      else cancelTimer = clock.setTimer(onTime, LOOK_MS);
    };
    signal.throwIfAborted();
    signal.addEventListener("abort", onAbort, { once: true });
    leave = () => signal.removeEventListener("abort", onAbort);
    const unsubscribe = feed.subscribe(onTime);
    leave = () => {
      unsubscribe();
      signal.removeEventListener("abort", onAbort);
    };
    onTime();
  }).finally(() => {
    cancelTimer();
    leave();
  });
}
