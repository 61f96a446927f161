import { clip } from "../screen/screen-style.ts";
import { readInput } from "../state/text-input.ts";
import { fitText } from "../table/fit-text.ts";
import type { RowStyle } from "../table/row-style.ts";
import type { PickState } from "./reduce-pick.ts";

/** One thing to choose. */
export interface PickItem {
  readonly label: string;
  /** Said beside it, "" for nothing. */
  readonly note: string;
}

/** What is drawn. */
export interface PickView {
  readonly title: string;
  readonly items: readonly PickItem[];
  readonly shown: readonly number[];
  readonly isMultiple: boolean;
  readonly width: number;
  /** Lines of the terminal. */
  readonly height: number;
}

/** Everything besides the list: title, filter, keys, and a line for the shell's own. */
const OTHER_LINES = 4;
const MOST_ENTRIES = 15;
const WIDEST_LABEL = 60;

/** Composes a list to choose from as lines that fit the terminal. */
export function composePick(state: PickState, view: PickView, style: RowStyle): readonly string[] {
  const { title, shown, width, height } = view;
  const { theme, glyphs } = style;
  const room = Math.max(1, Math.min(MOST_ENTRIES, height - OTHER_LINES));
  const first = Math.max(0, Math.min(state.cursor - Math.floor(room / 2), shown.length - room));
  const entries = shown
    .slice(first, first + room)
    .map((index, at) => composeEntry(index, first + at === state.cursor, state, view, style));
  const query = `${theme.accent("/")} ${readInput(state.input)}${theme.cursor(" ")}`;
  const empty = shown.length === 0 ? [theme.quiet("  nothing matches")] : [];
  const lines = [theme.strong(title), query, ...entries, ...empty, composeFoot(state, view, style)];
  return lines.map((line) => clip(line, width, glyphs.ellipsis));
}

function composeEntry(
  index: number,
  isAt: boolean,
  { chosen }: PickState,
  { items, isMultiple, width }: PickView,
  { theme, glyphs }: RowStyle,
): string {
  const { label = "", note = "" } = items[index] ?? {};
  const isChosen = chosen.has(index);
  const mark = isChosen ? theme.status("success", glyphs.status.success) : " ";
  const widest = Math.max(...items.map((item) => item.label.length));
  const name = fitText(label, Math.min(widest, WIDEST_LABEL, width - 6), glyphs.ellipsis, "middle");
  const bar = isAt ? theme.accent(glyphs.selection) : " ";
  const line = `${bar}${isMultiple ? ` ${mark}` : ""} ${isAt ? theme.strong(name) : name}  ${theme.quiet(note)}`;
  return isAt ? theme.selected(line) : line;
}

function composeFoot(
  { chosen }: PickState,
  { items, isMultiple }: PickView,
  { theme, glyphs }: RowStyle,
): string {
  const count = isMultiple
    ? `${chosen.size} of ${items.length} chosen ${glyphs.dot} space choose  ctrl-a all shown  `
    : "";
  return theme.quiet(`${count}enter go on  esc cancel`);
}
