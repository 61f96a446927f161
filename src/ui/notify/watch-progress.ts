import type { Clock } from "../../model/clock.ts";
import { createInsightReader } from "../../model/insight.ts";
import { createRuleTest, type NoticeContext } from "../../model/notice.ts";
import type { SnapshotFeed } from "../../model/snapshot.ts";

const LOOK_MS = 5_000;
/** Finer than that nobody sees on a tab. */
const STEP = 0.05;

/** How far what runs is, 0 to 1; "busy" where nobody knows, null where nothing runs. */
export type Progress = number | "busy" | null;

/** What the watch needs. */
export interface ProgressWatchParts {
  readonly feed: Pick<SnapshotFeed, "getSnapshot" | "subscribe">;
  readonly clock: Clock;
  readonly context: NoticeContext;
  readonly show: (progress: Progress) => void;
}

/**
 * Watches how far the running builds are, of those rules that tell by the terminal; shows it when it
 * has changed. Returns the way to stop.
 */
export function watchProgress({ feed, clock, context, show }: ProgressWatchParts): () => void {
  const tests = context.rules
    .filter(({ by }) => by.includes("terminal"))
    .map((rule) => createRuleTest(rule, context));
  if (tests.length === 0) return () => {};
  const readInsight = createInsightReader();
  let shown: Progress = null;
  let cancel = (): void => {};

  function look(): void {
    const now = clock.now();
    const running = feed
      .getSnapshot()
      .pipelines.filter(({ latest }) => latest.status === "running")
      .filter((pipeline) => tests.some((test) => test(pipeline, now)));
    const progress = summarise(running.map((pipeline) => readInsight(pipeline, now).progress));
    if (progress !== shown) show(progress);
    shown = progress;
    cancel();
    if (progress !== null) cancel = clock.setTimer(look, LOOK_MS);
  }

  const leave = feed.subscribe(look);
  look();
  return () => {
    leave();
    cancel();
  };
}

// The slowest would hide that all others are nearly there; the mean moves with each of them.
function summarise(parts: readonly (number | null)[]): Progress {
  if (parts.length === 0) return null;
  const known = parts.filter((part) => part !== null);
  if (known.length === 0) return "busy";
  const mean = known.reduce((sum, part) => sum + part, 0) / known.length;
  return Math.round(mean / STEP) * STEP;
}
