import type { ResolvedConfig } from "../config/resolved-config.ts";
import type { RunDesk } from "../model/run-desk.ts";
import type { SnapshotFeed } from "../model/snapshot.ts";
import type { Keepsake } from "../ui/screen/use-memory.ts";
import type { RunScreenOptions, ScreenEnding } from "../ui/screen-options.ts";
import { createDesktopNotifier } from "./desktop-notice.ts";
import { detectColour } from "./detect-colour.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import { createLogFiles } from "./job-log/log-files.ts";
import type { Logbook } from "./log/run-logged.ts";
import type { CommonOptions } from "./options.ts";
import { spareMemory } from "./spare-memory.ts";

/** What the screen takes from a configuration. */
export type ScreenConfig = Pick<
  ResolvedConfig,
  "views" | "notify" | "keys" | "mouse" | "theme" | "title" | "screenReader" | "ascii" | "readOnly"
>;

/** The world around the screen, and the log. */
export interface ScreenIo extends Io {
  readonly write: Logbook["write"];
}

/** What the screen shows and acts on, wherever it comes from. */
export interface ScreenSubject {
  readonly feed: SnapshotFeed;
  readonly desk: RunDesk;
  /** The logins `actor:@me` stands for, where they are known. */
  readonly me?: readonly string[];
  /** Finds them where they are not. */
  readonly whoAmI?: () => Promise<readonly string[]>;
  /** Called once what is known is on the screen: the time to ask for more. */
  readonly onFirstFrame?: () => void;
  /** What is remembered from one start to the next. */
  readonly keepsake?: Keepsake | undefined;
}

/** How the screen is drawn. */
export interface ScreenParts {
  readonly config: ScreenConfig;
  readonly options: CommonOptions;
  readonly io: ScreenIo;
}

/** Shows a subject, in one way or the other, until the user leaves. */
export type DrawScreen = (subject: ScreenSubject) => Promise<ExitCode>;

/** Loads what draws the table, or what tells its changes to a screen reader. */
export async function loadScreen(parts: ScreenParts): Promise<DrawScreen> {
  const { options, io } = parts;
  if (wantsReader(parts)) {
    const { runReader } = await import("../ui/run-reader.ts");
    const { stdin, stdout, signal } = io;
    const filter = options.filter ?? "";
    return async ({ feed, me, whoAmI, onFirstFrame }) => {
      onFirstFrame?.();
      const logins = me ?? (await whoAmI?.()) ?? [];
      const reader = { feed, filter, me: logins, now: Date.now, stdin, stdout, signal };
      return toExitCode(await runReader(reader));
    };
  }
  const { runScreen } = await import("../ui/run-screen.ts");
  return async (subject) => {
    const onFirstFrame = () => {
      // Not before: a start has no time to collect.
      spareMemory();
      subject.onFirstFrame?.();
    };
    return toExitCode(await runScreen(toScreenOptions({ ...subject, onFirstFrame }, parts)));
  };
}

function wantsReader({ config, options, io: { env } }: ScreenParts): boolean {
  return options.screenReader ?? (config.screenReader || env.INK_SCREEN_READER === "true");
}

function toExitCode(ending: ScreenEnding): ExitCode {
  return ending === "interrupted" ? EXIT.interrupted : EXIT.ok;
}

function toScreenOptions(
  { feed, desk, me = [], whoAmI, onFirstFrame, keepsake }: ScreenSubject,
  { config, options, io }: ScreenParts,
): RunScreenOptions {
  return {
    feed,
    desk,
    keepsake,
    ...(whoAmI && { whoAmI }),
    ...(onFirstFrame && { onFirstFrame }),
    logFiles: createLogFiles({ desk, folder: io.cwd, env: io.env }),
    settings: {
      ascii: options.ascii ?? config.ascii,
      colour: detectColour(io.env, options.color),
      theme: config.theme,
      views: config.views,
      keys: config.keys,
      mouse: config.mouse,
      initialFilter: options.filter ?? "",
      me,
    },
    now: Date.now,
    openUrl,
    signals: {
      rules: config.notify,
      tellDesktop: createDesktopNotifier(io.env, io.write),
      hasTitle: config.title,
    },
    env: io.env,
    signal: io.signal,
  };
}

/** Opens a page in the person's browser. The address comes from a server, so nothing but a web page will do. */
async function openUrl(url: string): Promise<void> {
  if (!/^https?:\/\//u.test(url)) throw new Error("its address is no web page");
  const { default: open } = await import("open");
  await open(url);
}
