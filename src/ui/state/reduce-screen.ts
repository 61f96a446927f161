import { SORT_COLUMNS, type SortOrder } from "../../model/sort.ts";
import type { KeyAction } from "../keys/key-binding.ts";
import { lookAt, takeNews } from "./attention.ts";
import { reduceClick } from "./click.ts";
import { clearMarks, keepMarks, toggleMark } from "./marks.ts";
import { EVERYTHING, isNarrowed, widen } from "./narrowing.ts";
import { openSelected, openSelectedLog } from "./open-selected.ts";
import { dropAnswered, markAsked, reduceAnswer } from "./reduce-ask.ts";
import { reduceFormKey, typeIntoForm } from "./reduce-form.ts";
import { reduceLogEvent, reduceLogKey } from "./reduce-log.ts";
import { accept, narrow, showTab, stepTo, toggleView, typeText } from "./reduce-narrowing.ts";
import { reduceRunEvent, reduceRunKey } from "./reduce-run.ts";
import { reduceTableKey } from "./reduce-table.ts";
import { followRun, previewRun } from "./run-view.ts";
import type { KeyWorld, ScreenEvent, ScreenState } from "./screen-state.ts";
import { findRow, findSelected, keepSelected, scrollTo } from "./selection.ts";
import { editText, insertText, startInput } from "./text-input.ts";

/** The screen after an event; the same object where nothing changes. */
export function reduceScreen(state: ScreenState, event: ScreenEvent): ScreenState {
  switch (event.type) {
    case "key":
      return reduceKey({ ...state, notice: null }, event.action, event.world);
    case "view":
      return toggleView(state, event.index);
    case "show":
      return state.mode === "table" ? showTab(state, event.choice) : state;
    case "click":
      return reduceClick(state, event.line);
    case "text":
      return state.mode === "form"
        ? typeIntoForm(state, event.text)
        : typeText(state, insertText(state.input, event.text));
    case "rows":
      return takeRows(state, event);
    case "snapshot": {
      const attention = takeNews(state.attention, event.pipelines, event.news);
      return attention === state.attention ? state : { ...state, attention };
    }
    case "ask":
      return { ...state, mode: "confirm", before: state.mode, ask: event.ask, report: [] };
    case "form":
      return { ...state, mode: "form", before: state.mode, form: event.form, report: [] };
    case "report":
      return { ...state, report: event.lines };
    case "asked":
      return markAsked(state, event.key, event.asked);
    case "jobs":
    case "jobs-failed":
    case "failure":
    case "parameters":
      return reduceRunEvent(state, event);
    case "log":
    case "log-later":
    case "log-failed":
      return reduceLogEvent(state, event);
    case "notice":
      return event.text === state.notice ? state : { ...state, notice: event.text };
  }
}

function takeRows(
  state: ScreenState,
  {
    rows,
    lines = rows,
    page,
    opened,
    preview: hasPlace = false,
  }: ScreenEvent & { readonly type: "rows" },
): ScreenState {
  const selected = keepSelected(state.lines, lines, state.selected);
  const offset = scrollTo(state.offset, findSelected(lines, selected), page, lines.length);
  const run = state.run && followRun(state.run, opened);
  const beside = hasPlace ? findRow({ lines, selected }) : undefined;
  const preview = beside ? previewRun(state.preview, beside) : null;
  const asked = dropAnswered(state.asked, rows);
  const marked = keepMarks(state.marked, rows);
  return { ...state, rows, lines, page, selected, offset, run, preview, asked, marked };
}

function reduceKey(state: ScreenState, action: KeyAction, world: KeyWorld): ScreenState {
  const isReported = state.report.length > 0 && state.mode !== "confirm";
  if (action === "back" && isReported) return { ...state, report: [] };
  switch (state.mode) {
    case "form":
      return reduceFormKey(state, action);
    case "run":
      return reduceRunKey(state, action) ?? reduceGeneralKey(state, action, world);
    case "log":
    case "search":
      return reduceLogKey(state, action) ?? reduceGeneralKey(state, action, world);
    case "confirm":
      return reduceAnswer(state, action);
    case "table":
      return reduceTableKey(state, action) ?? reduceGeneralKey(state, action, world);
    default:
      return reduceGeneralKey(state, action, world);
  }
}

function reduceGeneralKey(state: ScreenState, action: KeyAction, world: KeyWorld): ScreenState {
  switch (action) {
    case "up":
      return move(state, -1, world);
    case "down":
      return move(state, 1, world);
    case "half-page-up":
      return move(state, -Math.max(1, Math.floor(state.page / 2)), world);
    case "half-page-down":
      return move(state, Math.max(1, Math.floor(state.page / 2)), world);
    case "page-up":
      return move(state, -state.page, world);
    case "page-down":
      return move(state, state.page, world);
    case "top":
      return state.mode === "help"
        ? { ...state, helpOffset: 0 }
        : { ...passOver(state, 0), selected: null, offset: 0 };
    case "bottom":
      return move(state, Number.MAX_SAFE_INTEGER, world);
    case "filter":
      return {
        ...state,
        mode: "filter",
        input: startInput(state.narrowing.filter),
        filterBefore: state.narrowing.filter,
      };
    case "pick-repo":
      return { ...state, mode: "picker", input: startInput(""), picked: 0 };
    case "next-repo":
      return stepTo(state, 1, world);
    case "previous-repo":
      return stepTo(state, -1, world);
    case "toggle-failing":
      return narrow(state, { ...state.narrowing, failing: !state.narrowing.failing });
    case "show-all":
      return narrow(state, EVERYTHING);
    case "back":
      return goBack(state);
    case "accept":
      return accept(state, world);
    case "sort":
      return sort(state, { column: nextColumn(state.sort), reversed: false });
    case "reverse":
      return sort(state, { ...state.sort, reversed: !state.sort.reversed });
    case "help":
      return toggleHelp(state);
    case "toggle-preview":
      return togglePreview(state);
    case "erase":
    case "erase-next":
    case "erase-word":
    case "erase-line":
    case "cursor-left":
    case "cursor-right":
    case "cursor-start":
    case "cursor-end":
      return typeText(state, editText(state.input, action));
    case "open":
      return world.canOpen ? openSelected(state) : state;
    case "open-log":
      return world.canOpenLog ? openSelectedLog(state) : state;
    case "mark":
      return world.canMark ? move(toggleMark(state), 1, world) : state;
    case "group":
    case "fold-all":
    case "pin":
    case "mute":
    case "view":
    case "refresh":
    case "open-browser":
    case "copy-url":
    case "quit":
    case "save-log":
    case "page-log":
    case "expand":
    case "collapse":
    case "rerun":
    case "cancel-run":
    case "open-gate":
    case "trigger":
    case "submit":
    case "yes":
    case "all":
    case "failed-only":
    case "search":
    case "next-match":
    case "previous-match":
    case "next-error":
    case "toggle-times":
    case "toggle-folds":
    case "toggle-wrap":
      return state;
  }
}

function move(state: ScreenState, by: number, { found, helpOverflow }: KeyWorld): ScreenState {
  if (state.mode === "help") {
    return { ...state, helpOffset: clamp(state.helpOffset + by, helpOverflow) };
  }
  if (state.mode === "picker") return { ...state, picked: clamp(state.picked + by, found.length) };
  const { lines, page } = state;
  if (lines.length === 0) return state;
  const index = clamp(findSelected(lines, state.selected) + by, lines.length - 1);
  const offset = scrollTo(state.offset, index, page, lines.length);
  return { ...passOver(state, index), selected: lines[index]?.key ?? null, offset };
}

// All that the selection passes over has been looked at, both ends included.
function passOver(state: ScreenState, to: number): ScreenState {
  const from = findSelected(state.lines, state.selected);
  const passed = state.lines.slice(Math.max(0, Math.min(from, to)), Math.max(from, to) + 1);
  return { ...state, attention: lookAt(state.attention, passed) };
}

function clamp(value: number, highest: number): number {
  return Math.min(highest, Math.max(0, value));
}

function togglePreview(state: ScreenState): ScreenState {
  const wantsPreview = state.preview === null;
  const notice = wantsPreview ? "preview on, where 100 columns allow it" : "preview off";
  return { ...state, wantsPreview, notice };
}

function goBack(state: ScreenState): ScreenState {
  switch (state.mode) {
    case "filter":
      return narrow(
        { ...state, mode: "table" },
        { ...state.narrowing, filter: state.filterBefore },
      );
    case "picker":
      return { ...state, mode: "table" };
    case "help":
      return toggleHelp(state);
    case "run":
    case "log":
    case "search":
    case "form":
    case "confirm":
      return state;
    case "table":
      if (state.marked.size > 0) return clearMarks(state);
      return isNarrowed(state.narrowing) ? narrow(state, widen(state.narrowing)) : state;
  }
}

function toggleHelp(state: ScreenState): ScreenState {
  return state.mode === "help"
    ? { ...state, mode: state.before, before: "table", helpOffset: 0 }
    : { ...state, mode: "help", before: state.mode, helpOffset: 0 };
}

function nextColumn({ column }: SortOrder): SortOrder["column"] {
  const at = SORT_COLUMNS.indexOf(column);
  return SORT_COLUMNS[(at + 1) % SORT_COLUMNS.length] ?? "urgency";
}

function sort(state: ScreenState, order: SortOrder): ScreenState {
  const notice = `sorted by ${order.column}${order.reversed ? ", reversed" : ""}`;
  return { ...state, sort: order, notice };
}
