import { stripColours } from "../../model/clean-log.ts";
import { EMPTY_LOG, isErrorLine, type LogLine, type LogText } from "../../model/log-text.ts";
import type { Job, LogChunk } from "../../model/run-detail.ts";

/** The open log of a job. */
export interface LogView {
  readonly job: Job;
  /** Where it was opened, and where leaving it leads. */
  readonly from: "table" | "run";
  /** `later`: its vendor gives it once the job has ended. */
  readonly state: "loading" | "open" | "ended" | "later";
  /** Why it could not be read, or not further. */
  readonly problem: string | null;
  readonly text: LogText;
  /** The number of the first line in sight; null keeps the end in sight. */
  readonly top: number | null;
  /** The number of the line that was jumped to. */
  readonly mark: number | null;
  /** What is looked for, "" for nothing. */
  readonly wanted: string;
  readonly wraps: boolean;
  readonly showsTimes: boolean;
  readonly unfolded: boolean;
  /** What follows from the text and from what is folded: the lines to show. */
  readonly shown: readonly NumberedLine[];
  /** What follows from the text and from what is wanted: the numbers of the lines that hold it. */
  readonly found: readonly number[];
}

/** What is heard of a log; `job` is its job's id, and of another job it is dropped. */
export type LogEvent =
  | { readonly type: "log"; readonly job: string; readonly chunk: LogChunk }
  | { readonly type: "log-later"; readonly job: string }
  | { readonly type: "log-failed"; readonly job: string; readonly problem: string };

/** A line with its number, which stays its own while lines before it are dropped. */
export interface NumberedLine {
  readonly number: number;
  readonly line: LogLine;
  /** How many lines are folded into this one. */
  readonly folded: number;
}

/** Opens the log of a job, of which nothing was read yet. */
export function openLog(job: Job, from: LogView["from"]): LogView {
  return {
    job,
    from,
    state: "loading",
    problem: null,
    text: EMPTY_LOG,
    top: null,
    mark: null,
    wanted: "",
    wraps: false,
    showsTimes: false,
    unfolded: false,
    shown: [],
    found: [],
  };
}

/** The view with changes after which other lines are to be shown, or found. */
export function rearrange(
  view: LogView,
  changes: Partial<Pick<LogView, "text" | "unfolded" | "wanted" | "mark">>,
): LogView {
  const next = { ...view, ...changes };
  const hasOtherLines = next.text !== view.text || next.unfolded !== view.unfolded;
  const findsOthers = next.text !== view.text || next.wanted !== view.wanted;
  return {
    ...next,
    shown: hasOtherLines ? listLines(next) : view.shown,
    found: findsOthers ? listFound(next) : view.found,
  };
}

// A part stays open while it goes on, and where it holds an error.
function listLines({ text, unfolded }: LogView): readonly NumberedLine[] {
  const { lines, dropped, open } = text;
  const spread = new Set<number | null>([null, ...open.map(({ fold }) => fold)]);
  const sizes = new Map<number, number>();
  for (const line of unfolded ? [] : lines) {
    if (line.fold === null) continue;
    if (!line.opens) sizes.set(line.fold, (sizes.get(line.fold) ?? 0) + 1);
    if (isErrorLine(line)) spread.add(line.fold);
  }
  const shown: NumberedLine[] = [];
  for (const [index, line] of lines.entries()) {
    const isFolded = !unfolded && !spread.has(line.fold);
    if (isFolded && !line.opens) continue;
    const folded = isFolded && line.fold !== null ? (sizes.get(line.fold) ?? 0) : 0;
    shown.push({ number: dropped + index, line, folded });
  }
  return shown;
}

function listFound({ text, wanted }: LogView): readonly number[] {
  const sought = wanted.toLowerCase();
  if (sought === "") return [];
  return text.lines.flatMap((line, index) =>
    stripColours(line.text).toLowerCase().includes(sought) ? [text.dropped + index] : [],
  );
}

/** The place of the first shown line at or after a number; of the last one where none is. */
export function findLine(shown: readonly NumberedLine[], number: number): number {
  let [low, high] = [0, shown.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shown[middle]?.number ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, Math.max(0, shown.length - 1));
}
