import { cleanSegment, splitOverwritten } from "./clean-log.ts";

/** What a line is for, by the marks its vendor put on it. */
export type LogLevel = "plain" | "error" | "warning" | "notice" | "command";

/** A mark that opens or closes a part of a log that can be folded. */
export type LogMark =
  | { readonly type: "open"; readonly name: string; readonly folds: boolean }
  | { readonly type: "close"; readonly name: string | null };

/** A raw line taken apart. */
export interface MarkedLine {
  /** What is left to clean; null where the line held marks alone. */
  readonly text: string | null;
  /** When it was printed, ISO, where its vendor says. */
  readonly time: string | null;
  readonly level: LogLevel;
  /** In their order; the text, where there is one, stands after them. */
  readonly marks: readonly LogMark[];
}

// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
const TIME = /^\ufeff?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z) (?:[0-9a-f]{2}[OE][ +])?/u;
const GITHUB = /^##\[(group|endgroup|error|warning|notice|debug|command)\]/u;
// https://docs.gitlab.com/ci/jobs/job_logs/#custom-collapsible-sections
const SECTION = /^section_(start|end):\d{1,12}:([\w.-]{1,200})(\[[^\]]{0,200}\])?/u;
/** GitLab's sections in which a job's own commands run: what a person came for. */
const SCRIPTS = /^(?:step|build|after|release)_script$/u;

/** Takes the time and the marks off a raw line. */
export function readMarks(raw: string): MarkedLine {
  const time = TIME.exec(raw);
  const rest = time === null ? raw : raw.slice(time[0].length);
  const at = time?.[1] ?? null;
  const github = GITHUB.exec(rest);
  if (github) return readGithub(github[1] ?? "", rest.slice(github[0].length), at);
  if (rest.startsWith("[command]")) {
    return { text: rest.slice("[command]".length), time: at, level: "command", marks: [] };
  }
  return rest.includes("section_")
    ? readSections(rest, at)
    : { text: rest, time: at, level: "plain", marks: [] };
}

function readGithub(word: string, text: string, time: string | null): MarkedLine {
  const base = { text, time, level: "plain" as const, marks: [] };
  switch (word) {
    case "group":
      return { ...base, marks: [{ type: "open", name: "", folds: true }] };
    case "endgroup":
      return { ...base, text: null, marks: [{ type: "close", name: null }] };
    case "error":
    case "warning":
    case "notice":
    case "command":
      return { ...base, level: word };
    default:
      return base;
  }
}

// Several marks can stand in one line, each ended by \r and the sequence that erases it.
function readSections(raw: string, time: string | null): MarkedLine {
  const marks: LogMark[] = [];
  const rest: string[] = [];
  for (const segment of splitOverwritten(raw)) {
    const text = cleanSegment(segment);
    const mark = SECTION.exec(text);
    if (mark === null) rest.push(segment);
    else {
      const name = mark[2] ?? "";
      marks.push(
        mark[1] === "start"
          ? { type: "open", name, folds: !SCRIPTS.test(name) }
          : { type: "close", name },
      );
    }
  }
  const text = rest.join("\r");
  const isBare = marks.length > 0 && cleanSegment(rest.join("")).trim() === "";
  return { text: isBare ? null : text, time, level: "plain", marks };
}
