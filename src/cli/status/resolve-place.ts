import { basename } from "node:path";
import { loadWatched } from "../../config/load-watched.ts";
import type { Io } from "../io.ts";
import type { CommonOptions } from "../options.ts";
import { selectSources } from "../select.ts";
import { findSnapshotPath } from "../watched-files.ts";
import type { StatusPlace } from "./remembered-places.ts";

/** Finds the place by loading the configuration in force; throws what is wrong with that. */
export async function resolvePlace(
  options: Pick<CommonOptions, "config" | "source" | "repo" | "branch">,
  folder: string,
  io: Io,
): Promise<StatusPlace> {
  const config = await loadWatched({ cwd: io.cwd, env: io.env, file: options.config });
  const sources = selectSources(config.sources, options.source ?? []);
  const { repo: repos = [], branch: branches = [] } = options;
  const name = (
    watched: Pick<Parameters<typeof findSnapshotPath>[1], "sources" | "repos" | "branches">,
  ) => basename(findSnapshotPath(folder, { file: config.file, ...watched }));
  return {
    exact: name({ sources, repos, branches }),
    whole: name({ sources: config.sources, repos: [], branches: [] }),
    sources: sources.map((source) => source.name),
    ascii: config.ascii,
  };
}
