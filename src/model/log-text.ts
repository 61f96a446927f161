import { cleanLogLine, stripColours } from "./clean-log.ts";
import { MOST_LOG_LINES, takeEnd } from "./log-cut.ts";
import { type LogLevel, type LogMark, readMarks } from "./log-marker.ts";

/** One line of a log, fit for a terminal: its only control sequences are colours. */
export interface LogLine {
  readonly text: string;
  /** ISO, null where its vendor does not say. */
  readonly time: string | null;
  readonly level: LogLevel;
  /** The part it can be folded into; null where it always stands by itself. */
  readonly fold: number | null;
  /** True for the line that stands for the part when it is folded. */
  readonly opens: boolean;
}

interface OpenPart {
  readonly name: string;
  /** Null for a part that is not folded. */
  readonly fold: number | null;
}

/** A log as far as it was read; what is appended makes a new one. */
export interface LogText {
  readonly lines: readonly LogLine[];
  /** How many lines were dropped before these, so that a line keeps its number. */
  readonly dropped: number;
  /** True where more was dropped than was counted. */
  readonly isCut: boolean;
  /** The raw line that has not ended yet; it is the last of `lines` where it shows anything. */
  readonly pending: string;
  /** Parts that have begun and not ended, outermost first. */
  readonly open: readonly OpenPart[];
  readonly nextFold: number;
}

/** A log of which nothing was read. */
export const EMPTY_LOG: LogText = {
  lines: [],
  dropped: 0,
  isCut: false,
  pending: "",
  open: [],
  nextFold: 0,
};

/** Parts inside parts beyond this are shown, but no longer taken for parts. */
const DEEPEST = 32;
/** A line without an end is read from its end: it is a progress bar, or noise. */
const LONGEST_PENDING = 64_000;

/** The log with what came next, raw; the last {@link MOST_LOG_LINES} lines are kept. */
export function appendLog(log: LogText, raw: string): LogText {
  if (raw === "") return log;
  const all = log.pending + raw;
  const text = takeEnd(all);
  const rows = text.split("\n");
  const pending = (rows.pop() ?? "").slice(-LONGEST_PENDING);
  const settled = log.lines.slice(0, log.lines.length - Number(showsPending(log)));
  const cut = text.length < all.length;
  const reader = createReader(log, cut ? [] : settled);
  for (const row of rows) reader.read(row);
  const { open, nextFold } = reader;
  const after = { lines: reader.lines, open, nextFold, pending };
  const unended = readMarks(pending);
  if (showsPending(after)) reader.push(unended.text ?? "", unended.time, unended.level);
  const over = Math.max(0, reader.lines.length - MOST_LOG_LINES);
  return {
    ...after,
    lines: over === 0 ? reader.lines : reader.lines.slice(over),
    dropped: log.dropped + over + (cut ? settled.length : 0),
    isCut: log.isCut || cut,
  };
}

/** True for a line that tells of a failure, by its mark or by its words. */
export function isErrorLine({ level, text }: LogLine): boolean {
  if (level !== "plain") return level === "error";
  return FAULT.test(text) && FAULT_WORD.test(stripColours(text).replace(NO_FAULT, ""));
}

const FAULT = /err(?:or|!)|fail|fatal|panic|exception|traceback|[✗✖×]/iu;
const FAULT_WORD =
  /(?:^|[^\w-])(?:\w*error|err!|fail(?:ed|ure|ures)?|fatal|panic|\w*exception|traceback)(?![\w-])|[✗✖×]/iu;
const NO_FAULT = /\b(?:0|no|without) (?:errors?|fail(?:ed|ures?))\b|--[\w-]+/giu;

function showsPending({ pending }: Pick<LogText, "pending">): boolean {
  if (pending === "") return false;
  const { text, marks } = readMarks(pending);
  return marks.length === 0 && text !== null && cleanLogLine(text) !== "";
}

function createReader(log: LogText, settled: readonly LogLine[]) {
  const lines = [...settled];
  let { open, nextFold } = log;

  function push(raw: string, time: string | null, level: LogLevel, opens = false): void {
    const fold = open.find((part) => part.fold !== null)?.fold ?? null;
    lines.push({ text: cleanLogLine(raw), time, level, fold, opens });
  }

  /** Gives back true where the part is one of its own, not a part inside a folded one. */
  function mark(one: LogMark): boolean {
    if (one.type === "close") {
      const at = one.name === null ? open.length - 1 : findOpen(open, one.name);
      if (at >= 0) open = open.slice(0, at);
      return false;
    }
    if (open.length >= DEEPEST) return false;
    // GitHub's groups do not nest: a new one ends the one before it.
    if (one.name === "") open = open.filter(({ name }) => name !== "");
    const isOutermost = open.every(({ fold }) => fold === null);
    const fold = one.folds ? nextFold : null;
    if (one.folds) nextFold += 1;
    open = [...open, { name: one.name, fold }];
    return one.folds && isOutermost;
  }

  return {
    lines,
    push,
    read(raw: string): void {
      const { text, time, level, marks } = readMarks(raw);
      const opens = marks.map(mark).at(-1) ?? false;
      if (text !== null) push(text, time, level, opens);
      else if (opens) push(marks.at(-1)?.name ?? "", time, level, true);
    },
    get open() {
      return open;
    },
    get nextFold() {
      return nextFold;
    },
  };
}

function findOpen(open: readonly OpenPart[], wanted: string): number {
  return open.findLastIndex(({ name }) => name === wanted);
}
