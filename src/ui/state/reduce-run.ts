import type { KeyAction } from "../keys/key-binding.ts";
import { openLog } from "./log-view.ts";
import { findJob, isExpanded, isFailing, type RunEvent, type RunView, runKey } from "./run-view.ts";
import type { ScreenState } from "./screen-state.ts";

/** What a key does over an open run; null where it does nothing of its own there. */
export function reduceRunKey(before: ScreenState, action: KeyAction): ScreenState | null {
  if (!before.run) return null;
  // Whoever goes about in the run no longer waits for a log of it.
  const view = before.run.opensLog ? { ...before.run, opensLog: false } : before.run;
  const state = view === before.run ? before : { ...before, run: view };
  const { page } = state;
  switch (action) {
    case "up":
      return select(state, view, -1);
    case "down":
      return select(state, view, 1);
    case "half-page-up":
    case "page-up":
      return select(state, view, -Math.max(1, Math.floor(page / 4)));
    case "half-page-down":
    case "page-down":
      return select(state, view, Math.max(1, Math.floor(page / 4)));
    case "top":
      return select(state, view, Number.NEGATIVE_INFINITY);
    case "bottom":
      return select(state, view, Number.POSITIVE_INFINITY);
    case "expand":
      return expand(state, view, true);
    case "collapse":
      return expand(state, view, false);
    case "open-log": {
      const job = findJob(view);
      if (!job) return state;
      if (job.isPipeline) return { ...state, notice: `${job.name} is a pipeline of its own` };
      const run = { ...view, selected: job.id };
      return { ...state, mode: "log", log: openLog(job, "run"), run };
    }
    case "back":
      return { ...state, mode: "table", run: null, log: null };
    default:
      return null;
  }
}

/** The state after something was heard of the open run or the one beside the rows; the same for any other. */
export function reduceRunEvent(state: ScreenState, event: RunEvent): ScreenState {
  const run = state.run && hear(state.run, event);
  const preview = state.preview && hear(state.preview, event);
  if (run === state.run && preview === state.preview) return state;
  if (run?.opensLog && state.mode === "run") {
    const wanted = findJob(run);
    const opened = { ...run, opensLog: false, selected: wanted?.id ?? null };
    if (wanted)
      return { ...state, mode: "log", run: opened, preview, log: openLog(wanted, "table") };
  }
  const { log } = state;
  const job = run === state.run ? undefined : run?.jobs?.find(({ id }) => id === log?.job.id);
  return { ...state, run, preview, log: log && job ? { ...log, job } : log };
}

function hear(view: RunView, event: RunEvent): RunView {
  if (runKey(view.run) !== event.run) return view;
  switch (event.type) {
    case "jobs": {
      // Of a job that was started again the old failure explains nothing.
      const why = event.jobs.find(({ id }) => id === view.failure?.jobId);
      const failure = why && isFailing(why) ? view.failure : null;
      return { ...view, jobs: event.jobs, problem: null, failure };
    }
    case "jobs-failed":
      return { ...view, problem: event.problem };
    case "failure":
      return { ...view, failure: event.failure };
    case "parameters":
      return { ...view, parameters: event.parameters };
  }
}

function select(state: ScreenState, view: RunView, by: number): ScreenState {
  const jobs = view.jobs ?? [];
  const at = jobs.findIndex(({ id }) => id === findJob(view)?.id);
  const job = jobs[Math.min(jobs.length - 1, Math.max(0, at + by))];
  return job ? { ...state, run: { ...view, selected: job.id } } : state;
}

function expand(state: ScreenState, view: RunView, wanted: boolean): ScreenState {
  const job = findJob(view);
  if (!job || job.steps.length === 0 || isExpanded(view, job) === wanted) return state;
  const toggled = new Set(view.toggled);
  if (!toggled.delete(job.id)) toggled.add(job.id);
  return { ...state, run: { ...view, toggled } };
}
