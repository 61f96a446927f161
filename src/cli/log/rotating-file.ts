import {
  appendFileSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  type Stats,
  statSync,
} from "node:fs";
import { dirname } from "node:path";

/** What a file that rotates is made of. */
export interface RotatingFileOptions {
  readonly path: string;
  /** The file is put aside before it grows beyond this. */
  readonly maxBytes: number;
  /** How many old ones stay, named `.1` (the newest), `.2` and so on. */
  readonly keep: number;
  /** Called with the reason of the first fault; the following ones are silent. */
  readonly onFault: (error: unknown) => void;
}

/** A text file that never grows beyond its bound. */
export interface RotatingFile {
  /** Opens it, so that a fault shows at once. */
  open(): void;
  /** Writes before it returns; never throws. What cannot be written is lost. */
  append(line: string): void;
  close(): void;
}

/** A rotation takes a moment; a lock this old was left behind by a process that was killed. */
const STALE_LOCK_MS = 10_000;

// Without O_NONBLOCK, which Windows lacks, opening a named pipe would wait for its reader.
const FLAGS =
  constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0);

/**
 * Creates a file that several processes may append to and rotate at once: each line is one append, a
 * rotation is made by the one that holds the lock, and the others follow to the new file.
 */
export function createRotatingFile(options: RotatingFileOptions): RotatingFile {
  const { path, maxBytes, keep, onFault } = options;
  let file: { readonly fd: number; readonly stats: Stats } | null = null;
  let isFaultTold = false;
  let isTorn = false;

  function attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      close();
      if (!isFaultTold) onFault(error);
      isFaultTold = true;
    }
  }

  function close(): void {
    const fd = file?.fd;
    file = null;
    try {
      if (fd !== undefined) closeSync(fd);
    } catch {
      // A network disk tells here what it could not write; it is lost either way.
    }
  }

  /** The open file, which is another than before where somebody has put that aside. */
  function follow(): number {
    const there = statSync(path, { throwIfNoEntry: false });
    const { ino, dev } = file?.stats ?? {};
    if (file !== null && there?.ino === ino && there?.dev === dev) return file.fd;
    close();
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const fd = openSync(path, FLAGS, 0o600);
    file = { fd, stats: fstatSync(fd) };
    return fd;
  }

  function rotate(length: number): void {
    const lock = `${path}.lock`;
    if (!takeLock(lock)) return;
    try {
      // Somebody else may have rotated while we came for the lock.
      if (!isFull(length)) return;
      for (let age = keep - 1; age > 0; age -= 1) {
        if (statSync(`${path}.${age}`, { throwIfNoEntry: false }) === undefined) continue;
        renameSync(`${path}.${age}`, `${path}.${age + 1}`);
      }
      renameSync(path, `${path}.1`);
    } finally {
      freeLock(lock);
    }
  }

  /** False for a link and a device, which are somebody else's to rotate. */
  function isFull(length: number): boolean {
    const there = lstatSync(path, { throwIfNoEntry: false });
    if (there === undefined || !there.isFile()) return false;
    return there.size > 0 && there.size + length > maxBytes;
  }

  return {
    open: () => attempt(follow),
    append(line) {
      attempt(() => {
        const length = Buffer.byteLength(line);
        const { size } = fstatSync(follow());
        if (size + length > maxBytes && isFull(length)) rotate(length);
        const fd = follow();
        const before = isTorn ? "\n" : "";
        isTorn = true;
        appendFileSync(fd, before + line);
        isTorn = false;
      });
    },
    close,
  };
}

function takeLock(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    const there = statSync(lock, { throwIfNoEntry: false });
    // Freed for the next line, by whoever comes first.
    if (there !== undefined && Date.now() - there.mtimeMs > STALE_LOCK_MS) freeLock(lock);
    return false;
  }
}

function freeLock(lock: string): void {
  try {
    rmdirSync(lock);
  } catch {
    // Another process was faster.
  }
}
