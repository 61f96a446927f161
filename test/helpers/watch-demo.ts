import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { startDemo } from "../../src/demo/start-demo.ts";
import type { DemoVendor } from "../../src/demo/world/types.ts";
import { makeFolder } from "./run-cimon.ts";
import { startTerminal, type TerminalSession } from "./terminal.ts";

/** A demo watched in a terminal. */
export interface WatchedDemo {
  readonly terminal: TerminalSession;
  /** Moves the demo's clock on; without that nothing happens in it. */
  skip(minutes: number): void;
}

/** How a demo is watched. */
export interface WatchOptions {
  /** More of its configuration. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** More of the command line. */
  readonly args?: readonly string[];
  /** GitHub alone unless said. */
  readonly vendors?: readonly DemoVendor[];
  readonly columns?: number;
  /** What is on the screen once the rows are there. */
  readonly first?: RegExp;
}

/** A loaded machine takes its time with a whole poll. */
const PATIENCE_MS = 40_000;

/** Watches the demo over a clock that stands still; returns once all its rows are there. */
export async function watchDemo(options: WatchOptions = {}): Promise<WatchedDemo> {
  const { config = {}, env = {}, args = [], vendors = ["github"], columns = 120 } = options;
  const startMs = Date.now();
  let skippedMs = 0;
  const now = () => startMs + skippedMs;
  const demo = await startDemo({ seed: 1, speed: 1, now, vendors });
  onTestFinished(() => demo.close());
  const home = makeFolder();
  const file = join(home, "config.json");
  writeFileSync(file, JSON.stringify({ ...demo.config, ...config }), { mode: 0o600 });
  const terminal = startTerminal(["--config", file, ...args], {
    columns,
    rows: 30,
    env: { HOME: home, XDG_CACHE_HOME: home, TMUX: "", ...env },
  });
  await terminal.waitForText(options.first ?? /acme\/web +main +CI/u, PATIENCE_MS);
  // A row that came later would move those below it.
  const isRead = (lines: readonly string[]) => !/\d+\/\d+ asked/u.test(lines[0] ?? "");
  await terminal.waitFor("every repository", isRead, PATIENCE_MS);
  return {
    terminal,
    skip(minutes) {
      skippedMs += minutes * 60_000;
    },
  };
}
