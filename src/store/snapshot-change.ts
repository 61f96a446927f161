import type { SavedState, SavedTarget } from "./saved-state.ts";

/** How a state differs from the one on disk: in its rows, only in what goes with them, or not at all. */
export type SnapshotChange = "rows" | "rest" | "none";

/** Compares two states; rows are the same while they are the same objects. */
export function compareStates(before: SavedState | null, after: SavedState): SnapshotChange {
  if (before === null) return "rows";
  if (!isSameList(before.pipelines, after.pipelines, Object.is)) return "rows";
  return isSameList(before.targets, after.targets, isSameTarget) ? "none" : "rest";
}

function isSameTarget(a: SavedTarget, b: SavedTarget): boolean {
  return (
    a.source === b.source &&
    a.id === b.id &&
    a.url === b.url &&
    a.cursor === b.cursor &&
    a.lastOkAt === b.lastOkAt
  );
}

function isSameList<Item>(
  a: readonly Item[],
  b: readonly Item[],
  isSame: (a: Item, b: Item) => boolean,
): boolean {
  return a === b || (a.length === b.length && a.every((item, at) => isSame(item, b[at] as Item)));
}
