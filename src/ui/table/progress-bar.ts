import type { Glyphs } from "./glyphs.ts";

/** A bar of so many columns for a progress from 0 to 1; full only when all is done. */
export function composeBar(progress: number, width: number, glyphs: Glyphs): string {
  const full = Math.min(width, Math.max(0, Math.floor(progress * width)));
  return glyphs.barFull.repeat(full) + glyphs.barEmpty.repeat(width - full);
}
