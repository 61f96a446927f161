import { render } from "ink";
import type { NoticeRule } from "../model/notice-rule.ts";
import type { RunDesk } from "../model/run-desk.ts";
import type { SnapshotFeed } from "../model/snapshot.ts";
import type { LogFiles } from "./log/log-files.ts";
import { createMouseInput } from "./mouse/mouse-input.ts";
import type { TellDesktop } from "./notify/create-teller.ts";
import { createPainter } from "./paint/painter.ts";
import { Screen } from "./screen/screen.tsx";
import type { ScreenSettings } from "./screen/screen-settings.ts";
import type { Keepsake } from "./screen/use-memory.ts";
import { detectTerminal } from "./terminal/detect-terminal.ts";
import { createTerminalModes } from "./terminal/terminal-modes.ts";

/** What the screen needs from outside. */
export interface RunScreenOptions {
  readonly feed: SnapshotFeed;
  readonly settings: ScreenSettings;
  /** Asks about runs and acts on them; without it the screen only shows. */
  readonly desk?: RunDesk;
  /** Takes logs beyond the screen. */
  readonly logFiles?: LogFiles;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly stdin?: NodeJS.ReadStream;
  readonly stdout?: NodeJS.WriteStream;
  /** Opens a page in the person's browser; rejects where there is none. */
  readonly openUrl: (url: string) => Promise<void>;
  /** What is remembered from one start to the next. */
  readonly keepsake?: Keepsake | undefined;
  /** What is told beyond the frame; left out, nothing is. */
  readonly signals?: ScreenSignals;
  /** The environment, which tells what the terminal understands. */
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the screen from outside. */
  readonly signal?: AbortSignal;
}

/** What a person is told beyond the frame. */
export interface ScreenSignals {
  readonly rules: readonly NoticeRule[];
  readonly tellDesktop: TellDesktop;
  /** False where the title of pane and window is left alone. */
  readonly hasTitle: boolean;
}

/** How the user left: by `q`, or by ctrl-c or the signal. */
export type ScreenEnding = "quit" | "interrupted";

/**
 * Shows the live table until the user leaves; the terminal is as it was before on every way out.
 * Rejects with what broke the drawing.
 */
export async function runScreen(options: RunScreenOptions): Promise<ScreenEnding> {
  const { feed, settings, desk, logFiles, now, openUrl, signal, keepsake } = options;
  const stdin = options.stdin ?? process.stdin;
  const stdout = options.stdout ?? process.stdout;
  if (signal?.aborted) return "interrupted";
  const facts = detectTerminal(options.env ?? process.env);
  const modes = createTerminalModes(stdout);
  const signals = options.signals && { ...options.signals, facts, modes };
  const { insideTmux } = facts;
  const mouse = settings.mouse ? createMouseInput(stdin, modes) : undefined;
  // A crash ends the process without coming back here.
  process.once("exit", modes.restore);
  const painter = createPainter(stdout);
  const screen = render(
    <Screen
      {...{
        feed,
        settings,
        desk,
        logFiles,
        now,
        openUrl,
        insideTmux,
        signals,
        mouse,
        painter,
        keepsake,
      }}
    />,
    {
      stdin: mouse?.stdin ?? stdin,
      stdout: painter.stdout,
      alternateScreen: true,
      // The first change is drawn at once; what follows in the same moment waits this long.
      maxFps: 60,
      onRender: painter.paint,
      interactive: stdout.isTTY,
      exitOnCtrlC: false,
    },
  );
  const stop = () => screen.unmount();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    return (await screen.waitUntilExit()) === "quit" ? "quit" : "interrupted";
  } finally {
    signal?.removeEventListener("abort", stop);
    process.off("exit", modes.restore);
    modes.restore();
  }
}
