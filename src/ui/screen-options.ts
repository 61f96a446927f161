import type { NoticeRule } from "../model/notice-rule.ts";
import type { RunDesk } from "../model/run-desk.ts";
import type { SnapshotFeed } from "../model/snapshot.ts";
import type { LogFiles } from "./log/log-files.ts";
import type { TellDesktop } from "./notify/create-teller.ts";
import type { ScreenSettings } from "./screen/screen-settings.ts";
import type { Keepsake } from "./screen/use-memory.ts";

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
