import { measureWidth } from "../../model/text-width.ts";
import type { KeyContext, KeyNeed } from "../keys/key-binding.ts";
import { showKeys } from "../keys/show-key.ts";
import { justify, type ScreenStyle } from "./screen-style.ts";

/** Which of the things that keys need are there. */
export type KeyChances = Readonly<Record<KeyNeed, boolean>>;

/** Composes the last line: the keys that do something now, or a passing notice; place at the right. */
export function composeFoot(
  context: KeyContext,
  chances: KeyChances,
  notice: string | null,
  place: string,
  style: ScreenStyle,
): string {
  const { theme } = style;
  const right = place === "" ? "" : `${theme.quiet(place)} `;
  if (notice !== null) return justify(` ${theme.accent(notice)}`, right, style);
  return justify(
    composeKeys(context, chances, style, style.width - measureWidth(right) - 2),
    right,
    style,
  );
}

/** The keys of a foot. What does not fit is left out from the end, except for the last two: help and quit. */
export function composeKeys(
  context: KeyContext,
  chances: Partial<KeyChances>,
  { theme, ascii, keyTable }: ScreenStyle,
  room: number,
): string {
  const items = keyTable
    .filter(({ contexts, foot }) => contexts.includes(context) && foot)
    .filter(({ needs }) => needs === undefined || chances[needs])
    .map(({ keys, foot }) => ({
      sign: showKeys(foot?.keys ?? keys.slice(0, 1), ascii),
      label: foot?.label ?? "",
    }));
  const width = () =>
    items.reduce((sum, { sign, label }) => sum + measureWidth(sign) + measureWidth(label) + 3, 0);
  while (items.length > 2 && width() > room) items.splice(-3, 1);
  return items.map(({ sign, label }) => ` ${theme.strong(sign)} ${theme.quiet(label)}`).join(" ");
}
