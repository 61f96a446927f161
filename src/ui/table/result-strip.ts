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
  const results = shown.map(({ status }, index) => {
    const paint = index === shown.length - 1 ? theme.status : theme.past;
    return paint(status, glyphs.status[status]);
  });
  return " ".repeat(STRIP_LENGTH - shown.length) + results.join("");
}
