import type { Narrowing, View } from "../state/narrowing.ts";
import type { TextInput } from "../state/text-input.ts";
import { justify, type ScreenStyle } from "./screen-style.ts";

/** Composes the second line: the views there are, and at the right what narrows the rows. */
export function composeBar(
  narrowing: Narrowing,
  views: readonly View[],
  problems: readonly string[],
  style: ScreenStyle,
): string {
  const { theme, glyphs } = style;
  const { view, failing, repo, filter } = narrowing;
  const tab = (text: string, active: boolean) =>
    active ? theme.accent(theme.strong(`[${text}]`)) : theme.quiet(` ${text} `);
  const tabs = [
    tab("All", view === null && !failing),
    tab("Failing", failing),
    ...views.slice(0, 9).map(({ name }, index) => tab(`${index + 1} ${name}`, view === index)),
  ];
  const parts = [
    ...(repo ? [theme.accent(repo.repo)] : []),
    ...(filter.trim() === "" ? [] : [`${theme.quiet("/")} ${theme.accent(filter.trim())}`]),
    ...(filter.trim() === "" ? [] : problems.slice(0, 1).map(theme.alert)),
  ];
  return justify(tabs.join(" "), `${parts.join(theme.quiet(` ${glyphs.dot} `))} `, style);
}

/** Composes the second line while something is being typed there, the cursor drawn in it. */
export function composeInput(
  sign: string,
  input: TextInput,
  remark: string,
  style: ScreenStyle,
): string {
  const { theme } = style;
  const { letters, cursor } = input;
  const under = letters[cursor] ?? " ";
  const line = [
    ` ${theme.accent(sign)} ${letters.slice(0, cursor).join("")}`,
    theme.cursor(under),
    letters.slice(cursor + 1).join(""),
  ];
  return justify(line.join(""), `${remark} `, style);
}
