import { measureWidth } from "../../model/text-width.ts";
import type { KeyBinding } from "../keys/key-binding.ts";
import type { ViewChoice } from "../state/narrowing.ts";
import { cutEnd } from "../table/fit-text.ts";
import type { RowStyle } from "../table/row-style.ts";

/** What everything on the screen is drawn with. */
export interface ScreenStyle extends RowStyle {
  readonly ascii: boolean;
  /** What the keys mean. */
  readonly keyTable: readonly KeyBinding[];
  /** Columns of the terminal. */
  readonly width: number;
}

/** A part of a line that can be clicked by itself; its columns count from 1. */
export interface Spot {
  readonly from: number;
  readonly to: number;
  readonly shows: ViewChoice;
}

/** One line of the screen. */
export interface ScreenLine {
  /** Tells React which line of the last frame this one was. */
  readonly key: string;
  readonly text: string;
  /** What a screen reader says; the text itself without its colours where it is left out. */
  readonly label?: string;
  readonly spots?: readonly Spot[];
}

/** Puts one text at the left and one at the right; what does not fit is taken from the left one. */
export function justify(left: string, right: string, { width, glyphs }: ScreenStyle): string {
  const rightWidth = measureWidth(right);
  if (right === "" || rightWidth + 2 > width) return clip(left, width, glyphs.ellipsis);
  const room = width - rightWidth - 1;
  const cut = clip(left, room, glyphs.ellipsis);
  return cut + " ".repeat(width - rightWidth - measureWidth(cut)) + right;
}

/** Cuts a text to a width, where it is wider. */
export function clip(text: string, width: number, ellipsis: string): string {
  return measureWidth(text) > width ? cutEnd(text, width, ellipsis) : text;
}

/** The first of several texts, longest first, that fits a width; the last one cut where none does. */
export function pickFitting(texts: readonly string[], width: number, ellipsis: string): string {
  return (
    texts.find((text) => measureWidth(text) <= width) ?? clip(texts.at(-1) ?? "", width, ellipsis)
  );
}
