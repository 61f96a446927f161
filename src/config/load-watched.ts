import { homedir } from "node:os";
import { checkConfig } from "./check-config.ts";
import { findConfig } from "./find-config.ts";
import { readWatchedRemote } from "./git-remote.ts";
import type { LoadConfigOptions } from "./load-config.ts";
import { toWatchedSource } from "./resolve-config.ts";
import type { WatchedSource } from "./resolved-config.ts";
import { runCommand } from "./run-command.ts";

/** What of the configuration in force can be told without signing in anywhere. */
export interface WatchedConfig {
  /** Where it was read from, null where it was derived from the git remote. */
  readonly file: string | null;
  readonly sources: readonly WatchedSource[];
  readonly ascii: boolean;
}

/** Loads the configuration as `loadConfig` does, but needs no credential and runs no `gh` or `glab`. */
export async function loadWatched({
  cwd,
  env,
  file,
  home = homedir(),
  run = runCommand,
}: LoadConfigOptions): Promise<WatchedConfig> {
  const found = await findConfig({ cwd, home, env, file: file ?? null });
  if (found === null) {
    return {
      file: null,
      sources: [await readWatchedRemote({ cwd, home, env, run })],
      ascii: false,
    };
  }
  const { sources, ascii = false } = checkConfig(found.document);
  return { file: found.document.file, sources: sources.map(toWatchedSource), ascii };
}
