import type { Pipeline } from "./pipeline.ts";
import { findVerdict } from "./verdict.ts";

/**
 * The rows nobody wants to hear of until they pass, by the pipeline's key; with each the passing run
 * that was its last word then, null where it was none.
 */
export type Mutes = ReadonlyMap<string, string | null>;

/** Nothing muted. */
export const NO_MUTES: Mutes = new Map();

/** Mutes a row until the next run of it that passes, or takes that back. */
export function toggleMute(mutes: Mutes, pipeline: Pipeline): Mutes {
  const next = new Map(mutes);
  if (!next.delete(pipeline.key)) next.set(pipeline.key, nameLastPassed(pipeline));
  return next;
}

/** The mutes that still hold; the same map where all of them do. A row that is gone keeps its own. */
export function dropPassed(mutes: Mutes, pipelines: readonly Pipeline[]): Mutes {
  if (mutes.size === 0) return mutes;
  const passed = pipelines.filter((pipeline) => {
    const before = mutes.get(pipeline.key);
    if (before === undefined) return false;
    const last = nameLastPassed(pipeline);
    return last !== null && last !== before;
  });
  if (passed.length === 0) return mutes;
  const next = new Map(mutes);
  for (const { key } of passed) next.delete(key);
  return next;
}

/** The rows that are not muted; the same array where none is. */
export function dropMuted(pipelines: readonly Pipeline[], mutes: Mutes): readonly Pipeline[] {
  return mutes.size === 0 ? pipelines : pipelines.filter(({ key }) => !mutes.has(key));
}

function nameLastPassed({ history }: Pipeline): string | null {
  const verdict = findVerdict(history);
  return verdict?.outcome === "passed" ? `${verdict.run.id} ${verdict.run.attempt}` : null;
}
