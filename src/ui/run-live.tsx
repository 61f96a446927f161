import { render } from "ink";
import { createMouseInput } from "./mouse/mouse-input.ts";
import type { Painter } from "./paint/painter.ts";
import { Screen } from "./screen/screen.tsx";
import type { RunScreenOptions, ScreenEnding } from "./screen-options.ts";
import type { TerminalFacts } from "./terminal/detect-terminal.ts";
import type { TerminalModes } from "./terminal/terminal-modes.ts";

/** The screen's options, and the terminal it has. */
export interface RunLiveOptions extends RunScreenOptions {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly facts: TerminalFacts;
  readonly modes: TerminalModes;
  readonly painter: Painter;
}

/** Shows the table by Ink until the user leaves. Rejects with what broke the drawing. */
export async function runLive(options: RunLiveOptions): Promise<ScreenEnding> {
  const { settings, stdin, stdout, facts, modes, painter, signal, whoAmI } = options;
  const { feed, desk, logFiles, now, openUrl, keepsake } = options;
  const signals = options.signals && { ...options.signals, facts, modes };
  const mouse = settings.mouse ? createMouseInput(stdin, modes) : undefined;
  const { insideTmux } = facts;
  const outside = { feed, desk, logFiles, now, openUrl, keepsake, signals, mouse, insideTmux };
  const draw = (me: readonly string[] = settings.me ?? []) => (
    <Screen {...outside} settings={{ ...settings, me }} painter={painter} />
  );
  const screen = render(draw(), {
    stdin: mouse?.stdin ?? stdin,
    stdout: painter.stdout,
    alternateScreen: true,
    // The first change is drawn at once; what follows in the same moment waits this long.
    maxFps: 60,
    onRender: painter.paint,
    interactive: stdout.isTTY,
    exitOnCtrlC: false,
  });
  let isOver = false;
  void whoAmI?.().then((me) => {
    if (!isOver && me.length > 0) screen.rerender(draw(me));
  });
  const stop = () => screen.unmount();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    return (await screen.waitUntilExit()) === "quit" ? "quit" : "interrupted";
  } finally {
    isOver = true;
    signal?.removeEventListener("abort", stop);
  }
}
