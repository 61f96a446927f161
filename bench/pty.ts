import headless from "@xterm/headless";
import { spawn } from "node-pty";

/** What to run, and in what terminal. */
export interface PtyOptions {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly columns?: number;
  readonly rows?: number;
}

/** Bytes that came in one go. */
export interface Chunk {
  /** By `performance.now()`. */
  readonly atMs: number;
  readonly text: string;
}

/** A program in a real terminal. */
export interface PtyProgram {
  readonly pid: number;
  /** By `performance.now()`. */
  readonly startedMs: number;
  lines(): readonly string[];
  press(keys: string): void;
  /** Hears of each chunk once it is on the screen; returns the way to stop. */
  listen(listener: (chunk: Chunk, lines: () => readonly string[]) => void): () => void;
  /** Resolves with the chunk that brought what `find` looks for; rejects with the screen. */
  waitFor(
    what: string,
    find: (lines: readonly string[]) => boolean,
    timeoutMs?: number,
  ): Promise<Chunk>;
  kill(): void;
}

/** Starts a program in a pty that a terminal emulator reads. */
export function startPty(options: PtyOptions): PtyProgram {
  const { columns = 140, rows = 50 } = options;
  const startedMs = performance.now();
  const pty = spawn(options.file, [...options.args], {
    name: "xterm-256color",
    cols: columns,
    rows,
    cwd: options.cwd,
    env: { ...options.env },
  });
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
  const listeners = new Set<(chunk: Chunk, lines: () => readonly string[]) => void>();
  pty.onData((data) => {
    const chunk = { atMs: performance.now(), text: data };
    terminal.write(data, () => {
      for (const listener of listeners) listener(chunk, lines);
    });
  });

  function lines(): readonly string[] {
    const { active } = terminal.buffer;
    return Array.from({ length: rows }, (_, row) =>
      (active.getLine(active.viewportY + row)?.translateToString(true) ?? "").trimEnd(),
    );
  }

  function listen(listener: (chunk: Chunk, lines: () => readonly string[]) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    pid: pty.pid,
    startedMs,
    lines,
    press: (keys) => pty.write(keys),
    listen,
    waitFor: (what, find, timeoutMs = 30_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`never saw ${what} in:\n${lines().join("\n")}`));
        }, timeoutMs);
        const settle = (chunk: Chunk) => {
          stop();
          clearTimeout(timer);
          resolve(chunk);
        };
        const stop = listen((chunk) => {
          if (find(lines())) settle(chunk);
        });
        if (find(lines())) settle({ atMs: performance.now(), text: "" });
      }),
    kill: () => pty.kill("SIGKILL"),
  };
}
