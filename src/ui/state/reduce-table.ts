import { GROUPINGS } from "../../model/group.ts";
import type { KeyAction } from "../keys/key-binding.ts";
import { muteRow } from "./attention.ts";
import type { ScreenState } from "./screen-state.ts";
import { findRow, findSelected } from "./selection.ts";
import { foldGroup, isFolded, isGroupLine, type TableLine, UNFOLDED } from "./table-lines.ts";

/** What a key does to the arrangement of the table; null where it does nothing of its own there. */
export function reduceTableKey(state: ScreenState, action: KeyAction): ScreenState | null {
  switch (action) {
    case "group":
      return groupNext(state);
    case "expand":
      return fold(state, false);
    case "collapse":
      return fold(state, true);
    case "fold-all":
      return foldAll(state);
    case "pin":
      return pin(state);
    case "mute":
      return mute(state);
    case "open": {
      const line = findLine(state);
      return line && isGroupLine(line) ? fold(state, !line.folded) : null;
    }
    default:
      return null;
  }
}

function pin(state: ScreenState): ScreenState {
  const row = findRow(state);
  if (!row) return state;
  const pinned = new Set(state.arrangement.pinned);
  const isPinned = !pinned.delete(row.key);
  if (isPinned) pinned.add(row.key);
  const notice = `${row.repo} ${row.workflow} ${isPinned ? "is pinned to the top" : "is pinned no longer"}`;
  // The row is meant, and not the top of the table.
  return { ...state, selected: row.key, arrangement: { ...state.arrangement, pinned }, notice };
}

function mute(state: ScreenState): ScreenState {
  const row = findRow(state);
  if (!row) return state;
  const attention = muteRow(state.attention, row);
  const word = attention.mutes.has(row.key) ? "is muted until it passes" : "is muted no longer";
  return { ...state, attention, notice: `${row.repo} ${row.workflow} ${word}` };
}

function findLine({ lines, selected }: ScreenState): TableLine | undefined {
  return lines[findSelected(lines, selected)];
}

function groupNext(state: ScreenState): ScreenState {
  const at = GROUPINGS.indexOf(state.arrangement.grouping);
  const grouping = GROUPINGS[(at + 1) % GROUPINGS.length] ?? "none";
  const notice = grouping === "none" ? "not grouped" : `grouped by ${grouping}`;
  return { ...state, arrangement: { ...state.arrangement, grouping, folds: UNFOLDED }, notice };
}

// A row folds the group it is in, whose header is then selected in its place.
function fold(state: ScreenState, folded: boolean): ScreenState {
  const line = findLine(state);
  if (!line || state.arrangement.grouping === "none") return state;
  const isRow = !isGroupLine(line);
  if (isRow && !folded) return state;
  const header = isRow
    ? state.lines.find((one) => isGroupLine(one) && one.group.pipelines.includes(line))
    : line;
  if (!header) return state;
  const folds = foldGroup(state.arrangement.folds, header.key, folded);
  return { ...state, selected: header.key, arrangement: { ...state.arrangement, folds } };
}

// The selection stays within its group.
function foldAll(state: ScreenState): ScreenState {
  const { grouping, folds } = state.arrangement;
  if (grouping === "none") return { ...state, notice: "nothing is grouped" };
  const isAnyOpen = state.lines.some((line) => isGroupLine(line) && !isFolded(folds, line.key));
  const next = { all: isAnyOpen, but: new Set<string>() };
  const inside = isAnyOpen && state.selected !== null ? fold(state, true).selected : state.selected;
  return { ...state, selected: inside, arrangement: { ...state.arrangement, folds: next } };
}
