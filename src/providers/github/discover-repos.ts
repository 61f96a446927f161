import { cleanTextOrNull } from "../../model/clean-text.ts";
import { createGlobMatcher, isGlob } from "../../model/match-glob.ts";
import { ProviderError } from "../../model/provider-error.ts";
import { type GithubClient, PAGE_SIZE, type RepoList } from "./client.ts";
import { readField } from "./read-json.ts";
import { toRepoName } from "./repo-name.ts";

/** Ten thousand repositories; also the end of a server that repeats its pages. */
const MAX_PAGES = 100;

/** What discovery needs to know. */
export interface RepoDiscovery {
  readonly client: GithubClient;
  /** `owner/name`, globs, `!` exclusions. */
  readonly repos: readonly string[];
  readonly hasToken: boolean;
}

/**
 * Finds the repositories of a source by name, in the order of its patterns: exact names as they stand
 * and unasked, globs among what their owner has, archived and disabled ones left out. GitHub's names
 * do not tell upper from lower case, so neither do the patterns.
 */
export async function discoverRepos(
  { client, repos, hasToken }: RepoDiscovery,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const listed = new Map<string, Promise<readonly string[]>>();

  function listOnce(owner: string): Promise<readonly string[]> {
    const known = listed.get(owner) ?? listOwner(owner);
    listed.set(owner, known);
    return known;
  }

  async function listOwner(owner: string): Promise<readonly string[]> {
    if (isGlob(owner)) return listVisible(owner);
    const org = await listRepos(client, { of: "org", login: owner }, signal).catch(nullIfMissing);
    if (org) return org;
    // A user's own private repositories are in the list of the token alone.
    const isViewer = hasToken && (await readViewer(client, signal)) === owner;
    const list: RepoList = isViewer
      ? { of: "viewer", affiliation: "owner" }
      : { of: "user", login: owner };
    return listRepos(client, list, signal);
  }

  function listVisible(owner: string): Promise<readonly string[]> {
    if (hasToken) return listRepos(client, { of: "viewer", affiliation: "all" }, signal);
    throw new ProviderError("auth", `a pattern for owners (${owner}/…) needs a token`);
  }

  const inclusions = repos.filter((pattern) => !pattern.startsWith("!"));
  const exclusions = repos.filter((pattern) => pattern.startsWith("!")).map(toLower);
  const found = new Map<string, string>();
  const refused: { readonly pattern: string; readonly error: unknown }[] = [];
  for (const pattern of inclusions) {
    const { owner } = toRepoName(pattern);
    const isMatch = createGlobMatcher([toLower(pattern), ...exclusions]);
    try {
      const names = isGlob(pattern) ? await listOnce(toLower(owner)) : [pattern];
      for (const name of names) {
        const key = toLower(name);
        if (isMatch(key) && !found.has(key)) found.set(key, name);
      }
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refused.push({ pattern, error });
    }
  }
  if (found.size === 0 && refused.length > 0) throw refused[0]?.error;
  // An owner who cannot be listed must not stop the others, nor be passed over in silence: its
  // pattern stands as a repository, which the server answers for as one that does not exist.
  return [...found.values(), ...refused.map(({ pattern }) => pattern)];
}

async function listRepos(
  client: GithubClient,
  list: RepoList,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const names: string[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await client.listRepos(list, page, signal);
    const raws = await answer.json().catch(() => null);
    if (!Array.isArray(raws)) {
      throw new ProviderError("bad-response", "the answer holds no list of repositories");
    }
    for (const raw of raws) {
      const name = cleanTextOrNull(readField(raw, "full_name"));
      const isActive = !readField(raw, "archived") && !readField(raw, "disabled");
      if (name !== null && isActive) names.push(name);
    }
    if (!answer.hasNextPage && raws.length < PAGE_SIZE) break;
  }
  return names;
}

/** The token's user in lower case; null for the token of an app, which belongs to nobody. */
async function readViewer(client: GithubClient, signal: AbortSignal): Promise<string | null> {
  try {
    const answer = await client.getViewer(signal);
    const login = cleanTextOrNull(readField(await answer.json().catch(() => null), "login"));
    return login && toLower(login);
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

/** True where the server is well but has, or shows, no such owner. */
function isRefusal(error: unknown): boolean {
  return error instanceof ProviderError && (error.status === 403 || error.kind === "not-found");
}

function nullIfMissing(error: unknown): null {
  if (error instanceof ProviderError && error.kind === "not-found") return null;
  throw error;
}

function toLower(text: string): string {
  return text.toLowerCase();
}
