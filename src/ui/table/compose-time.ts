import { type Forecast, forecastRun } from "../../model/forecast.ts";
import { formatDuration, formatRoughly } from "../../model/format-duration.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import { TIME_WIDTHS } from "./columns.ts";
import { fitText } from "./fit-text.ts";
import { composeBar } from "./progress-bar.ts";
import type { RowStyle } from "./row-style.ts";

const BAR_WIDTH = 5;

/**
 * Composes the column `time`: how long a run took; while it runs, how long it has, how far it is and
 * how much is left by the median of those before it.
 */
export function composeTime(pipeline: Pipeline, style: RowStyle, width: number): string {
  const { latest } = pipeline;
  const { theme, now } = style;
  if (latest.status === "running") return composeRunning(pipeline, style, width);
  const took = latest.durationSec === null ? "" : formatDuration(latest.durationSec);
  const text = latest.status === "queued" ? formatSince(latest.queuedAt, now) : took;
  return theme.quiet(text) + " ".repeat(Math.max(0, width - text.length));
}

function composeRunning({ latest, history }: Pipeline, style: RowStyle, width: number): string {
  const { theme, glyphs, now } = style;
  const elapsedSec = secondsRunning(latest, now);
  const elapsed = elapsedSec === null ? "" : formatDuration(elapsedSec);
  const forecast = elapsedSec === null ? null : forecastRun(history.slice(1), elapsedSec);
  if (!forecast || width < TIME_WIDTHS.bar) return elapsed.padEnd(width);
  const bar = composeBar(forecast.progress, BAR_WIDTH, glyphs);
  const paint = forecast.slow ? theme.alert : theme.accent;
  const start = `${elapsed.padEnd(TIME_WIDTHS.plain)} ${paint(bar)}`;
  if (width < TIME_WIDTHS.short) return start + " ".repeat(width - TIME_WIDTHS.bar);
  const rest = fitText(
    composeRest(forecast, width),
    width - TIME_WIDTHS.bar - 1,
    glyphs.ellipsis,
    "end",
  );
  return `${start} ${paint(rest)}`;
}

function composeRest({ remainingSec }: Forecast, width: number): string {
  const inWords = width >= TIME_WIDTHS.full;
  const rough = formatRoughly(Math.abs(remainingSec));
  if (remainingSec < 0) return inWords ? `+${rough} late` : `+${rough}`;
  return inWords ? `~${rough} left` : `~${rough}`;
}

function secondsRunning(run: PipelineRun, now: number): number | null {
  const from = run.startedAt ?? run.queuedAt;
  return from === null ? null : Math.max(0, (now - Date.parse(from)) / 1_000);
}

function formatSince(at: string | null, now: number): string {
  return at === null ? "" : formatDuration((now - Date.parse(at)) / 1_000);
}
