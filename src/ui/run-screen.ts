import type { NoticeRule } from "../model/notice-rule.ts";
import type { RunDesk } from "../model/run-desk.ts";
import type { SnapshotFeed } from "../model/snapshot.ts";
import type { LogFiles } from "./log/log-files.ts";
import type { TellDesktop } from "./notify/create-teller.ts";
import { createPainter, type Painter } from "./paint/painter.ts";
import { createFrameMaker } from "./screen/frame-maker.ts";
import type { ScreenSettings } from "./screen/screen-settings.ts";
import { startState } from "./screen/start-state.ts";
import type { Keepsake } from "./screen/use-memory.ts";
import { reduceScreen } from "./state/reduce-screen.ts";
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
  /** Finds the logins `actor:@me` stands for; it is asked once the screen is there. */
  readonly whoAmI?: () => Promise<readonly string[]>;
  /** Called once what is known is on the screen: the time to ask for more. */
  readonly onFirstFrame?: () => void;
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
