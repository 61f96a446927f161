import { useEffect } from "react";
import type { SnapshotFeed } from "../../model/snapshot.ts";
import type { ScreenState } from "../state/screen-state.ts";
import { listVisible } from "./compose-screen.ts";

/** Tells the feed which rows are in the window, so that they are kept fresher than the others. */
export function useShown(feed: SnapshotFeed, state: ScreenState): void {
  const visible = listVisible(state);
  const targets = [...new Set(visible.map(({ source, target }) => `${source}\n${target}`))].join(
    "\n\n",
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows change far more often than what they are read from
  useEffect(() => feed.show(visible), [feed, targets]);
}
