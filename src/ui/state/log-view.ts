import { EMPTY_LOG, isErrorLine, type LogLine, type LogText } from "../../model/log-text.ts";
import type { Job, LogChunk } from "../../model/run-detail.ts";

/** The open log of a job. */
export interface LogView {
  readonly job: Job;
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
export function openLog(job: Job): LogView {
  return {
    job,
    state: "loading",
    problem: null,
    text: EMPTY_LOG,
    top: null,
    mark: null,
    wanted: "",
    wraps: false,
    showsTimes: false,
    unfolded: false,
  };
}

/** The lines to show. A part stays open while it goes on, and where it holds an error. */
export function listLogLines({ text, unfolded }: LogView): readonly NumberedLine[] {
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

/** The place of the first shown line at or after a number; of the last one where none is. */
export function findLine(shown: readonly NumberedLine[], number: number): number {
  const at = shown.findIndex((one) => one.number >= number);
  return at === -1 ? Math.max(0, shown.length - 1) : at;
}
