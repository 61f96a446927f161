import type { Pipeline } from "../../model/pipeline.ts";
import { shortenSha } from "../../model/short-sha.ts";
import { measureWidth } from "../../model/text-width.ts";
import { measureNames, planColumns, planUnbounded } from "./columns.ts";
import { composeHeader, composeRow } from "./compose-row.ts";
import { selectGlyphs } from "./glyphs.ts";
import type { RowStyle } from "./row-style.ts";
import { type ColourLevel, createTheme, type ThemeName } from "./theme.ts";

/** How a table is printed where there is no screen. */
export interface PlainTableOptions {
  /** Columns to keep within; null for a file or a pipe, where nothing is shortened. */
  readonly width: number | null;
  readonly ascii: boolean;
  readonly colour: ColourLevel;
  /** `dark` unless told otherwise. */
  readonly theme?: ThemeName;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Composes the table as text: a line of titles, then one line a pipeline in the order given, each
 * ended by a line feed, without trailing spaces. No pipelines: the empty string.
 */
export function composePlainTable(rows: readonly Pipeline[], options: PlainTableOptions): string {
  if (rows.length === 0) return "";
  const style: RowStyle = {
    glyphs: selectGlyphs(options.ascii),
    theme: createTheme(options.theme ?? "dark", options.colour),
    now: options.now,
  };
  const names = measureNames(rows);
  const layout =
    options.width === null
      ? planUnbounded(names, Math.max(...rows.map(measureCommit)))
      : planColumns(options.width, names);
  const marks = { selected: false, old: false };
  const lines = [
    composeHeader(layout, style, null),
    ...rows.map((row) => composeRow(row, layout, style, marks)),
  ];
  return lines.map((line) => `${trimLine(line)}\n`).join("");
}

function measureCommit({ latest }: Pipeline): number {
  const { commit, actor } = latest;
  return measureWidth(`${shortenSha(commit.sha ?? "")} ${commit.message ?? ""} — ${actor ?? ""}`);
}

// Spaces at the end, also those in front of the codes that end a colour.
function trimLine(line: string): string {
  return line.replace(/ +((?:\x1b\[[\d;]*m)*)$/u, "$1").trimEnd();
}
