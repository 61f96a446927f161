/** What there is to place on the screen. */
export interface ScreenNeeds {
  readonly columns: number;
  readonly rows: number;
  /** True where the line of views and filters has something to say. */
  readonly bar: boolean;
  /** True where rows are shown, which need a line of titles. */
  readonly titles: boolean;
  readonly errors: number;
  /** Lines of what went wrong with what was asked for, or of a long question; 0 for none. */
  readonly report: number;
  /** True where a question waits, which must be seen whatever has to give way for it. */
  readonly asks: boolean;
  /** True where a run could be shown beside the rows, false where it must not; null: where there is room. */
  readonly preview: boolean | null;
}

/** How the lines of the terminal are shared out; the body takes what is left. */
export type ScreenPlan =
  | { readonly kind: "line" }
  | {
      readonly kind: "full";
      readonly bar: boolean;
      readonly header: boolean;
      readonly errors: number;
      readonly report: number;
      readonly foot: boolean;
      readonly body: number;
      /** Columns at the right for a look into the selected run; 0 for none. */
      readonly side: number;
    };

const LEAST_COLUMNS = 40;
const LEAST_ROWS = 4;
// From here on the rows keep all their columns but the commit, which the look into the run shows whole.
const ROOMY = 170;
// Asked for it may cost columns, but never a name.
const LEAST_BESIDE = { columns: 100, rows: 12 };
const SIDE_SHARE = 0.38;

/** Plans the screen so that it never needs more lines than there are; small ones get one line. */
export function planScreen({
  columns,
  rows,
  bar,
  titles,
  errors,
  report,
  asks,
  preview,
}: ScreenNeeds): ScreenPlan {
  if (columns < LEAST_COLUMNS || rows < LEAST_ROWS) return { kind: "line" };
  const header = titles && rows >= 6;
  const foot = rows >= 5 || asks;
  const isTight = asks && rows < 8;
  const hasBar = bar && !isTight;
  const shownErrors = isTight ? 0 : Math.min(errors, Math.max(1, Math.floor(rows / 5)));
  const shownReport = Math.min(report, Math.max(isTight ? 2 : 1, Math.floor(rows / 4)));
  const taken = 1 + Number(hasBar) + Number(header) + Number(foot) + shownErrors + shownReport;
  const hasRoom = columns >= LEAST_BESIDE.columns && rows >= LEAST_BESIDE.rows;
  const side =
    titles && hasRoom && (preview ?? columns >= ROOMY) ? Math.floor(columns * SIDE_SHARE) : 0;
  const lines = { errors: shownErrors, report: shownReport, body: rows - taken };
  return { kind: "full", bar: hasBar, header, foot, ...lines, side };
}
