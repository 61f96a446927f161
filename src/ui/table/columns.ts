import type { Pipeline } from "../../model/pipeline.ts";
import type { SortColumn } from "../../model/sort.ts";
import { measureWidth } from "../../model/text-width.ts";
import { STRIP_LENGTH } from "./result-strip.ts";

/** What a column shows. */
type ColumnId = "repo" | "branch" | "workflow" | "status" | "strip" | "when" | "time" | "commit";

/** One column with its place in the row. */
export interface Column {
  readonly id: ColumnId;
  readonly title: string;
  readonly width: number;
  /** The order that goes by this column, where there is one. */
  readonly sort: SortColumn | null;
}

/** How a row of `width` columns is made up: a sign, then the columns with `gap` spaces between. */
export interface TableLayout {
  readonly width: number;
  readonly gap: number;
  readonly columns: readonly Column[];
}

/** The widths the names would like to have. */
export interface NameWidths {
  readonly repo: number;
  readonly branch: number;
  readonly workflow: number;
}

type NameId = keyof NameWidths;

/** The selection bar, the sign of the status and a space. */
export const LEAD_WIDTH = 3;

/** Widths of the column `time`: the duration; then a bar; then how much is left, short or in words. */
export const TIME_WIDTHS = { plain: 6, bar: 12, short: 17, full: 22 } as const;

const LONGEST_NAMES: NameWidths = { repo: 36, branch: 28, workflow: 24 };
const WEIGHTS: NameWidths = { repo: 4, branch: 3, workflow: 3 };
const LEAST_COMMIT = 22;
const WIDE = 120;
const MEDIUM = 80;

const TITLES: Record<ColumnId, { title: string; sort: SortColumn | null }> = {
  repo: { title: "REPO", sort: "repo" },
  branch: { title: "BRANCH", sort: "branch" },
  workflow: { title: "WORKFLOW", sort: "workflow" },
  status: { title: "STATUS", sort: "urgency" },
  strip: { title: `LAST ${STRIP_LENGTH}`, sort: null },
  when: { title: "WHEN", sort: "when" },
  time: { title: "TIME", sort: "time" },
  commit: { title: "COMMIT", sort: null },
};

/** The widest name of each kind; taken over all rows, so that columns stay put while one filters. */
export function measureNames(pipelines: readonly Pipeline[]): NameWidths {
  const widths = { repo: 4, branch: 6, workflow: 8 };
  for (const pipeline of pipelines) {
    for (const id of ["repo", "branch", "workflow"] as const) {
      widths[id] = Math.max(widths[id], measureWidth(pipeline[id]));
    }
  }
  return widths;
}

/**
 * Chooses the columns that a width has room for, and shares the room between the names; `hasCommit`: but
 * for the commit, where that is shown elsewhere.
 */
export function planColumns(width: number, names: NameWidths, hasCommit = true): TableLayout {
  if (width >= WIDE && hasCommit) {
    const time = width >= 140 ? TIME_WIDTHS.full : TIME_WIDTHS.short;
    const fixed = { status: 10, strip: STRIP_LENGTH, when: 8, time };
    return lay(width, 2, fixed, names, LEAST_COMMIT);
  }
  if (width >= 100) {
    const time = width >= 140 ? TIME_WIDTHS.full : TIME_WIDTHS.short;
    const fixed = { status: 10, strip: STRIP_LENGTH, when: 8, time };
    return lay(width, 2, fixed, names, null);
  }
  if (width >= MEDIUM) {
    return lay(width, 2, { status: 10, when: 8, time: TIME_WIDTHS.bar }, names, null);
  }
  return lay(width, width >= 60 ? 2 : 1, { when: 5 }, names, null);
}

/** The columns for a file or a pipe: everything as wide as it likes to be. */
export function planUnbounded(names: NameWidths, commitWidth: number): TableLayout {
  const fixed = { status: 10, strip: STRIP_LENGTH, when: 8, time: TIME_WIDTHS.full };
  const all = { ...names, ...fixed, commit: commitWidth };
  const columns = Object.entries(all).map(([id, width]) => toColumn(id as ColumnId, width));
  const gaps = 2 * (columns.length - 1);
  const width = LEAD_WIDTH + gaps + columns.reduce((sum, column) => sum + column.width, 0);
  return { width, gap: 2, columns };
}

function lay(
  width: number,
  gap: number,
  fixed: Partial<Record<ColumnId, number>>,
  names: NameWidths,
  leastCommit: number | null,
): TableLayout {
  const rest = Object.entries(fixed).map(([id, size]) => toColumn(id as ColumnId, size));
  const taken = rest.reduce((sum, column) => sum + column.width + gap, LEAD_WIDTH + 2 * gap);
  const free = Math.max(0, width - taken);
  const commit = leastCommit === null ? null : Math.max(leastCommit, Math.floor((free - gap) / 3));
  const room = commit === null ? free : free - gap - commit;
  const shared = shareRoom(room, names);
  const columns = [
    ...(["repo", "branch", "workflow"] as const).map((id) => toColumn(id, shared[id])),
    ...rest,
  ];
  if (commit === null) return { width, gap, columns };
  const left = room - shared.repo - shared.branch - shared.workflow;
  return { width, gap, columns: [...columns, toColumn("commit", commit + left)] };
}

function toColumn(id: ColumnId, width: number): Column {
  return { id, ...TITLES[id], width };
}

// Short names keep their width; of the room that is left to long ones the repository gets more, for it
// tells a row from the others before the rest does.
function shareRoom(room: number, names: NameWidths): Record<NameId, number> {
  const wanted = (["repo", "branch", "workflow"] as const)
    .map((id) => ({ id, width: Math.min(names[id], LONGEST_NAMES[id]) }))
    .toSorted((a, b) => a.width - b.width || WEIGHTS[a.id] - WEIGHTS[b.id]);
  const shared: Record<NameId, number> = { repo: 0, branch: 0, workflow: 0 };
  let left = room;
  for (const [index, { id, width }] of wanted.entries()) {
    const others = wanted.slice(index);
    const weight = others.reduce((sum, other) => sum + WEIGHTS[other.id], 0);
    const even = Math.floor(left / others.length);
    shared[id] = width <= even ? width : Math.min(width, Math.floor((left * WEIGHTS[id]) / weight));
    left -= shared[id];
  }
  return shared;
}
