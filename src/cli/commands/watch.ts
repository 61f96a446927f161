import type { ResolvedConfig } from "../../config/resolved-config.ts";
import type { RunScreenOptions, ScreenEnding } from "../../ui/run-screen.tsx";
import { type Composition, compose } from "../compose.ts";
import { createDesktopNotifier } from "../desktop-notice.ts";
import { detectColour } from "../detect-colour.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { findMe } from "../find-me.ts";
import type { Io } from "../io.ts";
import { createLogFiles } from "../job-log/log-files.ts";
import { keepSnapshot } from "../keep-snapshot.ts";
import { type Logbook, runLogged } from "../log/run-logged.ts";
import { openConfig } from "../open-config.ts";
import type { CommonOptions } from "../options.ts";
import { createRunDesk } from "../run-desk.ts";
import { runList } from "./list.ts";

/** `cimon`: the live table; without a terminal the same as `cimon list`. */
export async function runWatch(options: CommonOptions, io: Io): Promise<ExitCode> {
  if (!io.stdout.isTTY || !io.stdin.isTTY) return runList(options, io);
  const { config, selection } = await openConfig(options, io);
  return runLogged({ name: "watch", options, config }, io, async (book) => {
    const composition = await compose(selection, book.onExchange, io.env);
    book.follow(composition.monitor);
    const show = () => showScreen(composition, config, options, { ...io, write: book.write });
    return keepSnapshot(composition.monitor, { config, selection, options }, io, show);
  });
}

/** What the screen takes from a configuration. */
type ScreenConfig = Pick<
  ResolvedConfig,
  "views" | "notify" | "keys" | "mouse" | "theme" | "title" | "screenReader" | "ascii" | "readOnly"
>;

/** The world around the screen, and the log. */
interface ScreenIo extends Io {
  readonly write: Logbook["write"];
}

/** Runs the live table over a monitor until the user leaves. */
export async function showScreen(
  { monitor, providers }: Composition,
  config: ScreenConfig,
  options: CommonOptions,
  io: ScreenIo,
): Promise<ExitCode> {
  const show = wantsReader(config, options, io) ? await loadReader() : await loadScreen();
  monitor.start();
  const filters = [options.filter ?? "", ...config.views.map((view) => view.filter)];
  const me = await findMe(providers.values(), filters, io.signal);
  const parts = { monitor, providers, config, options, io, me };
  try {
    const ending = await show(parts);
    return ending === "interrupted" ? EXIT.interrupted : EXIT.ok;
  } finally {
    monitor.stop();
  }
}

/** What a view of the live table is made from. */
interface ViewParts extends Pick<Composition, "monitor" | "providers"> {
  readonly config: ScreenConfig;
  readonly options: CommonOptions;
  readonly io: ScreenIo;
  readonly me: readonly string[];
}

function wantsReader(config: ScreenConfig, options: CommonOptions, { env }: Io): boolean {
  return options.screenReader ?? (config.screenReader || env.INK_SCREEN_READER === "true");
}

/** Shows the live table in one way or the other until the user leaves. */
type Show = (parts: ViewParts) => Promise<ScreenEnding>;

async function loadReader(): Promise<Show> {
  const { runReader } = await import("../../ui/run-reader.ts");
  return ({ monitor, options, io: { stdin, stdout, signal }, me }) => {
    const filter = options.filter ?? "";
    return runReader({ feed: monitor, filter, me, now: Date.now, stdin, stdout, signal });
  };
}

async function loadScreen(): Promise<Show> {
  const { runScreen } = await import("../../ui/run-screen.tsx");
  return (parts) => runScreen(toScreenOptions(parts));
}

function toScreenOptions(parts: ViewParts): RunScreenOptions {
  const { monitor, providers, config, options, io, me } = parts;
  const isReadOnly = options.readOnly ?? config.readOnly;
  const desk = createRunDesk(providers, { isReadOnly });
  return {
    feed: monitor,
    desk,
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
