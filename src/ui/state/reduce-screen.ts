import { SORT_COLUMNS, type SortOrder } from "../../model/sort.ts";
import type { KeyAction } from "../keys/key-table.ts";
import { EVERYTHING, isNarrowed, type Narrowing, widen } from "./narrowing.ts";
import { stepRepository } from "./repositories.ts";
import type { KeyWorld, ScreenEvent, ScreenState } from "./screen-state.ts";
import { findSelected, keepSelected, scrollTo } from "./selection.ts";
import { editText, insertText, readInput, startInput, type TextInput } from "./text-input.ts";

/** The screen after an event; the same object where nothing changes. */
export function reduceScreen(state: ScreenState, event: ScreenEvent): ScreenState {
  switch (event.type) {
    case "key":
      return reduceKey({ ...state, notice: null }, event.action, event.world);
    case "view":
      return toggleView(state, event.index);
    case "text":
      return type(state, insertText(state.input, event.text));
    case "rows":
      return takeRows(state, event.rows, event.page);
    case "notice":
      return event.text === state.notice ? state : { ...state, notice: event.text };
  }
}

function takeRows(state: ScreenState, rows: ScreenState["rows"], page: number): ScreenState {
  const selected = keepSelected(state.rows, rows, state.selected);
  const index = findSelected(rows, selected);
  const offset = scrollTo(state.offset, index, page, rows.length);
  return { ...state, rows, page, selected, offset };
}

function reduceKey(state: ScreenState, action: KeyAction, world: KeyWorld): ScreenState {
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
        : { ...state, selected: null, offset: 0 };
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
      return { ...state, mode: state.mode === "help" ? "table" : "help", helpOffset: 0 };
    case "erase":
    case "erase-next":
    case "erase-word":
    case "erase-line":
    case "cursor-left":
    case "cursor-right":
    case "cursor-start":
    case "cursor-end":
      return type(state, editText(state.input, action));
    case "view":
    case "refresh":
    case "open-browser":
    case "copy-url":
    case "quit":
      return state;
  }
}

function move(state: ScreenState, by: number, { found, helpOverflow }: KeyWorld): ScreenState {
  if (state.mode === "help") {
    return { ...state, helpOffset: clamp(state.helpOffset + by, helpOverflow) };
  }
  if (state.mode === "picker") return { ...state, picked: clamp(state.picked + by, found.length) };
  const { rows, page } = state;
  if (rows.length === 0) return state;
  const index = clamp(findSelected(rows, state.selected) + by, rows.length - 1);
  const offset = scrollTo(state.offset, index, page, rows.length);
  return { ...state, selected: rows[index]?.key ?? null, offset };
}

function clamp(value: number, highest: number): number {
  return Math.min(highest, Math.max(0, value));
}

function narrow(state: ScreenState, narrowing: Narrowing): ScreenState {
  return { ...state, narrowing };
}

function toggleView(state: ScreenState, index: number): ScreenState {
  const view = state.narrowing.view === index ? null : index;
  return narrow({ ...state, notice: null }, { ...state.narrowing, view });
}

function stepTo(state: ScreenState, step: 1 | -1, { repositories }: KeyWorld): ScreenState {
  const repo = stepRepository(repositories, state.narrowing.repo, step);
  return narrow(state, { ...state.narrowing, repo });
}

// What is typed into the filter takes effect at once; what is typed in the list starts it anew.
function type(state: ScreenState, input: TextInput): ScreenState {
  if (state.mode === "picker") return { ...state, input, picked: readInput(input) === "" ? 0 : 1 };
  return narrow({ ...state, input }, { ...state.narrowing, filter: readInput(input) });
}

function goBack(state: ScreenState): ScreenState {
  switch (state.mode) {
    case "filter":
      return narrow(
        { ...state, mode: "table" },
        { ...state.narrowing, filter: state.filterBefore },
      );
    case "picker":
    case "help":
      return { ...state, mode: "table" };
    case "table":
      return isNarrowed(state.narrowing) ? narrow(state, widen(state.narrowing)) : state;
  }
}

function accept(state: ScreenState, { found }: KeyWorld): ScreenState {
  const closed: ScreenState = { ...state, mode: "table" };
  if (state.mode !== "picker" || (found.length === 0 && state.picked > 0)) return closed;
  const choice = found[Math.min(state.picked, found.length) - 1];
  const repo = choice ? { source: choice.source, repo: choice.repo } : null;
  return narrow(closed, { ...state.narrowing, repo });
}

function nextColumn({ column }: SortOrder): SortOrder["column"] {
  const at = SORT_COLUMNS.indexOf(column);
  return SORT_COLUMNS[(at + 1) % SORT_COLUMNS.length] ?? "urgency";
}

function sort(state: ScreenState, order: SortOrder): ScreenState {
  const notice = `sorted by ${order.column}${order.reversed ? ", reversed" : ""}`;
  return { ...state, sort: order, notice };
}
