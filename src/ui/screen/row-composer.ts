import { formatAge } from "../../model/format-age.ts";
import { lastEventAt, type Pipeline } from "../../model/pipeline.ts";
import type { TableLayout } from "../table/columns.ts";
import { composeRow, type RowMarks } from "../table/compose-row.ts";
import type { RowStyle } from "../table/row-style.ts";
import { countsSeconds } from "./next-change.ts";

/** {@link composeRow} for one layout. */
export type RowComposer = (row: Pipeline, style: RowStyle, marks: RowMarks) => string;

const SECOND_MS = 1_000;

/**
 * Makes a composer that remembers what it composed: most rows are the same in the next frame. A row
 * is composed anew when it changes, and when time changes it: each second while it counts seconds,
 * else when its age in words is another.
 */
export function createRowComposer(layout: TableLayout): RowComposer {
  const known = new WeakMap<Pipeline, { readonly mark: string; readonly text: string }>();
  return (row, style, marks) => {
    const { selected, old, asked = "", marked, pinned, muted, unseen } = marks;
    const time = markTime(row, style.now);
    const mark = `${time} ${selected} ${old} ${marked} ${pinned} ${muted} ${unseen} ${asked}`;
    const before = known.get(row);
    if (before?.mark === mark) return before.text;
    const full = composeRow(row, layout, style, marks);
    // Spaces at the end say nothing unless they carry a colour.
    const text = marks.selected ? full : full.trimEnd();
    known.set(row, { mark, text });
    return text;
  };
}

function markTime(row: Pipeline, now: number): string {
  if (countsSeconds([row])) return String(Math.floor(now / SECOND_MS));
  const at = lastEventAt(row.latest);
  return at === null ? "" : formatAge(Date.parse(at), now);
}
