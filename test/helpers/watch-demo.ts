import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { startDemo } from "../../src/demo/start-demo.ts";
import { makeFolder } from "./run-cimon.ts";
import { startTerminal, type TerminalSession } from "./terminal.ts";

/** A demo watched in a terminal. */
export interface WatchedDemo {
  readonly terminal: TerminalSession;
  /** Moves the demo's clock on; without that nothing happens in it. */
  skip(minutes: number): void;
}

/** Watches the demo's GitHub with more in its configuration; returns once all its rows are there. */
export async function watchDemo(
  config: Record<string, unknown> = {},
  env: Record<string, string> = {},
): Promise<WatchedDemo> {
  const startMs = Date.now();
  let skippedMs = 0;
  const now = () => startMs + skippedMs;
  const demo = await startDemo({ seed: 1, speed: 1, now, vendors: ["github"] });
  onTestFinished(() => demo.close());
  const home = makeFolder();
  const file = join(home, "config.json");
  writeFileSync(file, JSON.stringify({ ...demo.config, ...config }), { mode: 0o600 });
  const terminal = startTerminal(["--config", file], {
    columns: 120,
    rows: 30,
    env: { HOME: home, XDG_CACHE_HOME: home, TMUX: "", ...env },
  });
  // A row that comes later moves those below it.
  await terminal.waitForText(/\[All 50\]/u, 30_000);
  return {
    terminal,
    skip(minutes) {
      skippedMs += minutes * 60_000;
    },
  };
}
