import { useEffect, useState } from "react";
import { createNewsFinder } from "../../model/news.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import type { Keepsake } from "./use-memory.ts";
import type { ScreenStateHandle } from "./use-screen-state.ts";

/**
 * Tells the state of every snapshot, with the rows in which something happened since the one before;
 * the first is compared with what the keepsake holds.
 */
export function useNews(
  snapshot: Snapshot,
  keepsake: Keepsake | undefined,
  startedMs: number,
  { send }: ScreenStateHandle,
): void {
  const [find] = useState(() => {
    const lookedAt = keepsake?.memory?.lookedAt ?? null;
    const finder = createNewsFinder(lookedAt === null ? startedMs : Date.parse(lookedAt));
    const last = keepsake?.takeSnapshot?.() ?? null;
    if (last) finder(last);
    return finder;
  });
  useEffect(() => {
    send({ type: "snapshot", pipelines: snapshot.pipelines, news: find(snapshot) });
  }, [snapshot, find, send]);
}
