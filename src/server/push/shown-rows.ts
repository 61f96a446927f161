import type { Pipeline } from "../../model/pipeline.ts";
import type { SnapshotFeed } from "../../model/snapshot.ts";

/** Remembers who sees which rows, and tells the feed of all of them together. */
export interface ShownRows {
  /** Takes the place of what this viewer saw before; an empty list once it has gone. */
  show(viewer: object, keys: Iterable<string>): void;
}

/** Creates what joins the sights of all viewers. */
export function createShownRows(feed: Pick<SnapshotFeed, "getSnapshot" | "show">): ShownRows {
  const sights = new Map<object, ReadonlySet<string>>();
  return {
    show(viewer, keys) {
      const sight = new Set(keys);
      if (sight.size > 0) sights.set(viewer, sight);
      else if (!sights.delete(viewer)) return;
      const isSeen = ({ key }: Pipeline) => [...sights.values()].some((keysOf) => keysOf.has(key));
      feed.show(feed.getSnapshot().pipelines.filter(isSeen));
    },
  };
}
