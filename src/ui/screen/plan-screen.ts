/** What there is to place on the screen. */
export interface ScreenNeeds {
  readonly columns: number;
  readonly rows: number;
  /** True where the line of views and filters has something to say. */
  readonly bar: boolean;
  /** True where rows are shown, which need a line of titles. */
  readonly titles: boolean;
  readonly errors: number;
}

/** How the lines of the terminal are shared out; the body takes what is left. */
export type ScreenPlan =
  | { readonly kind: "line" }
  | {
      readonly kind: "full";
      readonly bar: boolean;
      readonly header: boolean;
      readonly errors: number;
      readonly foot: boolean;
      readonly body: number;
    };

const LEAST_COLUMNS = 40;
const LEAST_ROWS = 4;

/** Plans the screen so that it never needs more lines than there are; small ones get one line. */
export function planScreen({ columns, rows, bar, titles, errors }: ScreenNeeds): ScreenPlan {
  if (columns < LEAST_COLUMNS || rows < LEAST_ROWS) return { kind: "line" };
  const header = titles && rows >= 6;
  const foot = rows >= 5;
  const shownErrors = Math.min(errors, Math.max(1, Math.floor(rows / 5)));
  const taken = 1 + Number(bar) + Number(header) + Number(foot) + shownErrors;
  return { kind: "full", bar, header, foot, errors: shownErrors, body: rows - taken };
}
