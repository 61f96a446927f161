import { stripColours } from "../../model/clean-log.ts";
import { formatBytes } from "../../model/format-bytes.ts";
import { formatCount } from "../../model/format-count.ts";
import { isErrorLine } from "../../model/log-text.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import { showActionKey } from "../keys/show-key.ts";
import { composeSteps } from "../run/compose-jobs.ts";
import { clip, justify, type ScreenLine, type ScreenStyle } from "../screen/screen-style.ts";
import { nameRun } from "../state/ask.ts";
import { findLine, type LogView, type NumberedLine } from "../state/log-view.ts";
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
  const room = Math.max(0, height - 1);
  const title = { key: "log title", text: composeTitle(view, run, style) };
  const said = explainState(view, run, style);
  if (said !== null) {
    const line = { key: "log state", text: clip(`   ${said}`, style.width, style.glyphs.ellipsis) };
    return [title, line, ...(view.state === "later" ? composeSteps(view.job, style) : [])];
  }
  const draw = (one: NumberedLine) => composeLine(one, view, colours, style);
  const lines = takeWindow(view, room, draw);
  const [first] = view.shown;
  const isAtTop = view.text.leftOut > 0 && lines[0]?.key === `log ${first?.number} 0`;
  return [title, ...(isAtTop ? [composeCut(view, style), ...lines] : lines).slice(0, room + 1)];
}

function explainState(
  { state, problem, text, job }: LogView,
  { provider }: PipelineRun,
  { theme }: ScreenStyle,
): string | null {
  if (problem !== null && text.lines.length === 0) return theme.alert(problem);
  if (state === "later") {
    const steps = job.steps.length === 0 ? "" : ", its steps until then:";
    const sentence =
      provider === "github"
        ? `GitHub gives the log when the job has ended${steps}`
        : "there is no log of it yet";
    return theme.quiet(sentence);
  }
  if (state === "loading") return theme.quiet("reading the log");
  if (text.lines.length > 0) return null;
  return theme.quiet(state === "ended" ? "the log is empty" : "nothing was printed yet");
}

function composeTitle(view: LogView, run: PipelineRun, style: ScreenStyle): string {
  const { theme, glyphs } = style;
  const { job, text, problem } = view;
  const sign = theme.status(job.status, glyphs.status[job.status]);
  const left = ` ${sign} ${theme.strong(job.name)}  ${theme.quiet(nameRun(run))}`;
  const dot = theme.quiet(` ${glyphs.dot} `);
  const right = problem === null ? listNotes(view, style).join(dot) : theme.alert(problem);
  return justify(left, text.lines.length === 0 ? "" : `${right} `, style);
}

function listNotes(view: LogView, style: ScreenStyle): readonly string[] {
  const { theme, glyphs } = style;
  const { text, state, top, shown } = view;
  const kept = formatCount(text.lines.length);
  const all = formatCount(text.dropped + text.lines.length);
  const size = text.isCut ? `the last ${kept} lines` : `the last ${kept} of ${all} lines`;
  return [
    ...(view.wanted === "" ? [] : [theme.accent(composeFound(view))]),
    theme.quiet(text.isCut || text.dropped > 0 ? size : `${all} lines`),
    ...(shown.length < text.lines.length ? [theme.quiet("folded")] : []),
    ...(state !== "open"
      ? []
      : [
          top === null
            ? theme.status("running", `${glyphs.status.running} following`)
            : theme.alert(`paused, ${showActionKey(style, "log", "bottom")} follows`),
        ]),
  ];
}

function composeFound({ wanted, found, mark }: LogView): string {
  const place = mark === null ? 0 : found.indexOf(mark) + 1;
  return `/${wanted} ${place === 0 ? "" : `${place} of `}${found.length}`;
}

function composeCut({ text }: LogView, style: ScreenStyle): ScreenLine {
  const { theme, glyphs, width } = style;
  const [save, page] = (["save-log", "page-log"] as const).map((action) =>
    showActionKey(style, "log", action),
  );
  const size = formatBytes(text.leftOut);
  const sentence = `${size} before this are left out: ${save} saves all of it, ${page} shows it in a pager`;
  return { key: "log cut", text: clip(` ${theme.alert(sentence)}`, width, glyphs.ellipsis) };
}

// From the first line in sight down, or from the end up: only what is drawn is composed.
function takeWindow(
  { shown, top }: LogView,
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
