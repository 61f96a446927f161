import { appendLog, isErrorLine, type LogLine } from "../../model/log-text.ts";
import type { KeyAction } from "../keys/key-binding.ts";
import { findLine, type LogEvent, type LogView, rearrange } from "./log-view.ts";
import type { ScreenState } from "./screen-state.ts";
import { readInput, startInput } from "./text-input.ts";

/** What a key does over a log, and while something to find is typed; null where it does nothing. */
export function reduceLogKey(state: ScreenState, action: KeyAction): ScreenState | null {
  const { log: view } = state;
  if (!view) return null;
  if (state.mode === "search") return reduceSearchKey(state, view, action);
  const page = Math.max(1, state.page - 1);
  switch (action) {
    case "up":
      return scroll(state, view, -1);
    case "down":
      return scroll(state, view, 1);
    case "half-page-up":
      return scroll(state, view, -Math.max(1, Math.floor(page / 2)));
    case "half-page-down":
      return scroll(state, view, Math.max(1, Math.floor(page / 2)));
    case "page-up":
      return scroll(state, view, -page);
    case "page-down":
      return scroll(state, view, page);
    case "top":
      return withLog(state, { ...view, top: view.text.dropped });
    case "bottom":
      return withLog(state, { ...view, top: null, mark: null });
    case "search":
      return { ...state, mode: "search", input: startInput("") };
    case "next-match":
      return find(state, view, 1);
    case "previous-match":
      return find(state, view, -1);
    case "next-error":
      return findError(state, view);
    case "toggle-wrap":
      return withLog(state, { ...view, wraps: !view.wraps });
    case "toggle-times":
      return withLog(state, { ...view, showsTimes: !view.showsTimes });
    case "toggle-folds":
      return withLog(state, rearrange(view, { unfolded: !view.unfolded }));
    case "back":
      return view.from === "table"
        ? { ...state, mode: "table", run: null, log: null }
        : { ...state, mode: "run", log: null };
    default:
      return null;
  }
}

/** The log after something was heard of it; the same state where it is about another job. */
export function reduceLogEvent(state: ScreenState, event: LogEvent): ScreenState {
  const { log: view } = state;
  if (!view || view.job.id !== event.job) return state;
  switch (event.type) {
    case "log": {
      const next = rearrange(view, { text: appendLog(view.text, event.chunk) });
      const reached = event.chunk.isComplete ? "ended" : "open";
      return withLog(state, { ...next, state: reached, problem: null });
    }
    case "log-later":
      return withLog(state, { ...view, state: "later", problem: null });
    case "log-failed":
      return withLog(state, { ...view, problem: event.problem });
  }
}

function reduceSearchKey(state: ScreenState, view: LogView, action: KeyAction): ScreenState | null {
  if (action === "back") return { ...state, mode: "log" };
  if (action !== "accept") return null;
  const wanted = readInput(state.input);
  const closed: ScreenState = { ...state, mode: "log" };
  return find(closed, rearrange(view, { wanted, mark: null }), 1);
}

function withLog(state: ScreenState, log: LogView): ScreenState {
  return { ...state, log };
}

function scroll(state: ScreenState, view: LogView, by: number): ScreenState {
  const { shown } = view;
  const last = Math.max(0, shown.length - Math.max(1, state.page - 1));
  const at = view.top === null ? last : findLine(shown, view.top);
  const next = Math.max(0, at + by);
  // At its end it is followed again; wrapped, its last page may begin later than that.
  if (next >= (view.wraps ? shown.length - 1 : last) && by > 0) {
    return withLog(state, { ...view, top: null });
  }
  return withLog(state, { ...view, top: shown[next]?.number ?? null });
}

function find(state: ScreenState, view: LogView, step: 1 | -1): ScreenState {
  const { wanted, found } = view;
  if (wanted === "")
    return { ...withLog(state, view), notice: "nothing to find: first search for something" };
  const from = findFrom(view, step);
  const next =
    step > 0
      ? (found.find((number) => number > from) ?? found[0])
      : (found.findLast((number) => number < from) ?? found.at(-1));
  const where = view.text.leftOut > 0 ? "this part of the log: the pager has all of it" : "the log";
  const notice = `"${wanted}" is not in ${where}`;
  return next === undefined ? { ...withLog(state, view), notice } : showLine(state, view, next);
}

function findError(state: ScreenState, view: LogView): ScreenState {
  const { lines, dropped } = view.text;
  const after = Math.max(0, findFrom(view, 1) + 1 - dropped);
  const behind = lines.slice(after).findIndex(isErrorLine);
  const at = behind === -1 ? lines.findIndex(isErrorLine) : behind + after;
  return at === -1
    ? { ...state, notice: "no line that looks like an error" }
    : showLine(state, view, at + dropped);
}

// The line that was jumped to last, else where what is in sight begins; with the end in sight, all of it.
function findFrom({ mark, top, text }: LogView, step: 1 | -1): number {
  return mark ?? (top ?? text.dropped) - step;
}

// What is found in a folded part unfolds them, or it could not be shown.
function showLine(state: ScreenState, view: LogView, number: number): ScreenState {
  const line: LogLine | undefined = view.text.lines[number - view.text.dropped];
  const isShown = view.shown[findLine(view.shown, number)]?.number === number;
  const unfolds = line?.fold !== null && !isShown;
  const next = rearrange(view, { mark: number, unfolded: view.unfolded || unfolds });
  const above = Math.floor(Math.max(1, state.page - 1) / 3);
  const top = next.shown[Math.max(0, findLine(next.shown, number) - above)]?.number ?? number;
  return withLog(state, { ...next, top });
}
