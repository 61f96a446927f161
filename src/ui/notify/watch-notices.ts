import type { Clock } from "../../model/clock.ts";
import { createHappeningFinder } from "../../model/happening.ts";
import { createNoticePicker, type Notice, type NoticeContext } from "../../model/notice.ts";
import type { SnapshotFeed } from "../../model/snapshot.ts";

/** What breaks together seldom arrives together: so long is waited for more of it. */
const GATHER_MS = 1_000;
/** How often is looked for what time alone makes slow. */
const LOOK_MS = 15_000;

/** What the watch needs. */
export interface NoticeWatchParts {
  readonly feed: Pick<SnapshotFeed, "getSnapshot" | "subscribe">;
  readonly clock: Clock;
  readonly context: NoticeContext;
  /** Gets what is to be told, gathered; never an empty list. */
  readonly tell: (notices: readonly Notice[]) => void;
}

/** Watches a feed for what the rules want told; returns the way to stop. Without rules nothing is watched. */
export function watchNotices({ feed, clock, context, tell }: NoticeWatchParts): () => void {
  if (context.rules.length === 0) return () => {};
  const find = createHappeningFinder(clock.now());
  const pick = createNoticePicker(context);
  let gathered: readonly Notice[] = [];
  let cancelTell: (() => void) | null = null;
  let cancelLook = (): void => {};

  function look(): void {
    const now = clock.now();
    gathered = [...gathered, ...pick(find(feed.getSnapshot(), now), now)];
    if (gathered.length > 0) cancelTell ??= clock.setTimer(tellAll, GATHER_MS);
  }

  function tellAll(): void {
    cancelTell = null;
    const notices = gathered;
    gathered = [];
    tell(notices);
  }

  function lookAgain(): void {
    look();
    cancelLook = clock.setTimer(lookAgain, LOOK_MS);
  }

  const leave = feed.subscribe(look);
  if (context.rules.some(({ on }) => on.includes("slow"))) lookAgain();
  else look();
  return () => {
    leave();
    cancelLook();
    cancelTell?.();
  };
}
