/** Writes what is no part of a frame, and gives the terminal back as it was. */
export interface TerminalModes {
  /** Writes a sequence that prints nothing and leaves the cursor where it is. */
  write(sequence: string): void;
  /** Turns something on, by a name, and keeps what turns it off again; once on it stays as it is. */
  hold(name: string, on: string, off: string): void;
  /** Turns off what goes by that name. */
  release(name: string): void;
  /** Turns off all of it, the last first. */
  restore(): void;
}

/** Creates {@link TerminalModes} over a terminal that may have gone away. */
export function createTerminalModes(stdout: Pick<NodeJS.WriteStream, "write">): TerminalModes {
  const held = new Map<string, string>();
  function write(sequence: string): void {
    if (sequence === "") return;
    try {
      stdout.write(sequence);
    } catch {
      // Nobody is left to see it.
    }
  }
  function release(name: string): void {
    const off = held.get(name);
    held.delete(name);
    if (off !== undefined) write(off);
  }
  return {
    write,
    release,
    hold(name, on, off) {
      if (held.has(name)) return;
      held.set(name, off);
      write(on);
    },
    restore() {
      for (const name of [...held.keys()].toReversed()) release(name);
    },
  };
}
