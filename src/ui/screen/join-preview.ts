import { measureWidth } from "../../model/text-width.ts";
import { composeRun } from "../run/compose-run.ts";
import type { RunView } from "../state/run-view.ts";
import { clip, type ScreenLine, type ScreenStyle } from "./screen-style.ts";

/** Lines with a look into a run at their right, which takes `side` columns of the style's width. */
export function joinPreview(
  lines: readonly ScreenLine[],
  view: RunView,
  side: number,
  colours: boolean,
  style: ScreenStyle,
): readonly ScreenLine[] {
  const { theme, ascii, glyphs } = style;
  const width = style.width - side;
  const edge = ` ${theme.quiet(ascii ? "|" : "│")}`;
  const beside = composeRun(view, colours, lines.length, { ...style, width: side - 2 });
  return lines.map(({ key, text, label }, index) => {
    const left = clip(text, width, glyphs.ellipsis);
    const gap = " ".repeat(Math.max(0, width - measureWidth(left)));
    const joined = `${left}${gap}${edge}${beside[index]?.text ?? ""}`;
    return label === undefined ? { key, text: joined } : { key, text: joined, label };
  });
}
