import { cleanTextOrNull } from "../../model/clean-text.ts";
import { toIsoTime } from "../../model/iso-time.ts";
import { isGlob } from "../../model/match-glob.ts";
import { ProviderError } from "../../model/provider-error.ts";
import { type GithubClient, PAGE_SIZE, type RepoList } from "./client.ts";
import { readField } from "./read-json.ts";

/** A repository as a list of repositories has it. */
export interface ListedRepo {
  readonly name: string;
  /** When something was last pushed to it, ISO 8601 UTC; null where the list does not say. */
  readonly changedAt: string | null;
}

/** Ten thousand repositories; also the end of a server that repeats its pages. */
const MAX_PAGES = 100;

/**
 * Creates the lists of owners, given in lower case: an organisation's repositories, a user's public
 * ones, the token's user's own, and for a pattern of owners all that the token sees. Whoever turned out
 * to be no organisation is asked for as a user first the next time.
 */
export function createOwnerLister(
  client: GithubClient,
  hasToken: boolean,
): (owner: string, signal: AbortSignal) => Promise<readonly ListedRepo[]> {
  const users = new Map<string, RepoList>();

  async function listOrganisation(owner: string, signal: AbortSignal) {
    return await listRepos(client, { of: "org", login: owner }, signal).catch(nullIfMissing);
  }

  async function listUser(owner: string, signal: AbortSignal) {
    // A user's own private repositories are in the list of the token alone.
    const isViewer = hasToken && (await readViewer(client, signal)) === owner;
    const list: RepoList = isViewer
      ? { of: "viewer", affiliation: "owner" }
      : { of: "user", login: owner };
    const repos = await listRepos(client, list, signal);
    users.set(owner, list);
    return repos;
  }

  return async (owner, signal) => {
    if (isGlob(owner)) {
      if (hasToken) return listRepos(client, { of: "viewer", affiliation: "all" }, signal);
      throw new ProviderError("auth", `a pattern for owners (${owner}/…) needs a token`);
    }
    const known = users.get(owner);
    const repos = known && (await listRepos(client, known, signal).catch(nullIfMissing));
    if (repos) return repos;
    users.delete(owner);
    return (await listOrganisation(owner, signal)) ?? (await listUser(owner, signal));
  };
}

async function listRepos(
  client: GithubClient,
  list: RepoList,
  signal: AbortSignal,
): Promise<readonly ListedRepo[]> {
  const repos: ListedRepo[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await client.listRepos(list, page, signal);
    const raws = await answer.json().catch(() => null);
    if (!Array.isArray(raws)) {
      throw new ProviderError("bad-response", "the answer holds no list of repositories");
    }
    for (const raw of raws) {
      const name = cleanTextOrNull(readField(raw, "full_name"));
      const isActive = !readField(raw, "archived") && !readField(raw, "disabled");
      const changedAt = toIsoTime(readField(raw, "pushed_at"));
      if (name !== null && isActive) repos.push({ name, changedAt });
    }
    if (!answer.hasNextPage && raws.length < PAGE_SIZE) break;
  }
  return repos;
}

/** The token's user in lower case; null for the token of an app, which belongs to nobody. */
async function readViewer(client: GithubClient, signal: AbortSignal): Promise<string | null> {
  try {
    const answer = await client.getViewer(signal);
    const login = cleanTextOrNull(readField(await answer.json().catch(() => null), "login"));
    return login?.toLowerCase() ?? null;
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

/** True where the server is well but has, or shows, no such owner. */
export function isRefusal(error: unknown): error is ProviderError {
  return (
    error instanceof ProviderError &&
    (error.kind === "not-found" || (error.kind === "auth" && error.status === 403))
  );
}

function nullIfMissing(error: unknown): null {
  if (error instanceof ProviderError && error.kind === "not-found") return null;
  throw error;
}
