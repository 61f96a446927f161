import { EventEmitter } from "node:events";
import { stripVTControlCharacters } from "node:util";
import { render } from "ink-testing-library";
import { vi } from "vitest";
import type { Clock } from "../../src/model/clock.ts";
import type { RunDesk } from "../../src/model/run-desk.ts";
import type { Snapshot, SnapshotFeed } from "../../src/model/snapshot.ts";
import type { LogFiles } from "../../src/ui/log/log-files.ts";
import type { MouseSource } from "../../src/ui/mouse/mouse-input.ts";
import type { SignalParts } from "../../src/ui/notify/use-signals.ts";
import { Screen } from "../../src/ui/screen/screen.tsx";
import type { ScreenSettings } from "../../src/ui/screen/screen-settings.ts";
import type { Keepsake } from "../../src/ui/screen/use-memory.ts";
import { makeSnapshot, NOW } from "./make-pipeline.ts";

/** The keys as a terminal sends them. */
export const KEYS = {
  up: "\x1b[A",
  down: "\x1b[B",
  pageDown: "\x1b[6~",
  enter: "\r",
  escape: "\x1b",
  backspace: "\x7f",
  ctrlC: "\x03",
  ctrlD: "\x04",
} as const;

/** A feed whose snapshot a test replaces. */
export interface FakeFeed extends SnapshotFeed {
  replace(snapshot: Snapshot): void;
  readonly refreshed: readonly (string | undefined)[];
  /** What the screen last said is in its window. */
  shown(): readonly string[];
}

/** A loaded machine takes its time; what never comes still fails. */
const PATIENCE = { timeout: 10_000, interval: 20 };

/** Creates a {@link FakeFeed}. */
function createFakeFeed(first: Snapshot): FakeFeed {
  const changes = new EventEmitter();
  const refreshed: (string | undefined)[] = [];
  let snapshot = first;
  let shown: readonly string[] = [];
  return {
    refreshed,
    getSnapshot: () => snapshot,
    subscribe(listener) {
      changes.on("change", listener);
      return () => changes.off("change", listener);
    },
    refresh: (repo) => void refreshed.push(repo),
    show(pipelines) {
      shown = pipelines.map((pipeline) => pipeline.repo);
    },
    shown: () => shown,
    replace(next) {
      snapshot = next;
      changes.emit("change");
    },
  };
}

/** What a test changes about the screen it shows. */
export interface ShowOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly snapshot?: Snapshot;
  readonly settings?: Partial<ScreenSettings>;
  readonly now?: () => number;
  readonly openUrl?: (url: string) => Promise<void>;
  readonly desk?: RunDesk;
  readonly logFiles?: LogFiles;
  readonly clock?: Clock;
  readonly signals?: SignalParts;
  readonly mouse?: MouseSource;
  readonly keepsake?: Keepsake;
}

/** Lets React draw: it does so in turns of the event loop of its own, of which a few are enough. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Shows the screen without a terminal, in a size of one's choice. */
export async function showScreen(options: ShowOptions = {}) {
  const feed = createFakeFeed(options.snapshot ?? makeSnapshot());
  const settings: ScreenSettings = {
    ascii: false,
    colour: 0,
    theme: "dark",
    views: [],
    ...options.settings,
  };
  const screen = render(
    <Screen
      feed={feed}
      settings={settings}
      now={options.now ?? (() => NOW)}
      openUrl={options.openUrl ?? (async () => {})}
      insideTmux={false}
      desk={options.desk}
      signals={options.signals}
      logFiles={options.logFiles}
      mouse={options.mouse}
      keepsake={options.keepsake}
      {...(options.clock ? { clock: options.clock } : {})}
    />,
  );
  const { stdout, stdin } = screen;
  const resize = async (columns: number, rows: number) => {
    Object.defineProperty(stdout, "columns", { value: columns, configurable: true });
    Object.defineProperty(stdout, "rows", { value: rows, configurable: true });
    stdout.emit("resize");
    await settle();
  };
  await settle();
  await resize(options.columns ?? 120, options.rows ?? 12);
  const text = () => stripVTControlCharacters(screen.lastFrame() ?? "");
  const until = (expected: string | RegExp) =>
    vi.waitFor(() => {
      const found =
        typeof expected === "string" ? text().includes(expected) : expected.test(text());
      if (!found) throw new Error(`no ${expected} in\n${text()}`);
    }, PATIENCE);
  return {
    feed,
    text,
    until,
    resize,
    frames: screen.frames,
    unmount: screen.unmount,
    raw: () => screen.lastFrame() ?? "",
    lines: () => text().split("\n"),
    /** Sends keys one by one; esc needs a moment of its own, so wait for what it does. */
    async press(...keys: string[]) {
      for (const key of keys) {
        stdin.write(key);
        await settle();
      }
    },
    async replace(snapshot: Snapshot) {
      feed.replace(snapshot);
      await settle();
    },
  };
}
