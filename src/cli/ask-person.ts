import { createInterface } from "node:readline/promises";
import type { Io } from "./io.ts";

/** True where somebody sits there to answer. */
export function canAsk({ stdin, stderr }: Io): boolean {
  return stdin.isTTY && stderr.isTTY;
}

/**
 * Asks for one line beside what goes to stdout; null at ctrl-c and at the end of input. Rejects with
 * the signal's reason where the process is ended.
 */
export async function askPerson(question: string, io: Io): Promise<string | null> {
  // Ink lets go of it, and then nothing would wait for the answer.
  io.stdin.ref();
  const lines = createInterface({ input: io.stdin, output: io.stderr });
  const cancel = new AbortController();
  // In a terminal that is read line by line, ctrl-c reaches the reader and not the process.
  lines.once("SIGINT", () => cancel.abort());
  lines.once("close", () => cancel.abort());
  try {
    return await lines.question(question, { signal: AbortSignal.any([io.signal, cancel.signal]) });
  } catch (error) {
    io.signal.throwIfAborted();
    if (cancel.signal.aborted) return null;
    throw error;
  } finally {
    lines.close();
  }
}

/** Asks for a yes; everything else means no. */
export async function confirm(question: string, io: Io): Promise<boolean> {
  const answer = await askPerson(`${question} [y/N] `, io);
  return /^\s*y(?:es)?\s*$/iu.test(answer ?? "");
}
