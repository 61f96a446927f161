import { stripColours } from "../../model/clean-log.ts";
import { isErrorLine } from "../../model/log-text.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import { composeSteps } from "../run/compose-jobs.ts";
import { clip, justify, type ScreenLine, type ScreenStyle } from "../screen/screen-style.ts";
import { nameRun } from "../state/ask.ts";
import { findLine, type LogView, listLogLines, type NumberedLine } from "../state/log-view.ts";
import { closeColours } from "./close-colours.ts";
import { wrapLine } from "./wrap-line.ts";

/** Composes a log in `height` lines, the first of which says whose it is and how far it goes. */
export function composeLog(
  view: LogView,
  run: PipelineRun,
  colours: boolean,
  height: number,
  style: ScreenStyle,
): readonly ScreenLine[] {
  const shown = listLogLines(view);
  const room = Math.max(0, height - 1);
  const title = { key: "log title", text: composeTitle(view, run, shown.length, style) };
  const said = explainState(view, style);
  if (said !== null) {
    const line = { key: "log state", text: clip(`   ${said}`, style.width, style.glyphs.ellipsis) };
    return [title, line, ...(view.state === "later" ? composeSteps(view.job, style) : [])];
  }
  const draw = (one: NumberedLine) => composeLine(one, view, colours, style);
  return [title, ...takeWindow(shown, view, room, draw)];
}

function explainState({ state, problem, text }: LogView, { theme }: ScreenStyle): string | null {
  if (problem !== null && text.lines.length === 0) return theme.alert(problem);
  if (state === "later") return theme.quiet("The log comes when the job has ended. Its steps:");
  if (state === "loading") return theme.quiet("reading the log");
  if (text.lines.length > 0) return null;
  return theme.quiet(state === "ended" ? "the log is empty" : "nothing was printed yet");
}

function composeTitle(view: LogView, run: PipelineRun, shown: number, style: ScreenStyle): string {
  const { theme, glyphs } = style;
  const { job, text, state, top, problem } = view;
  const count = text.dropped + text.lines.length;
  const lines = `${count.toLocaleString("en-GB")}${text.isCut ? "+" : ""} lines`;
  const isCut = text.isCut || text.dropped > 0;
  const notes = [
    ...(view.wanted === "" ? [] : [`/${view.wanted}`]),
    ...(isCut ? [`the last ${text.lines.length.toLocaleString("en-GB")} of ${lines}`] : [lines]),
    ...(shown < text.lines.length ? ["folded"] : []),
    ...(state === "open" ? [top === null ? "following" : "G follows"] : []),
  ];
  const sign = theme.status(job.status, glyphs.status[job.status]);
  const left = ` ${sign} ${theme.strong(job.name)}  ${theme.quiet(nameRun(run))}`;
  const right =
    problem === null ? theme.quiet(notes.join(` ${glyphs.dot} `)) : theme.alert(problem);
  return justify(left, text.lines.length === 0 ? "" : `${right} `, style);
}

// From the first line in sight down, or from the end up: only what is drawn is composed.
function takeWindow(
  shown: readonly NumberedLine[],
  { top }: LogView,
  room: number,
  draw: (line: NumberedLine) => readonly ScreenLine[],
): readonly ScreenLine[] {
  const lines: ScreenLine[] = [];
  if (top !== null) {
    for (let at = findLine(shown, top); at < shown.length && lines.length < room; at += 1) {
      const line = shown[at];
      if (line) lines.push(...draw(line));
    }
    return lines.slice(0, room);
  }
  for (let at = shown.length - 1; at >= 0 && lines.length < room; at -= 1) {
    const line = shown[at];
    if (line) lines.unshift(...draw(line));
  }
  return room === 0 ? [] : lines.slice(-room);
}

function composeLine(
  { number, line, folded }: NumberedLine,
  { showsTimes, wraps, mark }: LogView,
  colours: boolean,
  style: ScreenStyle,
): readonly ScreenLine[] {
  const { theme, glyphs, width, ascii } = style;
  const time = showsTimes ? `${line.time?.slice(11, 19) ?? " ".repeat(8)} ` : "";
  const bar = number === mark ? theme.accent(glyphs.selection) : " ";
  const arrow = folded > 0 ? (ascii ? "> " : "▸ ") : "";
  const note = folded > 0 ? theme.quiet(` (${folded} ${folded === 1 ? "line" : "lines"})`) : "";
  const room = Math.max(1, width - 1 - time.length - arrow.length);
  const own = colours ? line.text : stripColours(line.text);
  const rows = wraps ? wrapLine(own, room) : [own];
  const plain = !own.includes("\x1b");
  return rows.map((row, index) => {
    const isFirst = index === 0;
    const painted = plain && isErrorLine(line) ? theme.status("failed", row) : closeColours(row);
    const lead = isFirst ? `${bar}${theme.quiet(time + arrow)}` : " ".repeat(1 + time.length);
    const text = `${lead}${painted}${index === rows.length - 1 ? note : ""}`;
    return { key: `log ${number} ${index}`, text: clip(text, width, glyphs.ellipsis) };
  });
}
