import { typicalDuration } from "../../model/forecast.ts";
import { formatDuration } from "../../model/format-duration.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { ScreenStyle } from "../screen/screen-style.ts";

const BARS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const BARS_ASCII = [".", ":", "-", "=", "+", "*", "#", "@"];

/** The last runs in one line, the newest at the right: how they ended, and how long each took. */
export function composeHistory(history: readonly PipelineRun[], style: ScreenStyle): string {
  const { theme, glyphs, ascii, width } = style;
  const shown = history.slice(0, width < 60 ? 10 : 20).toReversed();
  const bars = ascii ? BARS_ASCII : BARS;
  const longest = Math.max(1, ...shown.map(({ durationSec }) => durationSec ?? 0));
  const signs = shown.map(({ status }) => theme.past(status, glyphs.status[status]));
  const columns = shown.map(({ status, durationSec }) => {
    if (durationSec === null) return theme.quiet(glyphs.dot);
    const height = Math.min(bars.length - 1, Math.floor((durationSec / longest) * bars.length));
    return theme.past(status, bars[height] ?? "");
  });
  const typical = typicalDuration(history);
  const usual = typical === null ? "" : `usually ${formatDuration(typical.medianSec)}`;
  const title = theme.quiet(shown.length === 1 ? "last run" : `last ${shown.length}`);
  return `   ${title}  ${signs.join("")}  ${columns.join("")}  ${theme.quiet(usual)}`;
}
