import { formatAge, formatAgo } from "../../model/format-age.ts";
import { lastEventAt, type Pipeline } from "../../model/pipeline.ts";
import type { RunStatus } from "../../model/run-status.ts";
import { shortenSha } from "../../model/short-sha.ts";
import type { SortOrder } from "../../model/sort.ts";
import { measureWidth } from "../../model/text-width.ts";
import { type Column, LEAD_WIDTH, type TableLayout } from "./columns.ts";
import { composeTime } from "./compose-time.ts";
import { cutEnd, fitText } from "./fit-text.ts";
import type { Glyphs } from "./glyphs.ts";
import { composeStrip } from "./result-strip.ts";
import type { RowStyle } from "./row-style.ts";
import type { Theme } from "./theme.ts";

/** What is special about one row. */
export interface RowMarks {
  readonly selected: boolean;
  /** True while its server does not answer, so that the row may no longer be right. */
  readonly old: boolean;
  /** What its run was asked to do, until its server tells more. */
  readonly asked?: string | undefined;
  readonly pinned?: boolean;
  /** True where nobody wants to hear of it until it passes. */
  readonly muted?: boolean;
  /** True where something happened in it that nobody has looked at. */
  readonly unseen?: boolean;
  /** True where an action goes to it together with others. */
  readonly marked?: boolean;
}

/** Composes one row of exactly the layout's width. */
export function composeRow(
  pipeline: Pipeline,
  layout: TableLayout,
  style: RowStyle,
  marks: RowMarks,
): string {
  const { glyphs, theme } = style;
  const { status } = pipeline.latest;
  const sign =
    marks.asked === undefined
      ? composeSign(status, marks, style)
      : theme.accent(glyphs.status.queued);
  const gap = " ".repeat(layout.gap);
  const columns = layout.columns.filter((column) => column.width > 0);
  const cells = columns.map((column) => composeCell(column, pipeline, style, marks));
  const lead = `${composeEdge(marks, style)}${sign}${composeFlag(marks, style)}`;
  const row = fillRow(`${lead}${cells.join(gap)}`, layout, glyphs);
  return marks.selected ? theme.selected(row) : row;
}

/** The first column of a line: selected, or not seen; the selection passes over what was not seen. */
export function composeEdge(
  { selected, unseen }: Pick<RowMarks, "selected" | "unseen">,
  { glyphs, theme }: RowStyle,
): string {
  if (selected) return theme.accent(glyphs.selection);
  return unseen ? theme.accent(glyphs.unseen) : " ";
}

function composeSign(status: RunStatus, { old, muted }: RowMarks, style: RowStyle): string {
  const { glyphs, theme } = style;
  if (muted) return theme.quiet(glyphs.status[status]);
  return (old ? theme.past : theme.status)(status, glyphs.status[status]);
}

// A mark goes before the others: an action will go to it.
function composeFlag({ marked, pinned, muted }: RowMarks, { glyphs, theme }: RowStyle): string {
  if (marked) return theme.accent(glyphs.mark);
  if (muted) return theme.quiet(glyphs.muted);
  return pinned ? theme.accent(glyphs.pinned) : " ";
}

/** Composes the line of titles above the rows, an arrow beside the one that is sorted by. */
export function composeHeader(
  layout: TableLayout,
  { glyphs, theme }: Pick<RowStyle, "glyphs" | "theme">,
  order: SortOrder | null,
): string {
  const titles = layout.columns
    .filter((column) => column.width > 0)
    .map(({ title, width, sort }) => {
      const arrow = order?.reversed ? glyphs.ascending : glyphs.descending;
      const space = width > title.length + 1 ? " " : "";
      const text = order && sort === order.column ? `${title}${space}${arrow}` : title;
      return fitText(text, width, glyphs.ellipsis, "end");
    });
  return theme.quiet(fillRow(`   ${titles.join(" ".repeat(layout.gap))}`, layout, glyphs));
}

/** A row in words, for a screen reader. */
export function describeRow(
  pipeline: Pipeline,
  now: number,
  { old, marked, pinned, muted, unseen }: Omit<RowMarks, "selected" | "asked">,
): string {
  const at = lastEventAt(pipeline.latest);
  const age = at === null ? "" : `, ${formatAgo(Date.parse(at), now)}`;
  const marks = [
    unseen ? ", new" : "",
    pinned ? ", pinned" : "",
    muted ? ", muted" : "",
    marked ? ", marked" : "",
    old ? ", may be old" : "",
  ].join("");
  const name = `${pipeline.repo} ${pipeline.branch} ${pipeline.workflow}`;
  return `${name}: ${pipeline.latest.status}${age}${marks}`;
}

// Every cell is as wide as its column: adding them up is far cheaper than measuring the row.
function fillRow(row: string, { columns, gap, width }: TableLayout, { ellipsis }: Glyphs): string {
  const shown = columns.filter((column) => column.width > 0);
  const gaps = gap * Math.max(0, shown.length - 1);
  const own = shown.reduce((sum, column) => sum + column.width, LEAD_WIDTH + gaps);
  return own > width ? cutEnd(row, width, ellipsis) : row + " ".repeat(width - own);
}

function composeCell(
  column: Column,
  pipeline: Pipeline,
  style: RowStyle,
  { old, asked, muted = false }: RowMarks,
): string {
  const { glyphs, theme } = style;
  const { latest } = pipeline;
  const quiet = old || muted;
  const shape = (text: string, shorten: "end" | "middle" = "end") =>
    fitText(text, column.width, glyphs.ellipsis, shorten);
  switch (column.id) {
    case "repo":
      return paintName(shape(pipeline.repo, "middle"), latest.status, theme, quiet);
    case "branch":
      return quiet
        ? theme.quiet(shape(pipeline.branch, "middle"))
        : shape(pipeline.branch, "middle");
    case "workflow":
      return theme.quiet(shape(pipeline.workflow, "middle"));
    case "status":
      if (asked !== undefined) return theme.accent(shape(`${asked}${glyphs.ellipsis}`));
      return paintStatus(
        shape(old ? `${latest.status}?` : latest.status),
        latest.status,
        theme,
        quiet,
      );
    case "strip":
      return composeStrip(
        pipeline.history,
        glyphs,
        muted ? { ...theme, status: theme.past } : theme,
      );
    case "when":
      return theme.quiet(shape(composeWhen(pipeline, style.now, column.width, old)));
    case "time":
      return composeTime(pipeline, style, column.width);
    case "commit":
      return composeCommit(pipeline, style, column.width, quiet);
  }
}

function needsEyes(status: RunStatus): boolean {
  return status === "failed" || status === "waiting";
}

function paintName(text: string, status: RunStatus, theme: Theme, old: boolean): string {
  if (old) return theme.quiet(text);
  return needsEyes(status) ? theme.strong(text) : text;
}

function paintStatus(text: string, status: RunStatus, theme: Theme, old: boolean): string {
  return old || status === "success" ? theme.quiet(text) : theme.status(status, text);
}

function composeWhen({ latest }: Pipeline, now: number, width: number, old: boolean): string {
  if (latest.status === "running") return "now";
  const at = lastEventAt(latest);
  if (at === null) return "";
  if (width >= 8) return formatAgo(Date.parse(at), now);
  return old ? `${formatAge(Date.parse(at), now)}?` : formatAge(Date.parse(at), now);
}

function composeCommit(
  { latest }: Pipeline,
  { glyphs, theme }: RowStyle,
  width: number,
  old: boolean,
): string {
  const { sha, message } = latest.commit;
  const parts: readonly (readonly [string | null, quiet: boolean])[] = [
    [sha === null ? null : shortenSha(sha), true],
    [message, old],
    [latest.actor === null ? null : `${glyphs.dash} ${latest.actor}`, true],
  ];
  let text = "";
  let left = width;
  for (const [part, quiet] of parts) {
    const space = text === "" ? "" : " ";
    if (part === null || left <= space.length) continue;
    const own = measureWidth(part);
    const room = left - space.length;
    const shown = own > room ? fitText(part, room, glyphs.ellipsis, "end") : part;
    text += space + (quiet ? theme.quiet(shown) : shown);
    left = room - Math.min(own, room);
  }
  return text + " ".repeat(left);
}
