import { EventEmitter } from "node:events";
import headless from "@xterm/headless";

/** A terminal that shows what is written to it. */
export interface EmulatedTerminal {
  readonly stdout: NodeJS.WriteStream;
  /** Each piece that was written. */
  readonly written: readonly string[];
  /** What each cell holds, and its colours, line by line; blanks at the end of a line are left out. */
  cells(): Promise<readonly string[]>;
  resize(columns: number, rows: number): void;
}

/** Creates a terminal of some size. */
export function emulateTerminal(columns: number, rows: number): EmulatedTerminal {
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
  terminal.write("\x1b[?1049h");
  const written: string[] = [];
  const stdout = Object.assign(new EventEmitter(), {
    isTTY: true,
    columns,
    rows,
    write(text: string) {
      written.push(text);
      terminal.write(text);
      return true;
    },
  });

  function readRow(row: number): string {
    const line = terminal.buffer.active.getLine(row);
    const looks = Array.from({ length: terminal.cols }, (_, column) => {
      const cell = line?.getCell(column);
      if (!cell) return "";
      const front = `${cell.getFgColorMode()}.${cell.getFgColor()}.${cell.isBold()}.${cell.isDim()}`;
      const back = `${cell.getBgColorMode()}.${cell.getBgColor()}.${cell.isInverse()}`;
      const isBlank = cell.getChars() === "" || cell.getChars() === " ";
      return isBlank ? (back === "0.-1.0" ? " " : `_${back}`) : cell.getChars() + front + back;
    });
    return looks.join("").trimEnd();
  }

  return {
    stdout: stdout as unknown as NodeJS.WriteStream,
    written,
    async cells() {
      await new Promise<void>((resolve) => terminal.write("", resolve));
      return Array.from({ length: terminal.rows }, (_, row) => readRow(row));
    },
    resize(newColumns, newRows) {
      terminal.resize(newColumns, newRows);
      Object.assign(stdout, { columns: newColumns, rows: newRows });
    },
  };
}
