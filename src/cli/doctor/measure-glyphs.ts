import { STATUS_SIGNS } from "../../model/status-sign.ts";
import { selectGlyphs } from "../../ui/table/glyphs.ts";
import type { Io } from "../io.ts";

/** Columns the signs take, and how many they should. */
export interface GlyphWidth {
  readonly measured: number;
  readonly expected: number;
}

/** A terminal that has not answered by then never will. */
const ANSWER_MS = 500;

/**
 * Draws every sign and asks the terminal where its cursor is (DSR, `CSI 6n`); what was drawn is wiped
 * out. Null where there is no terminal or it does not answer.
 */
export async function measureGlyphs({ stdin, stdout, signal }: Io): Promise<GlyphWidth | null> {
  if (!stdin.isTTY || !stdout.isTTY) return null;
  const { status: _, ...others } = selectGlyphs(false);
  const signs = [...Object.values(STATUS_SIGNS), ...Object.values(others)];
  const wasRaw = stdin.isRaw;
  stdin.setRawMode(true);
  try {
    const answer = waitForAnswer(stdin, signal);
    stdout.write(`\r${signs.join("")}\x1b[6n\r\x1b[K`);
    const column = await answer;
    return column === null ? null : { measured: column - 1, expected: signs.length };
  } finally {
    stdin.setRawMode(wasRaw);
    stdin.pause();
  }
}

function waitForAnswer(stdin: Io["stdin"], signal: AbortSignal): Promise<number | null> {
  return new Promise((resolve) => {
    let heard = "";
    const timer = setTimeout(() => end(null), ANSWER_MS);
    const onAbort = () => end(null);
    const onData = (bytes: Buffer) => {
      heard += bytes.toString("latin1");
      const column = /\x1b\[\d+;(\d+)R/u.exec(heard)?.[1];
      if (column !== undefined) end(Number(column));
    };
    function end(column: number | null): void {
      clearTimeout(timer);
      stdin.off("data", onData);
      signal.removeEventListener("abort", onAbort);
      resolve(column);
    }
    signal.addEventListener("abort", onAbort);
    stdin.on("data", onData);
  });
}
