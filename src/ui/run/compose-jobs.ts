import { findCriticalPath } from "../../model/critical-path.ts";
import { formatDuration } from "../../model/format-duration.ts";
import type { Job, Step } from "../../model/run-detail.ts";
import type { RunStatus } from "../../model/run-status.ts";
import { showActionKey } from "../keys/show-key.ts";
import { clip, justify, type ScreenLine, type ScreenStyle } from "../screen/screen-style.ts";
import { findJob, isExpanded, type RunView } from "../state/run-view.ts";

interface JobLine extends ScreenLine {
  readonly isSelected: boolean;
}

/** The jobs and the steps that are shown, as many lines as there is room for around the selected one. */
export function composeJobs(
  view: RunView,
  height: number,
  style: ScreenStyle,
): readonly ScreenLine[] {
  const lines = listJobLines(view, style);
  const selected = lines.findIndex(({ isSelected }) => isSelected);
  const last = Math.max(0, lines.length - height);
  const from = Math.min(last, Math.max(0, selected - Math.floor(height / 3)));
  return lines
    .slice(from, from + height)
    .map(({ key, text, label }) => ({ key, text, label: label ?? text }));
}

/** How many lines the jobs would take. */
export function countJobLines(view: RunView): number {
  const jobs = view.jobs ?? [];
  return jobs.reduce(
    (sum, job) => sum + 1 + (isExpanded(view, job) ? job.steps.length : 0),
    listStages(jobs).length,
  );
}

/** The steps of a job, one line each. */
export function composeSteps({ id, steps }: Job, style: ScreenStyle): readonly ScreenLine[] {
  return steps.map((step) => ({
    key: `step ${id} ${step.number}`,
    text: composeStep(step, style),
    label: `step ${step.name}: ${step.status}`,
  }));
}

function listJobLines(view: RunView, style: ScreenStyle): readonly JobLine[] {
  const jobs = view.jobs ?? [];
  const selected = findJob(view);
  const path = findCriticalPath(jobs);
  const stages = listStages(jobs);
  return jobs.flatMap((job) => {
    const isSelected = job.id === selected?.id;
    const isCritical = path.has(job.id);
    const line = {
      key: `job ${job.id}`,
      text: composeJob(job, { isSelected, isCritical, isStaged: stages.length > 0 }, style),
      label: `${isSelected ? "selected: " : ""}job ${job.name}: ${job.status}${isCritical ? ", on the critical path" : ""}`,
      isSelected,
    };
    const steps = isExpanded(view, job) ? composeSteps(job, style) : [];
    const heading = stages.find(({ first }) => first === job);
    return [
      ...(heading ? [{ ...composeStage(heading.name, style), isSelected: false }] : []),
      line,
      ...steps.map((step) => ({ ...step, isSelected: false })),
    ];
  });
}

interface Stage {
  readonly name: string;
  readonly first: Job;
}

/** The stages with their first jobs, which stand together; none where there is only one. */
function listStages(jobs: readonly Job[]): readonly Stage[] {
  const stages = jobs.flatMap((job, index) =>
    job.stage !== null && job.stage !== jobs[index - 1]?.stage
      ? [{ name: job.stage, first: job }]
      : [],
  );
  return stages.length > 1 ? stages : [];
}

function composeStage(name: string, { theme, glyphs, width }: ScreenStyle): ScreenLine {
  const text = clip(` ${theme.quiet(name)}`, width, glyphs.ellipsis);
  return { key: `stage ${name}`, text, label: `stage ${name}` };
}

interface JobPlace {
  readonly isSelected: boolean;
  readonly isCritical: boolean;
  /** True where its stage stands above it. */
  readonly isStaged: boolean;
}

function composeJob(job: Job, place: JobPlace, style: ScreenStyle): string {
  const { theme, glyphs, width } = style;
  const { isSelected, isCritical, isStaged } = place;
  const bar = isSelected ? theme.accent(glyphs.selection) : " ";
  const sign = theme.status(job.status, glyphs.status[job.status]);
  const notes = [
    isStaged ? null : job.stage,
    job.mayFail && job.status === "failed" ? "may fail" : null,
    job.gate === null ? null : (job.question ?? composeGate(job.gate, style)),
    isCritical ? "critical path" : null,
  ].filter((note) => note !== null);
  const name = isSelected || job.status === "failed" ? theme.strong(job.name) : job.name;
  const indent = isStaged ? "  " : "";
  const left = `${bar}${indent}${sign} ${name}  ${theme.quiet(notes.join(` ${glyphs.dot} `))}`;
  const took = composeTook(job, style.now, isCritical ? theme.strong : theme.quiet);
  const line = justify(left, `${took} `, style);
  return isSelected ? theme.selected(clip(line, width, glyphs.ellipsis)) : line;
}

function composeGate(gate: NonNullable<Job["gate"]>, style: ScreenStyle): string {
  const key = showActionKey(style, "run", "open-gate");
  return gate === "play" ? `${key} starts it` : `${key} opens it`;
}

function composeStep(step: Step, style: ScreenStyle): string {
  const { theme, glyphs } = style;
  const sign = theme.past(step.status, glyphs.status[step.status]);
  const name = isQuiet(step.status) ? theme.quiet(step.name) : step.name;
  return justify(`     ${sign} ${name}`, `${composeTook(step, style.now, theme.quiet)} `, style);
}

function isQuiet(status: RunStatus): boolean {
  return status === "success" || status === "skipped" || status === "queued";
}

function composeTook(
  { status, startedAt, durationSec }: Pick<Job, "status" | "startedAt" | "durationSec">,
  now: number,
  paint: (text: string) => string,
): string {
  if (durationSec !== null) return paint(formatDuration(durationSec));
  if (status === "running" && startedAt !== null) {
    return formatDuration(Math.max(0, (now - Date.parse(startedAt)) / 1_000));
  }
  return paint(status === "success" ? "" : status);
}
