import { homedir } from "node:os";
import type { ResolvedConfig } from "../config/resolved-config.ts";
import { findCacheFolder } from "./cache-folder.ts";
import type { Io } from "./io.ts";
import type { CommonOptions } from "./options.ts";
import type { Selection } from "./select.ts";
import type { Watched } from "./watched-files.ts";

/** What decides which of the kept files is meant. */
export interface KeptChoice {
  readonly config: Pick<ResolvedConfig, "file">;
  readonly selection: Pick<Selection, "sources">;
  readonly options: Pick<CommonOptions, "repo" | "branch">;
}

/** Where something of what is watched is kept; null where the user has no home to keep it in. */
export function findKeptPath(
  { config, selection, options }: KeptChoice,
  { env }: Io,
  find: (folder: string, watched: Watched) => string,
): string | null {
  try {
    const folder = findCacheFolder({ env, platform: process.platform, home: homedir() });
    return find(folder, {
      file: config.file,
      sources: selection.sources,
      repos: options.repo ?? [],
      branches: options.branch ?? [],
    });
  } catch {
    return null;
  }
}
