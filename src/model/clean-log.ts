import { cutSoftly } from "./log-cut.ts";

/** The longest line that is kept, characters; more of it is minified code or noise. */
const LONGEST_LINE = 2_000;

// Every character that draws nothing or turns the direction of writing.
const UNSEEN =
  "\\p{Cc}\\u00ad\\u061c\\u180e\\u200b\\u200c\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}";
const SGR = "\\x1b\\[[\\d;:]{0,64}m";
// In this order: what is kept; strings up to their end (OSC, DCS, SOS, PM, APC), of which one without
// an end loses its beginning only; CSI; other escapes, also in their 8-bit form; what is never seen.
const SEQUENCES = new RegExp(
  [
    `(${SGR})`,
    "(?:\\x1b[\\]PX^_]|[\\x90\\x98\\x9d-\\x9f])[^\\x07\\x1b\\x9c]*(?:\\x07|\\x1b\\\\|\\x9c)",
    "(?:\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]",
    "\\x1b[ -/]*[0-~]",
    `[${UNSEEN}]|\\p{Cs}`,
  ].join("|"),
  "gu",
);
/** What a line must hold to need cleaning; most hold nothing of it. */
const SUSPECT = new RegExp(`[${UNSEEN}]|\\p{Cs}`, "u");
const SGR_ONLY = new RegExp(SGR, "gu");
const TAB_STOP = 8;

/**
 * Makes one line of a log safe for a terminal: colours and weights (SGR) stay, every other control
 * sequence and unseen character goes, tabs become spaces. Of a line that was overwritten from its
 * start (`\r`) the last state is left. Of a line longer than `longest` characters the rest is left out.
 */
export function cleanLogLine(line: string, longest = LONGEST_LINE): string {
  const cut = line.length > longest ? cutSoftly(line, longest) : line;
  if (!SUSPECT.test(cut)) return cut;
  const cleaned = splitOverwritten(cut).map(cleanSegment);
  return cleaned.findLast((segment) => stripColours(segment).trim() !== "") ?? "";
}

/** The states a line went through while it was overwritten, oldest first, as they came. */
export function splitOverwritten(line: string): readonly string[] {
  return line.includes("\r") ? line.split("\r") : [line];
}

/** Cleans a text in which nothing is overwritten. */
export function cleanSegment(text: string): string {
  const cleaned = expandTabs(text).replace(SEQUENCES, (_, colour?: string) => colour ?? "");
  return cleaned.trimEnd();
}

/** A cleaned line without its colours. */
export function stripColours(text: string): string {
  return text.includes("\x1b") ? text.replace(SGR_ONLY, "") : text;
}

function expandTabs(text: string): string {
  if (!text.includes("\t")) return text;
  let column = 0;
  return text
    .split("\t")
    .map((part, index, parts) => {
      column += stripColours(part).length;
      if (index === parts.length - 1) return part;
      const spaces = TAB_STOP - (column % TAB_STOP);
      column += spaces;
      return part + " ".repeat(spaces);
    })
    .join("");
}
