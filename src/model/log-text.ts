import { cleanLogLine, stripColours } from "./clean-log.ts";
import { LOG_WINDOW_BYTES, MOST_LOG_LINES, takeEnd } from "./log-cut.ts";
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
  /** How much was dropped or never read, about, bytes. */
  readonly leftOut: number;
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
  leftOut: 0,
  pending: "",
  open: [],
  nextFold: 0,
};

/** Parts inside parts beyond this are shown, but no longer taken for parts. */
const DEEPEST = 32;
/** A line without an end is read from its end: it is a progress bar, or noise. */
const LONGEST_PENDING = 64_000;

/** What comes next of a log. */
export interface LogPiece {
  /** As its server sent it. */
  readonly text: string;
  /** How many bytes were left out before it; none unless said. */
  readonly skipped?: number;
}

/** The log with what came next; its end is kept, as much of it as is worth holding. */
export function appendLog(before: LogText, { text: raw, skipped = 0 }: LogPiece): LogText {
  if (raw === "" && skipped === 0) return before;
  const log = skipped > 0 ? forget(before, skipped) : before;
  const all = log.pending + raw;
  const text = takeEnd(all);
  const cut = all.length - text.length;
  const { lines, ...rest } = read(
    cut > 0 ? forget(log, Math.max(0, cut - log.pending.length)) : log,
    text,
  );
  const first = findFirstKept(lines);
  if (first === 0) return { ...rest, lines };
  return {
    ...rest,
    lines: lines.slice(first),
    dropped: rest.dropped + first,
    leftOut: rest.leftOut + measure(lines.slice(0, first)),
  };
}

/** What of a log is needed to append to it, without the lines that have ended. */
export function takePending(log: LogText): LogText {
  const { lines, pending, open, nextFold } = log;
  return { ...EMPTY_LOG, lines: showsPending(log) ? lines.slice(-1) : [], pending, open, nextFold };
}

// What was left out may have ended any part that was open.
function forget(log: LogText, bytes: number): LogText {
  return {
    ...EMPTY_LOG,
    dropped: log.dropped + log.lines.length,
    isCut: true,
    leftOut: log.leftOut + measure(log.lines) + bytes,
    nextFold: log.nextFold,
  };
}

function read(log: LogText, text: string): LogText {
  const rows = text.split("\n");
  const pending = (rows.pop() ?? "").slice(-LONGEST_PENDING);
  const reader = createReader(
    log,
    log.lines.slice(0, log.lines.length - Number(showsPending(log))),
  );
  for (const row of rows) reader.read(row);
  const { open, nextFold } = reader;
  const after = { ...log, lines: reader.lines, open, nextFold, pending };
  const unended = readMarks(pending);
  if (showsPending(after)) reader.push(unended.text ?? "", unended.time, unended.level);
  return after;
}

function findFirstKept(lines: readonly LogLine[]): number {
  const least = Math.max(0, lines.length - MOST_LOG_LINES);
  let room = LOG_WINDOW_BYTES;
  for (let at = lines.length - 1; at >= least; at -= 1) {
    room -= (lines[at]?.text.length ?? 0) + 1;
    if (room < 0) return at + 1;
  }
  return least;
}

function measure(lines: readonly LogLine[]): number {
  return lines.reduce((sum, { text }) => sum + text.length + 1, 0);
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
