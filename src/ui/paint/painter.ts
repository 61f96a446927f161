import { keepLast } from "../../model/keep-last.ts";
import { clip } from "../screen/screen-style.ts";
import { composeChange, composeLine } from "./compose-change.ts";
import { type CellLine, readCells } from "./read-cells.ts";

/** A frame: the lines from the top of the screen, and the columns they were composed for. */
export interface Picture {
  readonly lines: readonly string[];
  readonly columns: number;
}

/** Paints frames on the alternate screen beside Ink, which keeps everything else there is of a terminal. */
export interface Painter {
  /** Goes to the alternate screen before Ink does, which then finds it as it is. */
  enter(): void;
  /** Leaves the alternate screen, unless Ink has. */
  leave(): void;
  /** The terminal as Ink may have it: what Ink itself writes there is noticed and painted over. */
  readonly stdout: NodeJS.WriteStream;
  /** Takes the frame to paint next. */
  show(picture: Picture): void;
  /** Paints the last frame that was shown, as far as it is not on the screen already. */
  paint(): void;
}

/** A line that is on the screen, read when something is to take its place. */
interface Painted {
  readonly text: string;
  readonly line: () => CellLine;
}

// A terminal that knows them shows what is written between them at once.
const BEGIN = "\x1b[?2026h";
const END = "\x1b[?2026l";
const CLEAR_BELOW = "\x1b[J";

const ENTER_SCREEN = "\x1b[?1049h";
const LEAVE_SCREEN = "\x1b[?1049l";
const HIDE_CURSOR = "\x1b[?25l";
const SHOW_CURSOR = "\x1b[?25h";

/** What changes no cell: the cursor shown or hidden, pastes bracketed, a title or the clipboard set. */
const QUIET = /^(?:\x1b\[\?(?:25|2004)[hl]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\))*$/u;

/**
 * Creates a painter. Ink reads each line of each frame anew, colours and all, and writes a changed one
 * from its first change to its end; this looks at changed lines only, and writes changed columns.
 */
export function createPainter(stdout: NodeJS.WriteStream): Painter {
  let picture: Picture = { lines: [], columns: 0 };
  let painted: readonly Painted[] | null = null;
  let size = { columns: 0, rows: 0 };
  let isEntered = false;

  function compose(): { readonly text: string; readonly now: readonly Painted[] } {
    const { columns, rows } = stdout;
    if (columns !== size.columns || rows !== size.rows) painted = null;
    size = { columns, rows };
    const lines = picture.lines.slice(0, rows).map((line) => cut(line, columns));
    let text = "";
    const now = lines.map((line, row) => {
      const before = painted?.[row];
      if (before?.text === line) return before;
      const read = keepLast(() => readCells(line));
      text += painted
        ? composeChange(before?.line() ?? EMPTY, read(), row)
        : composeLine(line, row);
      return { text: line, line: read };
    });
    const isLess = lines.length < (painted?.length ?? rows);
    if (isLess) text += `\x1b[${lines.length + 1};1H${CLEAR_BELOW}`;
    return { text, now };
  }

  // The terminal may have become narrower since the frame was composed: a line that wraps would spoil it.
  function cut(line: string, columns: number): string {
    return columns < picture.columns ? clip(line, columns, "") : line;
  }

  return {
    enter() {
      isEntered = true;
      stdout.write(ENTER_SCREEN + HIDE_CURSOR);
    },
    leave() {
      if (!isEntered) return;
      isEntered = false;
      stdout.write(LEAVE_SCREEN + SHOW_CURSOR);
    },
    stdout: new Proxy(stdout, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => {
          if (name !== "write") return Reflect.apply(value, target, args);
          const text = String(args[0]);
          // Entered twice, some terminals forget where the cursor was before the first time.
          if (text === ENTER_SCREEN && isEntered) return true;
          if (text.includes(ENTER_SCREEN)) isEntered = true;
          if (text.includes(LEAVE_SCREEN)) isEntered = false;
          if (!QUIET.test(text)) painted = null;
          return Reflect.apply(value, target, args);
        };
      },
    }),
    show(next) {
      picture = next;
    },
    paint() {
      const { text, now } = compose();
      painted = now;
      if (text !== "") stdout.write(BEGIN + text + END);
    },
  };
}

const EMPTY: CellLine = { cells: [], isEven: true };
