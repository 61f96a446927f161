import { readFile, rename, stat } from "node:fs/promises";
import { cleanText } from "../model/clean-text.ts";
import type { Clock } from "../model/clock.ts";
import { mergeMemories, NO_MEMORY, type ScreenMemory } from "../model/screen-memory.ts";
import { type DecodedMemory, decodeMemory, encodeMemory } from "./memory-format.ts";
import { replaceFile } from "./replace-file.ts";

/** What the file of a memory is made of. */
export interface MemoryFileOptions {
  /** The file; its folder need not exist. */
  readonly path: string;
  readonly clock: Clock;
  /** Told one sentence for a person, without a full stop, once for each thing that goes wrong. */
  readonly onNote: (note: string) => void;
}

/** A screen's memory between one start and the next. Nothing of it ever throws or rejects. */
export interface MemoryFile {
  /** What is remembered; null where nothing is. A file that is none of ours is set aside. */
  read(): Promise<ScreenMemory | null>;
  /**
   * Writes soon what a screen has changed since it told for the first time; what it left as it was
   * keeps the word of whoever else writes.
   */
  scheduleWrite(memory: ScreenMemory): void;
  /** Writes what is not written yet, within `withinMs`, and ends. */
  flush(withinMs?: number): Promise<void>;
}

/** Several keys in a row make one write. */
const BURST_MS = 500;
/** How long a person who quits waits for the disk. */
const FLUSH_MS = 150;
/** Far more than is ever written. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Creates the memory at `path`; nothing is read or written yet. */
export function createMemoryFile({ path, clock, onNote }: MemoryFileOptions): MemoryFile {
  const name = cleanText(path);
  const told = new Set<string>();
  const ending = new AbortController();
  let first: ScreenMemory | null = null;
  let wanted: ScreenMemory | null = null;
  let cancel: (() => void) | null = null;
  let writing: Promise<void> = Promise.resolve();

  function tell(note: string): void {
    if (!told.has(note)) onNote(note);
    told.add(note);
  }

  async function load(): Promise<DecodedMemory | null> {
    const stats = await stat(path).catch(() => null);
    if (stats === null) return null;
    if (!stats.isFile() || stats.size > MAX_BYTES) return { kind: "broken" };
    return decodeMemory(await readFile(path, "utf8"));
  }

  async function write(): Promise<void> {
    if (first === null || wanted === null) return;
    const own = wanted;
    wanted = null;
    const found = await load();
    if (found?.kind === "future") return tell(describeFuture(name));
    const others = found?.kind === "good" ? found.memory : NO_MEMORY;
    const text = encodeMemory(mergeMemories(first, own, others));
    if (found?.kind !== "good" || text !== encodeMemory(others)) {
      await replaceFile(path, [text], ending.signal);
    }
    first = own;
  }

  function writeSafely(): Promise<void> {
    cancel?.();
    cancel = null;
    writing = writing.then(write).catch((thrown: NodeJS.ErrnoException) => {
      if (ending.signal.aborted) return;
      tell(`${name} cannot be written (${cleanText(thrown.code ?? thrown.message, 200)})`);
    });
    return writing;
  }

  return {
    async read() {
      try {
        const found = await load();
        if (found === null || found.kind === "good") return found?.memory ?? null;
        if (found.kind === "future") tell(describeFuture(name));
        else {
          await rename(path, `${path}.broken`);
          tell(`${name} was no memory of a screen; it is now ${name}.broken`);
        }
        return null;
      } catch (thrown) {
        const { code, message } = thrown as NodeJS.ErrnoException;
        tell(`${name} cannot be read (${cleanText(code ?? message, 200)})`);
        return null;
      }
    },
    scheduleWrite(memory) {
      first ??= memory;
      if (ending.signal.aborted || memory === first) return;
      wanted = memory;
      cancel ??= clock.setTimer(() => void writeSafely(), BURST_MS);
    },
    async flush(withinMs = FLUSH_MS) {
      const giveUp = new Promise<void>((resolve) => {
        const stop = clock.setTimer(resolve, withinMs);
        ending.signal.addEventListener("abort", stop, { once: true });
      });
      await Promise.race([writeSafely(), giveUp]);
      ending.abort();
    },
  };
}

function describeFuture(name: string): string {
  return `${name} is of a later cimon and is left as it is; remove it to have one of this version`;
}
