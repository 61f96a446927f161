import { formatCount } from "../../model/format-count.ts";
import { RUN_STATUSES } from "../../model/run-status.ts";
import { STATUS_WORDS, type StatusCounts } from "../../model/status-counts.ts";
import { measureWidth } from "../../model/text-width.ts";
import { composeEdge } from "./compose-row.ts";
import { cutEnd, fitText } from "./fit-text.ts";
import type { RowStyle } from "./row-style.ts";

/** What the header of a group says. */
export interface GroupTitle {
  readonly title: string;
  readonly folded: boolean;
  readonly selected: boolean;
  /** True where it is folded over a row that nobody has looked at. */
  readonly unseen: boolean;
  /** How many rows it holds. */
  readonly rows: number;
  /** In which states those are that count. */
  readonly counts: StatusCounts;
}

const LEAST_TITLE = 8;

/** Composes the header of a group, at most `width` columns: its worst sign, its title, its counts. */
export function composeGroup(group: GroupTitle, width: number, style: RowStyle): string {
  const { theme, glyphs } = style;
  const { title, folded, counts, rows, selected } = group;
  const edge = composeEdge(group, style);
  const worst = RUN_STATUSES.find((status) => (counts.get(status) ?? 0) > 0);
  const sign = worst ? theme.status(worst, glyphs.status[worst]) : " ";
  const arrow = theme.quiet(folded ? glyphs.folded : glyphs.unfolded);
  const tail = ` ${theme.quiet(rows === 1 ? "1 row" : `${formatCount(rows)} rows`)}${composeSigns(counts, style)}`;
  const room = Math.max(LEAST_TITLE, width - 5 - measureWidth(tail) - 1);
  const shown =
    measureWidth(title) > room ? fitText(title, room, glyphs.ellipsis, "middle") : title;
  const line = cutEnd(
    `${edge}${sign} ${arrow} ${theme.strong(shown)} ${tail}`,
    width,
    glyphs.ellipsis,
  );
  if (!selected) return line;
  return theme.selected(line + " ".repeat(Math.max(0, width - measureWidth(line))));
}

/** The header of a group in words, for a screen reader. */
export function describeGroup({ title, folded, counts, rows, unseen }: GroupTitle): string {
  const states = STATUS_WORDS.flatMap(([status, word]) => {
    const count = counts.get(status) ?? 0;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  const what = [rows === 1 ? "1 row" : `${rows} rows`, ...states].join(", ");
  return `group ${title}: ${what}${folded ? ", folded" : ""}${unseen ? ", new" : ""}`;
}

function composeSigns(counts: StatusCounts, { theme, glyphs }: RowStyle): string {
  return STATUS_WORDS.map(([status]) => {
    const count = counts.get(status) ?? 0;
    if (count === 0) return "";
    return `  ${theme.status(status, `${glyphs.status[status]} ${formatCount(count)}`)}`;
  }).join("");
}
