import { createGlobMatcher, isGlob } from "../../model/match-glob.ts";
import { ProviderError } from "../../model/provider-error.ts";
import type { GithubClient } from "./client.ts";
import { createOwnerLister, isRefusal, type ListedRepo } from "./list-owner.ts";
import { toRepoName } from "./repo-name.ts";

/** What discovery needs to know. */
export interface RepoDiscoveryOptions {
  readonly client: GithubClient;
  /** `owner/name`, globs, `!` exclusions. */
  readonly repos: readonly string[];
  readonly hasToken: boolean;
}

/** Finds the repositories of one source, again and again. */
export interface RepoDiscovery {
  /**
   * In the order of the source's patterns: exact names as they stand and unasked, globs among what
   * their owner has, archived and disabled ones left out. An owner who may not be listed keeps what
   * it had, and its pattern stands beside that as a repository which fails alone; rejects with the
   * refusal where there is nothing else. GitHub's names do not tell upper from lower case, so neither
   * do the patterns.
   */
  discover(signal: AbortSignal): Promise<readonly ListedRepo[]>;
  /** Why a pattern stands as a repository. */
  explain(pattern: string): ProviderError;
}

/** Creates the discovery of one source, which remembers what its patterns last stood for. */
export function createRepoDiscovery(options: RepoDiscoveryOptions): RepoDiscovery {
  const { client, repos, hasToken } = options;
  const exclusions = repos.filter((pattern) => pattern.startsWith("!")).map(toLower);
  const inclusions = repos
    .filter((pattern) => !pattern.startsWith("!"))
    .map((pattern) => ({
      pattern,
      isMatch: createGlobMatcher([toLower(pattern), ...exclusions]),
    }));
  const lastFound = new Map<string, readonly ListedRepo[]>();
  const refusals = new Map<string, ProviderError>();
  const listOwner = createOwnerLister(client, hasToken);

  function explain(pattern: string): ProviderError {
    const sentence = `${pattern.split("/")[0]} has not been found`;
    return refusals.get(pattern) ?? new ProviderError("not-found", sentence);
  }

  /** The repositories of a pattern; where its owner is refused, those it had before. */
  async function find(
    pattern: string,
    list: (owner: string) => Promise<readonly ListedRepo[]>,
  ): Promise<readonly ListedRepo[]> {
    const { owner } = toRepoName(pattern);
    if (!isGlob(pattern)) return [{ name: pattern, changedAt: null }];
    try {
      const listed = await list(toLower(owner));
      lastFound.set(pattern, listed);
      refusals.delete(pattern);
      return listed;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refusals.set(pattern, error);
      return lastFound.get(pattern) ?? [];
    }
  }

  return {
    explain,
    async discover(signal) {
      const listed = new Map<string, Promise<readonly ListedRepo[]>>();
      const listOnce = (owner: string) => {
        const known = listed.get(owner) ?? listOwner(owner, signal);
        listed.set(owner, known);
        return known;
      };
      const found = new Map<string, ListedRepo>();
      for (const { pattern, isMatch } of inclusions) {
        for (const repo of await find(pattern, listOnce)) {
          const key = toLower(repo.name);
          const known = found.get(key);
          if (isMatch(key)) found.set(key, known ? merge(known, repo) : repo);
        }
      }
      const refused = inclusions.filter(({ pattern }) => refusals.has(pattern));
      if (found.size === 0 && refused[0]) throw explain(refused[0].pattern);
      const patterns = refused.map(({ pattern }) => ({ name: pattern, changedAt: null }));
      return [...found.values(), ...patterns];
    },
  };
}

/** The name that was found first stands; a list alone knows when it last changed. */
function merge(first: ListedRepo, second: ListedRepo): ListedRepo {
  return { name: first.name, changedAt: first.changedAt ?? second.changedAt };
}

function toLower(text: string): string {
  return text.toLowerCase();
}
