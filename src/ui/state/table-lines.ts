import { type Grouping, groupPipelines, type RowGroup } from "../../model/group.ts";
import type { Pipeline } from "../../model/pipeline.ts";

/** Which groups show their header alone. */
export interface Folds {
  /** Whether a group is folded unless told otherwise. */
  readonly all: boolean;
  /** The keys of the groups that are the other way round. */
  readonly but: ReadonlySet<string>;
}

/** The header of a group. */
export interface GroupLine {
  readonly key: string;
  readonly group: RowGroup;
  readonly folded: boolean;
}

/** One line of the table: a row, or the header of a group. */
export type TableLine = Pipeline | GroupLine;

/** How rows are arranged once they are sorted. */
export interface Arrangement {
  readonly grouping: Grouping;
  readonly folds: Folds;
  /** Keys of the rows that stand first. */
  readonly pinned: ReadonlySet<string>;
}

/** All rows in the order of the table, folded ones too, and the lines that show them. */
export interface TableContent {
  readonly rows: readonly Pipeline[];
  readonly lines: readonly TableLine[];
}

/** Every group open. */
export const UNFOLDED: Folds = { all: false, but: new Set() };

/** True for the header of a group. */
export function isGroupLine(line: TableLine): line is GroupLine {
  return "group" in line;
}

/** True where a group shows its header alone. */
export function isFolded({ all, but }: Folds, key: string): boolean {
  return all !== but.has(key);
}

/** Folds one group, or opens it. */
export function foldGroup(folds: Folds, key: string, folded: boolean): Folds {
  if (isFolded(folds, key) === folded) return folds;
  const but = new Set(folds.but);
  if (!but.delete(key)) but.add(key);
  return { ...folds, but };
}

/** Arranges sorted rows: the pinned ones first, then group by group where that is wanted. */
export function arrangeRows(
  sorted: readonly Pipeline[],
  { grouping, folds, pinned }: Arrangement,
): TableContent {
  const first = pinned.size === 0 ? [] : sorted.filter(({ key }) => pinned.has(key));
  const others = first.length === 0 ? sorted : sorted.filter(({ key }) => !pinned.has(key));
  if (grouping === "none") {
    const rows = first.length === 0 ? sorted : [...first, ...others];
    return { rows, lines: rows };
  }
  const groups = [
    ...(first.length === 0 ? [] : [{ key: "\npinned", title: "pinned", pipelines: first }]),
    ...groupPipelines(others, grouping),
  ];
  const lines = groups.flatMap((group): readonly TableLine[] => {
    const folded = isFolded(folds, group.key);
    const header = { key: group.key, group, folded };
    return folded ? [header] : [header, ...group.pipelines];
  });
  return { rows: groups.flatMap(({ pipelines }) => pipelines), lines };
}
