import type { Keepsake } from "../../ui/screen/use-memory.ts";
import { type Composition, compose } from "../compose.ts";
import { loadScreen, type ScreenParts } from "../draw-screen.ts";
import type { ExitCode } from "../exit-codes.ts";
import { findMe } from "../find-me.ts";
import { handOver } from "../hand-over.ts";
import type { Io } from "../io.ts";
import { keepMemory } from "../keep-memory.ts";
import { keepSnapshot } from "../keep-snapshot.ts";
import { runLogged } from "../log/run-logged.ts";
import { openConfig } from "../open-config.ts";
import { createRunDesk } from "../run-desk.ts";
import { UsageError } from "../usage-error.ts";
import type { WatchOptions } from "../watch-options.ts";
import { runList } from "./list.ts";

/** `cimon`: the live table; without a terminal the same as `cimon list`. */
export async function runWatch(options: WatchOptions, io: Io): Promise<ExitCode> {
  const { connect } = options;
  if (connect !== undefined) {
    return (await import("./connect.ts")).runConnected({ ...options, connect }, io);
  }
  if (options.ca !== undefined) {
    throw new UsageError("--ca is for --connect", 'for a CI server write "ca" into its source');
  }
  if (!io.stdout.isTTY || !io.stdin.isTTY) return runList(options, io);
  const { config, selection } = await openConfig(options, io);
  return runLogged({ name: "watch", options, config }, io, async (book) => {
    const composition = await compose(selection, book.onExchange, io.env);
    book.follow(composition.monitor);
    const parts = { config, options, io: { ...io, write: book.write } };
    const choice = { config, selection, options };
    const show = (keepsake?: Keepsake) => showScreen(composition, parts, keepsake);
    return keepSnapshot(composition.monitor, choice, io, () => keepMemory(choice, io, show));
  });
}

/** Runs the live table over a monitor until the user leaves; without a keepsake nothing is remembered. */
export async function showScreen(
  { monitor, providers }: Composition,
  parts: ScreenParts,
  memory?: Keepsake,
): Promise<ExitCode> {
  const { config, options, io } = parts;
  // What the last start left: what the servers answer now is compared with it.
  const keepsake = memory && { ...memory, takeSnapshot: handOver(monitor.getSnapshot()) };
  const isEmpty = monitor.getSnapshot().pipelines.length === 0;
  const filters = [options.filter ?? "", ...config.views.map((view) => view.filter)];
  const isReadOnly = options.readOnly ?? config.readOnly;
  try {
    // Where there is nothing to show yet, the servers answer while the screen is loaded.
    if (isEmpty) monitor.start();
    const draw = await loadScreen(parts);
    return await draw({
      feed: monitor,
      desk: createRunDesk(providers, { isReadOnly }),
      whoAmI: () => findMe(providers.values(), filters, io.signal),
      onFirstFrame: () => {
        if (!isEmpty) monitor.start();
      },
      keepsake,
    });
  } finally {
    monitor.stop();
  }
}
