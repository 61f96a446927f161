import { toIsoTime } from "../../model/iso-time.ts";
import { isActive } from "../../model/run-status.ts";
import { isRecord, parsePipeline, type RawPipeline, stampOf } from "./raw.ts";
import { toRunStatus } from "./transform.ts";

/** A listed pipeline as it was told last. */
export interface ToldPipeline {
  /** As `stampOf` has it. */
  readonly stamp: string;
  /** True where nothing was left to ask about it. */
  readonly isComplete: boolean;
}

/** What one poll of a project tells the next, even after a restart. */
export interface PollWindow {
  /** Pipelines updated after it are listed; ISO 8601 UTC. */
  readonly from: string;
  /** Pipelines updated up to here have been seen; ISO 8601 UTC. */
  readonly seen: string;
  /** Of this window's list; null where it has not been read yet. */
  readonly etag: string | null;
  /** The pipelines in the window by their ids: it shows again what it has shown. */
  readonly told: ReadonlyMap<number, ToldPipeline>;
  /** True where pipelines were left whose page or commit is still to be read. */
  readonly hasBacklog: boolean;
  /** Past successes that are still to be read, see `readPast`; with what makes their stamp alone. */
  readonly past: readonly RawPipeline[];
}

/** What a poll has learnt. */
export interface PollOutcome {
  /** All that was listed, newest update first. */
  readonly listed: readonly RawPipeline[];
  readonly etag: string | null;
  readonly hasBacklog: boolean;
  readonly past: readonly RawPipeline[];
  readonly isComplete: (raw: RawPipeline) => boolean;
}

/**
 * GitLab stamps a change before it is committed, compares stamps strictly and may answer from a
 * replica, so a change can show up a little after a later one.
 */
const OVERLAP_MS = 10_000;

/** How many known pipelines a window may hold for the sake of one that still runs: half a page. */
const MAX_WINDOW_LENGTH = 50;

/** Reads what {@link formatCursor} wrote; null where there is none or it is not one of ours. */
export function parseCursor(cursor: string | null): PollWindow | null {
  const value = parseJson(cursor);
  if (!isRecord(value) || !Array.isArray(value.told)) return null;
  const [from, seen] = [toIsoTime(value.from), toIsoTime(value.seen)];
  if (from === null || seen === null) return null;
  const etag = typeof value.etag === "string" ? value.etag : null;
  const told = new Map(value.told.flatMap(readTold));
  const past = Array.isArray(value.past) ? value.past.flatMap(readPastEntry) : [];
  return { from, seen, etag, told, hasBacklog: value.hasBacklog === true, past };
}

/** Writes a window as the opaque string of the provider contract. */
export function formatCursor({ told, past, ...window }: PollWindow): string {
  const list = [...told].map(([id, { stamp, isComplete }]) => [id, stamp, isComplete]);
  const unread = past.map(({ id, updated_at }) => [id, updated_at]);
  return JSON.stringify({ ...window, past: unread, told: list });
}

/**
 * The window after an answer. It reaches back to the longest running pipeline, where that takes few
 * enough others along: then one request, a 304 while nothing happens, answers for all that run.
 * Where the answer holds no time at all, it stays where it was.
 */
export function toWindow(outcome: PollOutcome, before: PollWindow | null): PollWindow | null {
  const { hasBacklog, past } = outcome;
  const updates = outcome.listed
    .flatMap((raw) => {
      const at = toIsoTime(raw.updated_at);
      return at === null ? [] : [{ raw, at, isActive: isActive(toRunStatus(raw.status)) }];
    })
    .sort((a, b) => (a.at < b.at ? 1 : -1));
  const newest = updates[0];
  if (newest === undefined) {
    return before && { ...before, etag: outcome.etag, told: new Map(), hasBacklog, past };
  }
  const start = updates.slice(0, MAX_WINDOW_LENGTH).findLast((update) => update.isActive) ?? newest;
  const from = minusOverlap(start.at);
  const inside = updates.filter(({ at }) => at > from);
  return {
    from,
    seen: minusOverlap(newest.at),
    // Another window is another list.
    etag: from === before?.from ? outcome.etag : null,
    told: new Map(inside.map(({ raw }) => [raw.id, toTold(raw, outcome)])),
    hasBacklog,
    past,
  };
}

/** The window after an answer that nothing has changed in it; `completed` was left to ask about till now. */
export function keepWindow(
  before: PollWindow,
  completed: ReadonlySet<number>,
  left: Pick<PollWindow, "hasBacklog" | "past">,
): PollWindow {
  const told = new Map(before.told);
  for (const [id, pipeline] of told) {
    if (completed.has(id)) told.set(id, { ...pipeline, isComplete: true });
  }
  return { ...before, told, ...left };
}

function toTold(raw: RawPipeline, { isComplete }: PollOutcome): ToldPipeline {
  return { stamp: stampOf(raw), isComplete: isComplete(raw) };
}

function readTold(entry: unknown): [number, ToldPipeline][] {
  if (!Array.isArray(entry)) return [];
  const [id, stamp, isComplete] = entry as readonly unknown[];
  if (typeof id !== "number" || typeof stamp !== "string") return [];
  return [[id, { stamp, isComplete: isComplete === true }]];
}

function readPastEntry(entry: unknown): RawPipeline[] {
  if (!Array.isArray(entry)) return [];
  const [id, updated_at] = entry as readonly unknown[];
  const raw = parsePipeline({ id, updated_at, status: "success" });
  return raw === null ? [] : [raw];
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

function minusOverlap(at: string): string {
  return new Date(Date.parse(at) - OVERLAP_MS).toISOString();
}
