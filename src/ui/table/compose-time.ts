import { type Forecast, forecastRun } from "../../model/forecast.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import { TIME_WIDTHS } from "./columns.ts";
import { formatDuration, formatRoughly } from "./format-duration.ts";
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
  if (latest.status === "queued")
    return theme.quiet(formatSince(latest.queuedAt, now).padEnd(width));
  const took = latest.durationSec === null ? "" : formatDuration(latest.durationSec);
  return theme.quiet(took.padEnd(width));
}

function composeRunning({ latest, history }: Pipeline, style: RowStyle, width: number): string {
  const { theme, glyphs, now } = style;
  const elapsedSec = secondsRunning(latest, now);
  const elapsed = elapsedSec === null ? "" : formatDuration(elapsedSec);
  const forecast = elapsedSec === null ? null : forecastRun(history.slice(1), elapsedSec);
  if (!forecast || width < TIME_WIDTHS.bar) return elapsed.padEnd(width);
  const bar = composeBar(forecast.progress, BAR_WIDTH, glyphs);
  const rest = width < TIME_WIDTHS.short ? "" : ` ${composeRest(forecast, width)}`;
  const paint = forecast.slow ? theme.alert : theme.accent;
  const start = `${elapsed.padEnd(TIME_WIDTHS.plain)} `;
  return start + paint(bar + rest) + " ".repeat(width - start.length - BAR_WIDTH - rest.length);
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
