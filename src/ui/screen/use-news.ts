import { useEffect, useState } from "react";
import { createNewsFinder } from "../../model/news.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import type { ScreenStateHandle } from "./use-screen-state.ts";

/** What there was before the screen came up. */
export interface LookedAt {
  /** What a person saw last; the first snapshot is compared with it. */
  readonly snapshot?: Snapshot | undefined;
  /** When a person last pressed a key, milliseconds since 1970. */
  readonly atMs: number;
}

/** Tells the state of every snapshot, with the rows in which something happened since the one before. */
export function useNews(
  snapshot: Snapshot,
  createLookedAt: () => LookedAt,
  { send }: ScreenStateHandle,
): void {
  const [find] = useState(() => {
    const { snapshot: before, atMs } = createLookedAt();
    const finder = createNewsFinder(atMs);
    if (before) finder(before);
    return finder;
  });
  useEffect(() => {
    send({ type: "snapshot", pipelines: snapshot.pipelines, news: find(snapshot) });
  }, [snapshot, find, send]);
}
