import type { SnapshotFeed } from "../../model/snapshot.ts";
import { countStatuses } from "../../model/status-counts.ts";
import type { Glyphs } from "../table/glyphs.ts";
import { composeTitle } from "./compose-title.ts";

/** What the watch needs. */
export interface TitleWatchParts {
  readonly feed: Pick<SnapshotFeed, "getSnapshot" | "subscribe">;
  readonly glyphs: Glyphs;
  readonly isMuted: (key: string) => boolean;
  readonly show: (title: string) => void;
}

/** Keeps the title true over all rows but the muted ones; shows it when it has changed. Returns the way to stop. */
export function watchTitle({ feed, glyphs, isMuted, show }: TitleWatchParts): () => void {
  let shown = "";
  function look(): void {
    const { pipelines } = feed.getSnapshot();
    const title = composeTitle(countStatuses(pipelines.filter(({ key }) => !isMuted(key))), glyphs);
    if (title !== shown) show(title);
    shown = title;
  }
  const leave = feed.subscribe(look);
  look();
  return leave;
}
