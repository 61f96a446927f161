import type { KeyContext } from "../keys/key-binding.ts";
import { showActionKey } from "../keys/show-key.ts";
import { wrapLine } from "../log/wrap-line.ts";
import { justify, type ScreenStyle } from "./screen-style.ts";

/** What went wrong with what was asked for, broken into the lines it takes at a width. */
export function listReportLines(report: readonly string[], width: number): readonly string[] {
  return report.flatMap((sentence, index) =>
    wrapLine(sentence, width - 4).map((text, row) => `${index + row > 0 ? "   " : " "}${text}`),
  );
}

/** Composes those lines in `height` at most; the last one says how to put them away. */
export function composeReport(
  report: readonly string[],
  height: number,
  context: KeyContext,
  style: ScreenStyle,
): readonly string[] {
  const { theme, width } = style;
  const lines = listReportLines(report, width);
  const shown = lines.slice(0, height);
  const key = showActionKey(style, context, "back");
  const more = lines.length > height ? `${style.glyphs.ellipsis} ` : "";
  return shown.map((text, index) =>
    justify(
      theme.alert(text),
      index === shown.length - 1 ? theme.quiet(`${more}${key} hides `) : "",
      style,
    ),
  );
}
