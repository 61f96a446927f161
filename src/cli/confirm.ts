import { createInterface, type Interface } from "node:readline/promises";
import type { Io } from "./io.ts";

/** True where somebody sits there to answer. */
export function canAsk({ stdin, stderr }: Io): boolean {
  return stdin.isTTY && stderr.isTTY;
}

/** Opens the terminal to be read line by line, beside what goes to stdout. */
export function openLines({ stdin, stderr }: Io): Interface {
  // Ink lets go of it, and then nothing would wait for the answer.
  stdin.ref();
  return createInterface({ input: stdin, output: stderr });
}

/** Asks for a yes beside what goes to stdout; everything else means no. Rejects where it was interrupted. */
export async function confirm(question: string, io: Io): Promise<boolean> {
  const lines = openLines(io);
  const cancel = new AbortController();
  // In a terminal that is read line by line, ctrl-c reaches the reader and not the process.
  lines.once("SIGINT", () => cancel.abort());
  lines.once("close", () => cancel.abort());
  try {
    const signal = AbortSignal.any([io.signal, cancel.signal]);
    const answer = await lines.question(`${question} [y/N] `, { signal });
    return /^\s*y(?:es)?\s*$/iu.test(answer);
  } catch (error) {
    if (cancel.signal.aborted && !io.signal.aborted) return false;
    throw error;
  } finally {
    lines.close();
  }
}
