import { join } from "node:path";
import headless from "@xterm/headless";
import { spawn } from "node-pty";
import { onTestFinished } from "vitest";

/** The program as it is shipped. */
export const BIN = join(import.meta.dirname, "../../bin/cimon.js");

/** What stands around the parts of a frame. */
const BEGIN = "\x1b[?2026h";
const END = "\x1b[?2026l";

/** A program in a real terminal of its own. */
export interface TerminalSession {
  /** The lines on the screen, without the spaces at their ends. */
  screen(): readonly string[];
  /** Types as if by hand. */
  press(keys: string): void;
  resize(columns: number, rows: number): void;
  /** Takes the terminal away, as the closing of its window does. */
  hangUp(): void;
  /** Sends a signal. */
  kill(signal: NodeJS.Signals): void;
  /** Resolves with what `find` returns once that is neither null nor false; rejects with the screen. */
  waitFor<Found>(
    what: string,
    find: (lines: readonly string[]) => Found,
    timeoutMs?: number,
  ): Promise<NonNullable<Found>>;
  /** Waits until the screen holds the text. */
  waitForText(text: string | RegExp, timeoutMs?: number): Promise<void>;
  /** Resolves when nothing was written for a moment, or after a second of never ending output. */
  waitForQuiet(): Promise<void>;
  /** The exit code, once it has ended. */
  readonly exited: Promise<number>;
  /** True while the program shows its own screen instead of the shell's. */
  isAlternate(): boolean;
  /** Everything it wrote so far. */
  output(): string;
}

/** What to run, and in what terminal. */
export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** Answers what a program asks its terminal, such as where the cursor is. */
  readonly answers?: true;
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  /** Another program than cimon. */
  readonly file?: string;
}

/** Runs `cimon` in a pty read by a terminal emulator; it is killed after the test. */
export function startTerminal(
  args: readonly string[],
  options: TerminalOptions = {},
): TerminalSession {
  const { columns = 120, rows = 30 } = options;
  const { CI: _ci, NO_COLOR: _noColor, ...env } = process.env;
  const { file } = options;
  const pty = spawn(file ?? process.execPath, file ? [...args] : [BIN, ...args], {
    name: "xterm-256color",
    cols: columns,
    rows,
    cwd: options.cwd ?? process.cwd(),
    env: { ...env, TERM: "xterm-256color", ...options.env },
  });
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
  if (options.answers) terminal.onData((answer) => pty.write(answer));
  let output = "";
  let unread = 0;
  pty.onData((data) => {
    output += data;
    unread += 1;
    terminal.write(data, () => {
      unread -= 1;
    });
  });
  // A frame comes in pieces: in the middle of one the screen is half the old one.
  const isWhole = () => unread === 0 && output.lastIndexOf(BEGIN) <= output.lastIndexOf(END);
  const exited = new Promise<number>((resolve) => pty.onExit(({ exitCode }) => resolve(exitCode)));
  onTestFinished(() => pty.kill("SIGKILL"));

  function screen(): readonly string[] {
    const { active } = terminal.buffer;
    return Array.from({ length: terminal.rows }, (_, row) =>
      (
        active.getLine(active.viewportY + row)?.translateToString(true, 0, terminal.cols) ?? ""
      ).trimEnd(),
    );
  }

  async function waitFor<Found>(
    what: string,
    find: (lines: readonly string[]) => Found,
    timeoutMs = 30_000,
  ): Promise<NonNullable<Found>> {
    const untilMs = performance.now() + timeoutMs;
    for (;;) {
      const found = isWhole() ? find(screen()) : null;
      if (found !== null && found !== undefined && found !== false)
        return found as NonNullable<Found>;
      if (performance.now() > untilMs)
        throw new Error(`never saw ${what} in:\n${screen().join("\n")}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  async function waitForQuiet(): Promise<void> {
    const untilMs = performance.now() + 1_000;
    let before = -1;
    while (before !== output.length && performance.now() < untilMs) {
      before = output.length;
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }

  return {
    screen,
    press: (keys) => pty.write(keys),
    resize(newColumns, newRows) {
      terminal.resize(newColumns, newRows);
      pty.resize(newColumns, newRows);
    },
    // Absent from its types.
    hangUp: () => (pty as unknown as { destroy(): void }).destroy(),
    kill: (signal) => pty.kill(signal),
    waitFor,
    waitForQuiet,
    waitForText: async (text, timeoutMs) => {
      await waitFor(
        String(text),
        (lines) =>
          typeof text === "string" ? lines.join("\n").includes(text) : text.test(lines.join("\n")),
        timeoutMs,
      );
    },
    exited,
    isAlternate: () => terminal.buffer.active.type === "alternate",
    output: () => output,
  };
}
