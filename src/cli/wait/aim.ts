import { homedir } from "node:os";
import { readGitRemote, readRemoteAddress } from "../../config/git-remote.ts";
import type { RemoteAddress } from "../../config/parse-remote-url.ts";
import type { ResolvedConfig, ResolvedSource } from "../../config/resolved-config.ts";
import { listConfigured } from "../../config/resolved-config.ts";
import { runCommand } from "../../config/run-command.ts";
import { createGlobMatcher } from "../../model/match-glob.ts";
import type { Io } from "../io.ts";
import type { CommonOptions } from "../options.ts";
import { type FoundCommit, findCommit, findHead } from "./find-commit.ts";

/** What a wait is aimed at. */
export interface Aim {
  readonly sources: readonly ResolvedSource[];
  /** Lower case, perhaps its beginning only; null: the latest run of each pipeline. */
  readonly sha: string | null;
}

type AimOptions = Pick<CommonOptions, "repo" | "branch" | "source" | "filter"> & {
  readonly sha?: string;
};

/**
 * Finds out what to wait for. Without `--sha`, `--repo`, `--branch` and `--filter` that is the commit
 * of the working directory. A commit that git knows there is looked for in the repository its remote
 * leads to, and in every Jenkins, unless `--source` or `--repo` say where.
 */
export async function takeAim(
  options: AimOptions,
  config: Pick<ResolvedConfig, "origin">,
  configured: readonly ResolvedSource[],
  io: Io,
): Promise<Aim> {
  const place = { cwd: io.cwd, env: io.env, home: homedir() };
  const commit = await chooseCommit(options, place);
  if (commit === null) return { sources: configured, sha: null };
  // A commit is what was asked for, also on a branch that nobody watches otherwise.
  const sources = configured.map((source) => ({ ...source, branches: [] }));
  const { sha } = commit;
  const isFree = options.source === undefined && options.repo === undefined;
  if (!commit.isLocal || !isFree || config.origin === "git-remote") return { sources, sha };
  const git = { ...place, run: runCommand };
  const remote = await readRemoteAddress(git).catch(() => null);
  if (remote === null) return { sources, sha };
  // Where the configuration does not know the server, what `gh` or `glab` hold for it may do.
  const own = narrowToRemote(sources, remote) ?? (await readGitRemote(git).catch(() => null));
  if (own === null) return { sources, sha };
  return { sources: [own, ...sources.filter(({ provider }) => provider === "jenkins")], sha };
}

async function chooseCommit(
  { sha, repo, branch, filter }: AimOptions,
  place: Parameters<typeof findHead>[0],
): Promise<FoundCommit | null> {
  if (sha !== undefined) return findCommit(sha, place);
  return (repo ?? branch ?? filter) ? null : findHead(place);
}

/** A source of the remote's server, the one that watches the repository first, asked for it alone. */
function narrowToRemote(
  sources: readonly ResolvedSource[],
  remote: RemoteAddress,
): ResolvedSource | null {
  const choices = sources.flatMap((source) => {
    const path = pathOn(source, remote);
    if (path === null || source.provider === "jenkins") return [];
    const isListed = createGlobMatcher(listConfigured(source))(path);
    return [{ isListed, source: narrowToPath(source, path) }];
  });
  return (choices.find(({ isListed }) => isListed) ?? choices[0])?.source ?? null;
}

function narrowToPath(source: ResolvedSource, path: string): ResolvedSource {
  if (source.provider === "github") return { ...source, repos: [path] };
  return source.provider === "gitlab" ? { ...source, projects: [path] } : source;
}

/** The repository's path on a source's server, null where the remote leads elsewhere. */
function pathOn({ url }: ResolvedSource, remote: RemoteAddress): string | null {
  const server = new URL(url);
  // A remote by ssh names no port of the web server, and none of the path it may lie under.
  const isThere = remote.host === server.host || remote.host === server.hostname;
  const prefix = `${server.pathname.slice(1)}/`;
  const isBelow = prefix !== "/" && remote.path.startsWith(prefix);
  return isThere ? remote.path.slice(isBelow ? prefix.length : 0) : null;
}
