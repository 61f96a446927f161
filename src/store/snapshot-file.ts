import { cleanText } from "../model/clean-text.ts";
import type { Clock } from "../model/clock.ts";
import type { SavedState } from "./saved-state.ts";
import { compareStates } from "./snapshot-change.ts";
import { createSnapshotDisk, type SnapshotDisk } from "./snapshot-disk.ts";

/** What a snapshot's file is made of. */
export interface SnapshotFileOptions {
  /** The file; its folder need not exist. */
  readonly path: string;
  readonly clock: Clock;
  /** Told one sentence for a person, without a full stop, once for each thing that goes wrong. */
  readonly onNote?: (note: string) => void;
  /** The disk; handed in where a test wants no files. */
  readonly disk?: SnapshotDisk;
}

/** What was found at the start. */
export interface SavedSnapshot {
  /** Null where there is none that can be used. */
  readonly state: SavedState | null;
  /** One sentence for a person, without a full stop; null where nothing is wrong. */
  readonly note: string | null;
}

/** The snapshot between one start and the next. Nothing of it ever throws or rejects. */
export interface SnapshotFile {
  /** Reads the last state; `latest` leaves out history, for whoever only shows it. */
  read(): Promise<SavedSnapshot>;
  /**
   * Tells that something has changed. `getState` is asked when it is time to write, and from then on
   * now and again; nothing is written where it gives what is on disk.
   */
  scheduleWrite(getState: () => SavedState): void;
  /**
   * Writes what is not written yet, and ends: nothing is written after it. A write that takes longer
   * than `withinMs` is given up; what was on disk before stays.
   */
  flush(withinMs?: number): Promise<void>;
}

/** A burst of answers makes one write. */
const BURST_MS = 250;

/** Between two writes, so that with the write itself the file is 2 s behind at most. */
const GAP_MS = 1_500;

/** Beyond some 3 MB the gap grows instead: a disk that lasts is worth more than a second. */
const BYTES_PER_MS = 2_000;

/** Between two writes for the sake of times and cursors; old ones are as right, and cost a request. */
const REST_GAP_MS = 30_000;

/** After a failure, such as a full disk. */
const FAILURE_GAP_MS = 60_000;

/** How long a person who quits waits for the disk. */
const FLUSH_MS = 150;

/** Creates the snapshot at `path`; nothing is read or written yet. */
export function createSnapshotFile(options: SnapshotFileOptions): SnapshotFile {
  const { path, clock } = options;
  const disk = options.disk ?? createSnapshotDisk(path, clock.now);
  const name = cleanText(path);
  const told = new Set<string>();
  const ending = new AbortController();
  let getState: (() => SavedState) | null = null;
  let onDisk: SavedState | null = null;
  let isSwept = false;
  let restAtMs = Number.NEGATIVE_INFINITY;
  let nextAtMs = Number.NEGATIVE_INFINITY;
  let timer: { readonly atMs: number; readonly cancel: () => void } | null = null;
  let writing: Promise<void> | null = null;
  let isAsked = false;
  let isEnded = false;

  function tell(note: string): void {
    if (told.has(note)) return;
    told.add(note);
    options.onNote?.(note);
  }

  async function load(): Promise<SavedSnapshot> {
    const found = await disk.read();
    if (found === null) return { state: null, note: null };
    switch (found.kind) {
      case "good":
        return { state: found.state, note: describeDropped(name, found.dropped) };
      case "future":
        return { state: null, note: describeFuture(name) };
      case "broken":
        await disk.setAside();
        return { state: null, note: `${name} was no whole snapshot; it is now ${name}.broken` };
    }
  }

  function plan(atMs: number): void {
    if (isEnded || (timer !== null && timer.atMs <= atMs)) return;
    timer?.cancel();
    timer = { atMs, cancel: clock.setTimer(onTime, atMs - clock.now()) };
  }

  function onTime(): void {
    timer = null;
    isAsked = false;
    writing = write(false).finally(() => {
      writing = null;
      planNext(isAsked ? BURST_MS : REST_GAP_MS);
    });
  }

  function planNext(delayMs: number): void {
    plan(Math.max(clock.now() + delayMs, nextAtMs));
  }

  async function write(isLast: boolean): Promise<void> {
    const nowMs = clock.now();
    try {
      const state = getState?.();
      // Who knows nothing has nothing to say, and must not overwrite one who does.
      if (!state || state.targets.length === 0) return;
      const change = compareStates(onDisk, state);
      if (change === "none" || (change === "rest" && !isLast && nowMs < restAtMs)) return;
      nextAtMs = nowMs + GAP_MS;
      const outcome = await disk.save(state, ending.signal);
      restAtMs = nowMs + REST_GAP_MS;
      if (outcome.kind === "future") tell(describeFuture(name));
      if (outcome.kind !== "written") return;
      onDisk = state;
      nextAtMs = nowMs + Math.max(GAP_MS, outcome.bytes / BYTES_PER_MS);
      if (!isSwept) await disk.sweep();
      isSwept = true;
    } catch (thrown) {
      if (ending.signal.aborted) return;
      nextAtMs = nowMs + FAILURE_GAP_MS;
      tell(`${name} cannot be written (${toReason(thrown)}); the next start begins without it`);
    }
  }

  return {
    async read() {
      try {
        const saved = await load();
        onDisk = saved.state;
        if (saved.note !== null) told.add(saved.note);
        return saved;
      } catch (thrown) {
        return { state: null, note: `${name} cannot be read (${toReason(thrown)})` };
      }
    },
    scheduleWrite(ask) {
      getState = ask;
      isAsked = true;
      if (writing === null) planNext(BURST_MS);
    },
    async flush(withinMs = FLUSH_MS) {
      if (isEnded) return;
      isEnded = true;
      timer?.cancel();
      const giveUp = new Promise<void>((resolve) => {
        const cancel = clock.setTimer(() => {
          ending.abort();
          resolve();
        }, withinMs);
        ending.signal.addEventListener("abort", cancel);
      });
      const last = (writing ?? Promise.resolve()).then(() => write(true));
      await Promise.race([last.finally(() => ending.abort()), giveUp]);
    },
  };
}

function describeFuture(name: string): string {
  return `${name} is a later cimon's snapshot and is left as it is; remove it to have one of this version`;
}

function describeDropped(name: string, dropped: number): string | null {
  if (dropped === 0) return null;
  return `${name} held ${dropped === 1 ? "an entry" : `${dropped} entries`} that cannot be read; all else of it is used`;
}

function toReason(thrown: unknown): string {
  const error = thrown as NodeJS.ErrnoException;
  return cleanText(error.code ?? error.message ?? "unknown fault", 200);
}
