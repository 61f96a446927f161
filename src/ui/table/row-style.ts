import type { Glyphs } from "./glyphs.ts";
import type { Theme } from "./theme.ts";

/** What every row of a table is drawn with. */
export interface RowStyle {
  readonly glyphs: Glyphs;
  readonly theme: Theme;
  /** Milliseconds since 1970. */
  readonly now: number;
}
