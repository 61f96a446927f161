import { createPainter, type Painter } from "./paint/painter.ts";
import { createFrameMaker } from "./screen/frame-maker.ts";
import { startState } from "./screen/start-state.ts";
import type { RunScreenOptions, ScreenEnding } from "./screen-options.ts";
import { reduceScreen } from "./state/reduce-screen.ts";
import { detectTerminal } from "./terminal/detect-terminal.ts";
import { createTerminalModes } from "./terminal/terminal-modes.ts";

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
    if (stdin.isTTY) stdin.setRawMode(false);
    painter.leave();
    modes.restore();
  };
  // A crash ends the process without coming back here.
  process.once("exit", restore);
  try {
    // What is typed before anybody listens waits in the terminal, and must not be echoed meanwhile.
    if (stdin.isTTY) stdin.setRawMode(true);
    if (stdout.isTTY) paintFirstFrame(painter, stdout, options);
    options.onFirstFrame?.();
    const { runLive } = await import("./run-live.tsx");
    if (signal?.aborted) return "interrupted";
    return await runLive({ ...options, stdin, stdout, facts, modes, painter });
  } finally {
    process.off("exit", restore);
    restore();
  }
}

function paintFirstFrame(
  painter: Painter,
  { columns, rows: height }: NodeJS.WriteStream,
  { feed, settings, keepsake, desk, now }: RunScreenOptions,
): void {
  const state = startState(settings, keepsake);
  const { lines } = createFrameMaker()({
    snapshot: feed.getSnapshot(),
    settings,
    desk,
    columns,
    height,
    now: now(),
    state,
    settle: (rows) => reduceScreen(state, { type: "rows", ...rows }),
  });
  painter.enter();
  painter.show({ lines: lines.map(({ text }) => text), columns });
  painter.paint();
}
