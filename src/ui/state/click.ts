import { lookAt } from "./attention.ts";
import { findJob } from "./run-view.ts";
import type { ScreenState } from "./screen-state.ts";
import { findSelected } from "./selection.ts";

/** What begins the key of a line that shows a job. */
const JOB = "job ";

/** A line that can be clicked. */
interface Clicked {
  readonly line: string;
  /** What a click does where the line is selected already; null where it only selects. */
  readonly opens: "open" | "open-log" | null;
}

/** What a click on a line means, by the line's key; null where it means nothing. */
export function findClicked(state: ScreenState, line: string): Clicked | null {
  const { mode, lines, selected, run } = state;
  if (mode === "table" && lines.some(({ key }) => key === line)) {
    const isSelected = lines[findSelected(lines, selected)]?.key === line;
    return { line, opens: isSelected ? "open" : null };
  }
  const id = line.startsWith(JOB) ? line.slice(JOB.length) : null;
  if (mode !== "run" || !run?.jobs?.some((job) => job.id === id)) return null;
  return { line, opens: findJob(run)?.id === id ? "open-log" : null };
}

/** The state after a click on a line. */
export function reduceClick(state: ScreenState, line: string): ScreenState {
  if (!findClicked(state, line)) return state;
  if (state.mode === "table" || !state.run) {
    const attention = lookAt(state.attention, [{ key: line }]);
    return { ...state, selected: line, attention, notice: null };
  }
  return { ...state, run: { ...state.run, selected: line.slice(JOB.length) }, notice: null };
}
