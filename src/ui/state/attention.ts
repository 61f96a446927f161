import { dropPassed, type Mutes, NO_MUTES, toggleMute } from "../../model/mute.ts";
import type { Pipeline } from "../../model/pipeline.ts";

/** What a person wants to hear of, and has not looked at. */
export interface Attention {
  readonly mutes: Mutes;
  /** The keys of the rows in which something happened since a person looked at them. */
  readonly unseen: ReadonlySet<string>;
}

/** Nothing muted, everything seen. */
export const ATTENTIVE: Attention = { mutes: NO_MUTES, unseen: new Set() };

/** After a look at some lines of the table. */
export function lookAt(attention: Attention, lines: readonly Pick<Pipeline, "key">[]): Attention {
  if (!lines.some(({ key }) => attention.unseen.has(key))) return attention;
  const unseen = new Set(attention.unseen);
  for (const { key } of lines) unseen.delete(key);
  return { ...attention, unseen };
}

/** Mutes a row, which leaves nothing to look at in it, or takes that back. */
export function muteRow(attention: Attention, pipeline: Pipeline): Attention {
  return { ...lookAt(attention, [pipeline]), mutes: toggleMute(attention.mutes, pipeline) };
}

/** After a snapshot: what passed is muted no longer, and `news` wants to be looked at. */
export function takeNews(
  attention: Attention,
  pipelines: readonly Pipeline[],
  news: readonly Pipeline[],
): Attention {
  const wanted = news.filter(({ key }) => !attention.mutes.has(key) && !attention.unseen.has(key));
  const mutes = dropPassed(attention.mutes, pipelines);
  if (mutes === attention.mutes && wanted.length === 0) return attention;
  const unseen = new Set([...attention.unseen, ...wanted.map(({ key }) => key)]);
  return { mutes, unseen };
}
