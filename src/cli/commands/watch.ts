import type { ResolvedConfig } from "../../config/resolved-config.ts";
import type { Monitor } from "../../store/monitor.ts";
import { composeMonitor } from "../compose.ts";
import { detectColour } from "../detect-colour.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { keepSnapshot } from "../keep-snapshot.ts";
import { runLogged } from "../log/run-logged.ts";
import { openConfig } from "../open-config.ts";
import type { CommonOptions } from "../options.ts";
import { runList } from "./list.ts";

/** `cimon`: the live table; without a terminal the same as `cimon list`. */
export async function runWatch(options: CommonOptions, io: Io): Promise<ExitCode> {
  if (!io.stdout.isTTY || !io.stdin.isTTY) return runList(options, io);
  const { config, selection } = await openConfig(options, io);
  return runLogged({ name: "watch", options, config }, io, async (book) => {
    const monitor = await composeMonitor(selection, book.onExchange);
    book.follow(monitor);
    const show = () => showScreen(monitor, config, options, io);
    return keepSnapshot(monitor, { config, selection, options }, io, show);
  });
}

/** What the screen takes from a configuration. */
type ScreenConfig = Pick<ResolvedConfig, "views" | "theme" | "ascii">;

/** Runs the live table over a monitor until the user leaves. */
export async function showScreen(
  monitor: Monitor,
  config: ScreenConfig,
  options: CommonOptions,
  io: Io,
): Promise<ExitCode> {
  const { runScreen } = await import("../../ui/run-screen.tsx");
  monitor.start();
  try {
    const ending = await runScreen({
      feed: monitor,
      settings: {
        ascii: options.ascii ?? config.ascii,
        colour: detectColour(io.env, options.color),
        theme: config.theme,
        views: config.views,
        initialFilter: options.filter ?? "",
      },
      now: Date.now,
      openUrl,
      signal: io.signal,
    });
    return ending === "interrupted" ? EXIT.interrupted : EXIT.ok;
  } finally {
    monitor.stop();
  }
}

/** Opens a page in the person's browser. The address comes from a server, so nothing but a web page will do. */
async function openUrl(url: string): Promise<void> {
  if (!/^https?:\/\//u.test(url)) throw new Error("its address is no web page");
  const { default: open } = await import("open");
  await open(url);
}
