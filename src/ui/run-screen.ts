import { createPainter, type Painter } from "./paint/painter.ts";
import { createFrameMaker } from "./screen/frame-maker.ts";
import { startState } from "./screen/start-state.ts";
import type { RunScreenOptions, ScreenEnding } from "./screen-options.ts";
import { reduceScreen } from "./state/reduce-screen.ts";
import { detectTerminal } from "./terminal/detect-terminal.ts";
import { createTerminalModes } from "./terminal/terminal-modes.ts";

/** How long an empty screen waits for its first rows before it loads what makes it live. */
const PATIENCE_MS = 150;

/**
 * Shows the live table until the user leaves; the terminal is as it was before on every way out.
 * What is known is painted before what takes keys and draws changes has been loaded. Rejects with what
 * broke the drawing.
 */
export async function runScreen(options: RunScreenOptions): Promise<ScreenEnding> {
  const { stdin = process.stdin, stdout = process.stdout, signal } = options;
  if (signal?.aborted) return "interrupted";
  const facts = detectTerminal(options.env ?? process.env);
  const modes = createTerminalModes(stdout);
  const painter = createPainter(stdout);
  const restore = () => {
    if (stdin.isRaw) stdin.setRawMode(false);
    painter.leave();
    modes.restore();
  };
  // A crash ends the process without coming back here.
  process.once("exit", restore);
  try {
    // What is typed before anybody listens waits in the terminal, and must not be echoed meanwhile.
    if (stdin.isTTY) stdin.setRawMode(true);
    if (stdout.isTTY) painter.enter();
    await showStill(painter, stdout, options);
    const { runLive } = await import("./run-live.tsx");
    if (signal?.aborted) return "interrupted";
    return await runLive({ ...options, stdin, stdout, facts, modes, painter });
  } finally {
    process.off("exit", restore);
    restore();
  }
}

/**
 * Paints what is known, and the first rows once they are here. What it was painted with ends with it: kept
 * any longer, the first rows would stay beside all that come after.
 */
async function showStill(
  painter: Painter,
  stdout: NodeJS.WriteStream,
  options: RunScreenOptions,
): Promise<void> {
  const paint = stdout.isTTY ? createStillPainter(painter, stdout, options) : () => {};
  paint();
  options.onFirstFrame?.();
  // A server close by answers before all that is loaded.
  await waitForRows(options);
  paint();
}

/** Paints the rows as they are, without anything that hears keys or draws changes. */
function createStillPainter(
  painter: Painter,
  stdout: NodeJS.WriteStream,
  { feed, settings, keepsake, desk, now }: RunScreenOptions,
): () => void {
  const state = startState(settings, keepsake);
  const make = createFrameMaker();
  return () => {
    const { columns, rows: height } = stdout;
    const { lines } = make({
      snapshot: feed.getSnapshot(),
      settings,
      desk,
      columns,
      height,
      now: now(),
      state,
      settle: (rows) => reduceScreen(state, { type: "rows", ...rows }),
    });
    painter.show({ lines: lines.map(({ text }) => text), columns });
    painter.paint();
  };
}

/** Resolves once there are rows, or after a moment. */
async function waitForRows({ feed, signal }: RunScreenOptions): Promise<void> {
  if (feed.getSnapshot().pipelines.length > 0) return;
  await new Promise<void>((resolve) => {
    const look = () => {
      if (feed.getSnapshot().pipelines.length > 0) end();
    };
    const timer = setTimeout(end, PATIENCE_MS);
    const leave = feed.subscribe(look);
    signal?.addEventListener("abort", end, { once: true });
    function end(): void {
      clearTimeout(timer);
      leave();
      signal?.removeEventListener("abort", end);
      resolve();
    }
  });
}
