import { stripColours } from "../../model/clean-log.ts";
import { closeColours } from "../log/close-colours.ts";
import { clip, type ScreenStyle } from "../screen/screen-style.ts";
import type { RunView } from "../state/run-view.ts";

const MOST_ANNOTATIONS = 4;

/** Why the run failed: what tools found, then the lines of the log that tell; `most` lines. */
export function composeFailure(
  { failure, jobs }: RunView,
  colours: boolean,
  most: number,
  style: ScreenStyle,
): readonly string[] {
  if (failure === null || most <= 1) return [];
  const { theme, glyphs, ascii, width } = style;
  const name = jobs?.find(({ id }) => id === failure.jobId)?.name ?? "";
  const edge = theme.status("failed", ascii ? "|" : "│");
  const { annotations, lines, problem } = failure;
  const found = annotations.slice(0, MOST_ANNOTATIONS).map(({ level, message, place }) => {
    const status = level === "failure" ? "failed" : "warning";
    const sign = theme.status(status, glyphs.status[status]);
    return `${sign} ${place === null ? "" : `${theme.accent(place)} `}${message}`;
  });
  const said = lines.map(({ text }) => (colours ? closeColours(text) : stripColours(text)));
  const shown = [...found, ...said.slice(-Math.max(0, most - 1 - found.length))];
  const rest = problem === null ? [] : [theme.alert(problem)];
  if (shown.length + rest.length === 0) return [];
  return [
    `   ${theme.quiet("why")} ${theme.strong(name)}`,
    ...[...shown, ...rest].slice(0, most - 1).map((text) => `   ${edge} ${text}`),
  ].map((line) => clip(line, width, glyphs.ellipsis));
}
