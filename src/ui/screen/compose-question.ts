import { measureWidth } from "../../model/text-width.ts";
import { wrapLine } from "../log/wrap-line.ts";
import type { Ask } from "../state/ask.ts";
import { composeKeys } from "./compose-foot.ts";
import { clip, justify, type ScreenStyle } from "./screen-style.ts";

/**
 * The lines above the foot that a question takes where it has no place beside its answers, so that
 * nobody agrees to what cannot be read; none where it has.
 */
export function listQuestionLines(ask: Ask | null, style: ScreenStyle): readonly string[] {
  if (!ask) return [];
  const room = style.width - measureWidth(composeAnswers(ask, style)) - 3;
  return measureWidth(ask.question) <= room ? [] : wrapLine(ask.question, style.width - 2);
}

/** Composes those lines in `height` at most. */
export function composeQuestion(
  lines: readonly string[],
  height: number,
  { theme, width, glyphs }: ScreenStyle,
): readonly string[] {
  const isCut = lines.length > height;
  return lines.slice(0, height).map((line, index) => {
    const more = isCut && index === height - 1 ? glyphs.ellipsis.repeat(2) : "";
    return theme.alert(clip(` ${line}${more}`, width, glyphs.ellipsis));
  });
}

/** The foot under a question: it and its answers, or the answers alone where it stands above. */
export function composeAnswerLine(ask: Ask, isAbove: boolean, style: ScreenStyle): string {
  const answers = composeAnswers(ask, style);
  const isNarrow = style.width < 2 * measureWidth(answers);
  if (isAbove || isNarrow) return clip(answers, style.width, style.glyphs.ellipsis);
  return justify(` ${style.theme.alert(ask.question)}`, `${answers} `, style);
}

function composeAnswers({ choices }: Ask, style: ScreenStyle): string {
  const keys = choices.map(({ key }) => key);
  const yes = keys.includes("yes");
  const parts = keys.some((key) => key !== "yes");
  return composeKeys("confirm", { yes, parts }, style, Number.POSITIVE_INFINITY);
}
