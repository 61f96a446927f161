import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The program as it is shipped; the launcher runs everything from the project's own folder. */
export const BIN = join(process.cwd(), "bin/cimon.js");

/** A folder of one's own for a program: its home, its caches, its configuration. */
export interface Place {
  readonly folder: string;
  /** Everything a program finds there and nothing of this user's. */
  readonly env: Readonly<Record<string, string>>;
  /** Writes a configuration; returns its path. */
  writeConfig(config: object): string;
  remove(): void;
}

/** Makes an empty one. */
export function makePlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), "cimon-bench-"));
  return {
    folder,
    env: {
      PATH: process.env.PATH ?? "",
      HOME: folder,
      XDG_CACHE_HOME: join(folder, "cache"),
      XDG_CONFIG_HOME: join(folder, "config"),
      TERM: "xterm-256color",
      TZ: "UTC",
    },
    writeConfig(config) {
      const path = join(folder, "config.json");
      writeFileSync(path, JSON.stringify(config), { mode: 0o600 });
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
