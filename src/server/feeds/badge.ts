import type { Pipeline } from "../../model/pipeline.ts";
import type { RunStatus } from "../../model/run-status.ts";
import { escapeMarkup, toAttributes } from "../escape-markup.ts";

// White letters stand out from each of these by 4.5 : 1 at least.
const COLOURS: Readonly<Record<RunStatus, string>> = {
  success: "#1a7f37",
  failed: "#c32f27",
  running: "#0969da",
  queued: "#57606a",
  waiting: "#8250df",
  warning: "#8a6100",
  cancelled: "#57606a",
  skipped: "#57606a",
  unknown: "#57606a",
};

const WORDS: Partial<Record<RunStatus, string>> = { success: "passing", failed: "failing" };

/** Wide enough for any letter of the font; `textLength` spreads what is drawn over it. */
const LETTER_WIDTH = 6.6;
const PADDING = 6;
const HEIGHT = 20;
const LONGEST = 60;

/** A badge for a pipeline, as an SVG image; of a pipeline that is not known, one that says so. */
export function composeBadge(row: Pipeline | undefined): string {
  const label = row?.workflow ?? "cimon";
  const status = row?.latest.status ?? "unknown";
  const word = row ? (WORDS[status] ?? status) : "not found";
  return draw(label, word, COLOURS[status]);
}

function draw(label: string, word: string, colour: string): string {
  const left = measure(label);
  const right = measure(word);
  const width = left.box + right.box;
  const title = escapeMarkup(`${label}: ${word}`);
  const root = toAttributes({
    xmlns: "http://www.w3.org/2000/svg",
    width: `${width}`,
    height: `${HEIGHT}`,
    role: "img",
    "aria-label": `${label}: ${word}`,
  });
  return [
    `<svg${root}><title>${title}</title>`,
    `<clipPath id="r"><rect width="${width}" height="${HEIGHT}" rx="3"/></clipPath>`,
    `<g clip-path="url(#r)"><rect width="${left.box}" height="${HEIGHT}" fill="#3b4045"/>`,
    `<rect x="${left.box}" width="${right.box}" height="${HEIGHT}" fill="${colour}"/></g>`,
    '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">',
    write(left, PADDING),
    write(right, left.box + PADDING),
    "</g></svg>\n",
  ].join("");
}

interface Measured {
  readonly text: string;
  readonly length: number;
  readonly box: number;
}

function measure(text: string): Measured {
  const letters = [...text];
  const shown = letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join("")}…` : text;
  const length = Math.round([...shown].length * LETTER_WIDTH);
  return { text: shown, length, box: length + 2 * PADDING };
}

function write({ text, length }: Measured, x: number): string {
  return `<text x="${x}" y="14" textLength="${length}">${escapeMarkup(text)}</text>`;
}
