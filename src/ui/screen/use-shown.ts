import { useEffect, useRef } from "react";
import type { SnapshotFeed } from "../../model/snapshot.ts";
import type { ScreenState } from "../state/screen-state.ts";
import { listWatched } from "./compose-screen.ts";

/** Tells the feed which rows are in the window, so that they are kept fresher than the others. */
export function useShown(feed: SnapshotFeed, state: ScreenState): void {
  const told = useRef("");
  useEffect(() => {
    const visible = listWatched(state);
    // Rows change far more often than what they are read from.
    const targets = new Set(visible.map(({ source, target }) => `${source}\n${target}`));
    const key = [...targets].join("\n\n");
    if (key === told.current) return;
    told.current = key;
    feed.show(visible);
  });
}
