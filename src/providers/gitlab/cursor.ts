import { toIsoTime } from "../../model/iso-time.ts";
import { isActive } from "../../model/run-status.ts";
import type { RawPipeline } from "./raw.ts";
import { toRunStatus } from "./transform.ts";

/** From when on a project's pipelines are asked for again, ISO 8601 UTC. */
export interface PollWindow {
  /** Pipelines updated after it are listed. */
  readonly from: string;
  /** Pipelines updated up to here have been seen. */
  readonly seen: string;
}

/**
 * GitLab stamps a change before it is committed, compares stamps strictly and may answer from a
 * replica, so a change can show up a little after a later one.
 */
const OVERLAP_MS = 10_000;

/** How many known pipelines a window may hold for the sake of one that still runs: half a page. */
const MAX_WINDOW_LENGTH = 50;

/** Reads a cursor, an ISO 8601 interval; null where there is none or it is not one of ours. */
export function parseCursor(cursor: string | null): PollWindow | null {
  const [from, seen] = (cursor ?? "").split("/").map((part) => toIsoTime(part));
  return from && seen ? { from, seen } : null;
}

/**
 * The cursor after an answer. The window reaches back to the longest running pipeline, where that
 * takes few enough others along: then one request, a 304 while nothing happens, answers for all that
 * run. `before` stays where the answer holds no time at all.
 */
export function toCursor(listed: readonly RawPipeline[], before: string | null): string | null {
  const updates = listed
    .flatMap((raw) => {
      const at = toIsoTime(raw.updated_at);
      return at === null ? [] : [{ at, isActive: isActive(toRunStatus(raw.status)) }];
    })
    .sort((a, b) => (a.at < b.at ? 1 : -1));
  const newest = updates[0];
  if (newest === undefined) return before;
  const start = updates.slice(0, MAX_WINDOW_LENGTH).findLast((update) => update.isActive) ?? newest;
  return `${minusOverlap(start.at)}/${minusOverlap(newest.at)}`;
}

function minusOverlap(at: string): string {
  return new Date(Date.parse(at) - OVERLAP_MS).toISOString();
}
