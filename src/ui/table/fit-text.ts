import cliTruncate from "cli-truncate";
import { isPlain, measureWidth, takeEnd, takeStart } from "../../model/text-width.ts";

/** Which part of a text that is too long is given up. */
export type Shorten = "end" | "middle";

/** Makes a text exactly `width` columns wide: shortened with an ellipsis or filled with spaces. */
export function fitText(text: string, width: number, ellipsis: string, shorten: Shorten): string {
  if (width <= 0) return "";
  const own = measureWidth(text);
  if (own <= width) return text + " ".repeat(width - own);
  const cut =
    shorten === "middle" ? shortenMiddle(text, width, ellipsis) : cutEnd(text, width, ellipsis);
  return cut + " ".repeat(Math.max(0, width - measureWidth(cut)));
}

/** Cuts the end off a text, styled or not, that is wider than `width`. */
export function cutEnd(text: string, width: number, ellipsis: string): string {
  if (width <= 0) return "";
  if (!isPlain(text)) return cliTruncate(text, width, { truncationCharacter: ellipsis });
  if (measureWidth(text) <= width) return text;
  return takeStart(text, width - ellipsis.length) + ellipsis;
}

// The two ends of a name tell it from others.
function shortenMiddle(text: string, width: number, ellipsis: string): string {
  if (width < 5) return cutEnd(text, width, ellipsis);
  if (!isPlain(text))
    return cliTruncate(text, width, { position: "middle", truncationCharacter: ellipsis });
  const half = Math.floor(width / 2);
  return takeStart(text, half) + ellipsis + takeEnd(text, width - half - ellipsis.length);
}
