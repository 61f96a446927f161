import type { RunParameter } from "../../model/run-detail.ts";
import { clip, type ScreenStyle } from "../screen/screen-style.ts";

/** What a run was started with, in one line; none where it was started with nothing. */
export function composeParameters(
  parameters: readonly RunParameter[],
  { theme, glyphs, ascii, width }: ScreenStyle,
): readonly string[] {
  if (parameters.length === 0) return [];
  const hidden = (ascii ? "*" : "•").repeat(3);
  const shown = parameters.map(
    ({ name, value }) => `${theme.quiet(`${name}=`)}${value === null ? hidden : value || '""'}`,
  );
  return [clip(`   ${theme.quiet("with")} ${shown.join("  ")}`, width, glyphs.ellipsis)];
}
