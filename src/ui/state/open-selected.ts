import { lookAt } from "./attention.ts";
import { openLog } from "./log-view.ts";
import { findJob, previewRun } from "./run-view.ts";
import type { ScreenState } from "./screen-state.ts";
import { findRow } from "./selection.ts";

/** Opens the run of the selected row, if there is one. */
export function openSelected(state: ScreenState): ScreenState {
  const row = findRow(state);
  if (!row) return state;
  // From now on this row is meant, wherever it goes, and not the top of the table. What is shown
  // beside the rows need not be asked for again before anything is seen.
  const attention = lookAt(state.attention, [row]);
  const run = previewRun(state.preview, row);
  return { ...state, mode: "run", run, selected: row.key, attention };
}

/** Opens the log of its job that failed or runs, at once where its jobs are known. */
export function openSelectedLog(state: ScreenState): ScreenState {
  const opened = openSelected(state);
  if (!opened.run || opened === state) return state;
  const job = findJob(opened.run);
  return job
    ? { ...opened, mode: "log", log: openLog(job, "table") }
    : { ...opened, run: { ...opened.run, opensLog: true } };
}
