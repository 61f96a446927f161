import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { Glyphs } from "./glyphs.ts";
import type { Theme } from "./theme.ts";

/** How many results a strip shows. */
export const STRIP_LENGTH = 10;

/** The last results, the newest at the right end and in full colour; {@link STRIP_LENGTH} columns. */
export function composeStrip(
  history: readonly PipelineRun[],
  glyphs: Glyphs,
  theme: Theme,
): string {
  const shown = history.slice(0, STRIP_LENGTH).toReversed();
  let strip = " ".repeat(STRIP_LENGTH - shown.length);
  // Neighbours alike are painted in one go: every code in a row costs time in each frame.
  for (let from = 0, to = 1; from < shown.length; from = to, to += 1) {
    const status = shown[from]?.status ?? "unknown";
    const isNewest = from === shown.length - 1;
    while (to < shown.length - 1 && shown[to]?.status === status) to += 1;
    const signs = glyphs.status[status].repeat(to - from);
    strip += isNewest ? theme.status(status, signs) : theme.past(status, signs);
  }
  return strip;
}
