import { formatDuration, formatRoughly } from "../../model/format-duration.ts";
import { createInsightReader } from "../../model/insight.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { RunStatus } from "../../model/run-status.ts";
import { measureWidth } from "../../model/text-width.ts";
import { formatClock } from "../../ui/screen/format-wait.ts";
import { cutEnd } from "../../ui/table/fit-text.ts";
import { composeBar } from "../../ui/table/progress-bar.ts";
import type { RowStyle } from "../../ui/table/row-style.ts";
import { hasEnded, hasFailed, type WaitRules, type WaitView } from "./judge-wait.ts";

const BAR_WIDTH = 8;

/** What runs of a status are called where they are counted. */
const COUNTED: readonly (readonly [RunStatus, string])[] = [
  ["failed", "failed"],
  ["cancelled", "cancelled"],
  ["waiting", "waiting on a person"],
  ["running", "running"],
  ["queued", "queued"],
  ["unknown", "unknown"],
  ["warning", "with warnings"],
  ["success", "passed"],
  ["skipped", "skipped"],
];

/** How a run is called in a line: `acme/api main CI #42`. */
export function nameRun({ repo, branch, workflow, number }: PipelineRun): string {
  return [repo, branch, workflow, number === null ? "" : `#${number}`].join(" ").trimEnd();
}

/** What a run is doing, as one line without an end. The same words stand at the same places always. */
export function composeChange(pipeline: Pipeline, style: RowStyle): string {
  const { latest: run } = pipeline;
  const { theme, glyphs } = style;
  const word = `${glyphs.status[run.status]} ${run.status.padEnd(9)}`;
  const detail = describeRun(pipeline, style.now);
  return [theme.status(run.status, word), nameRun(run), theme.quiet(detail)].join(" ").trimEnd();
}

function describeRun(pipeline: Pipeline, nowMs: number): string {
  const { latest: run } = pipeline;
  if (run.status === "waiting") return `waits on a person: ${run.url}`;
  if (run.status === "running") {
    const end = predictEndMs(pipeline, nowMs);
    return end === null ? "" : `should end about ${formatClock(end, nowMs)}`;
  }
  if (!hasEnded(run)) return "";
  const took = run.durationSec === null ? "" : `in ${formatDuration(run.durationSec)}`;
  return hasFailed(run) ? `${took} ${run.url}`.trimStart() : took;
}

/** Composes the line that says how a wait is going, at most `width` columns wide. */
export function composeProgress(
  view: WaitView,
  { what, startTimeoutMs }: { readonly what: string } & Pick<WaitRules, "startTimeoutMs">,
  style: RowStyle,
  width: number,
): string {
  const { awaited, sources } = view;
  const trouble = sources.flatMap(({ name, error }) =>
    error === null ? [] : [style.theme.alert(`${name}: ${error.message}`)],
  );
  const parts =
    awaited.length === 0
      ? [composeNone(view, what, startTimeoutMs, style)]
      : [composeUnfinished(view, style), composeRest(view, style)];
  const line = [...parts, ...trouble].filter((part) => part !== "").join("  ");
  return measureWidth(line) <= width ? line : cutEnd(line, width, style.glyphs.ellipsis);
}

function composeNone(
  { sources, startedMs, nowMs }: WaitView,
  what: string,
  startTimeoutMs: number,
  { theme, glyphs }: RowStyle,
): string {
  if (sources.some(({ state }) => state === "loading")) return theme.quiet("asking");
  const leftSec = Math.max(0, startedMs + startTimeoutMs - nowMs) / 1_000;
  const sign = theme.status("queued", glyphs.status.queued);
  return `${sign} no ${what} yet, ${formatDuration(leftSec)} left for it to start`;
}

// One run by its name, several by their number.
function composeUnfinished({ awaited }: WaitView, { theme, glyphs }: RowStyle): string {
  const going = awaited.filter(({ latest }) => !hasEnded(latest));
  const [first] = going;
  const counts = COUNTED.flatMap(([status, word]) => {
    const count = awaited.filter(({ latest }) => latest.status === status).length;
    return count === 0 ? [] : [theme.status(status, `${glyphs.status[status]} ${count} ${word}`)];
  });
  if (first === undefined || awaited.length > 1) return counts.join("  ");
  const { latest } = first;
  const sign = theme.status(latest.status, glyphs.status[latest.status]);
  const words = latest.status === "waiting" ? " waits on a person" : "";
  return `${sign} ${nameRun(latest)}${words}`;
}

function composeRest(view: WaitView, { theme, glyphs }: RowStyle): string {
  const { awaited, nowMs } = view;
  const going = awaited.filter(({ latest }) => !hasEnded(latest));
  const starts = going.flatMap(({ latest }) => latest.startedAt ?? latest.queuedAt ?? []);
  const startMs = Date.parse(starts.toSorted()[0] ?? "");
  if (Number.isNaN(startMs)) return "";
  const elapsed = formatDuration((nowMs - startMs) / 1_000);
  const ends = going.map((pipeline) => predictEndMs(pipeline, nowMs));
  // Of a run that nothing is known about nobody can tell when all will have ended.
  if (ends.some((end) => end === null)) return elapsed;
  const endMs = Math.max(...ends.map((end) => end ?? 0));
  const progress = Math.min(1, Math.max(0, (nowMs - startMs) / (endMs - startMs)));
  const rough = formatRoughly(Math.abs(endMs - nowMs) / 1_000);
  const rest =
    endMs < nowMs ? `+${rough} late` : `~${rough} left, until ${formatClock(endMs, nowMs)}`;
  return `${elapsed} ${theme.accent(composeBar(progress, BAR_WIDTH, glyphs))} ${rest}`;
}

/** When a run should end by those before it, milliseconds since 1970; null where none can tell. */
function predictEndMs(pipeline: Pipeline, nowMs: number): number | null {
  const { predictedEndAt, typical } = createInsightReader()(pipeline, nowMs);
  if (predictedEndAt !== null) return Date.parse(predictedEndAt);
  const isQueued = pipeline.latest.status === "queued" && typical !== null;
  return isQueued ? nowMs + typical.medianSec * 1_000 : null;
}
