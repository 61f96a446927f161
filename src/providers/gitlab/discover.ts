import { createGlobMatcher, isGlob } from "../../model/match-glob.ts";
import type { Target } from "../../model/provider.ts";
import { ProviderError } from "../../model/provider-error.ts";
import type { GitlabClient, ProjectScope } from "./client.ts";

/** What discovery works on. */
export interface DiscoverOptions {
  readonly client: GitlabClient;
  /** The server's address as a person opens it, no slash at its end. */
  readonly url: string;
  /** Paths, globs and `!` exclusions. */
  readonly projects: readonly string[];
}

/**
 * Finds the projects to poll: an exact path as it stands and unasked, a glob by listing the group or
 * the user it begins with. A glob of an unknown namespace becomes a target of its own, which then
 * fails alone; rejects with `not-found` where there is nothing else.
 */
export async function discoverProjects(
  { client, url, projects }: DiscoverOptions,
  signal: AbortSignal,
): Promise<readonly Target[]> {
  // GitLab's paths do not tell capitals from small letters.
  const matches = createGlobMatcher(projects.map((pattern) => pattern.toLowerCase()));
  const included = projects.filter((pattern) => !pattern.startsWith("!"));
  const paths = new Map<string, string>();
  const add = (path: string) => {
    const key = path.toLowerCase();
    if (matches(key) && !paths.has(key)) paths.set(key, path);
  };
  for (const path of included) if (!isGlob(path)) add(path);

  const listings = await listScopes(client, included.filter(isGlob), signal);
  for (const listing of listings) if (Array.isArray(listing.found)) listing.found.forEach(add);
  const unknown = listings.filter((listing) => listing.found === "unknown");
  if (paths.size === 0 && unknown[0]) throw toUnknownNamespace(unknown[0].glob, url);
  const ids = [...paths.values(), ...unknown.map((listing) => listing.glob)];
  return ids.map((id) => ({ id, url: `${url}/${isGlob(id) ? splitGlob(id).prefix : id}` }));
}

/** The fault of a glob that begins with no group or user the token can see. */
export function toUnknownNamespace(glob: string, url: string): ProviderError {
  const { prefix } = splitGlob(glob);
  const sentence = `${new URL(url).host} has no group or user "${prefix}" (for "${glob}")`;
  return new ProviderError("not-found", sentence, { status: 404 });
}

interface Listing {
  readonly glob: string;
  readonly found: readonly string[] | "unknown";
}

async function listScopes(
  client: GitlabClient,
  globs: readonly string[],
  signal: AbortSignal,
): Promise<readonly Listing[]> {
  const answers = new Map<string, Promise<Listing["found"]>>();
  return await Promise.all(
    globs.map(async (glob) => {
      const scope = toScope(glob);
      const key = JSON.stringify(scope);
      const answer = answers.get(key) ?? listScope(client, scope, signal);
      answers.set(key, answer);
      return { glob, found: await answer };
    }),
  );
}

async function listScope(
  client: GitlabClient,
  scope: ProjectScope,
  signal: AbortSignal,
): Promise<Listing["found"]> {
  try {
    return await client.listProjects(scope, signal);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== "not-found") throw error;
    // Only a user's namespace is not a group, and it has no namespaces below it.
    const isUserName = scope.kind === "group" && !scope.path.includes("/");
    if (!isUserName) return "unknown";
    return await listScope(client, { kind: "user", name: scope.path }, signal);
  }
}

function toScope(glob: string): ProjectScope {
  const { prefix, rest } = splitGlob(glob);
  if (prefix === "") return { kind: "own" };
  const includesSubgroups = rest.includes("/") || rest.includes("**");
  return { kind: "group", path: prefix, includesSubgroups };
}

/** `group/sub/team-*` begins with the namespace `group/sub`. */
function splitGlob(glob: string): { readonly prefix: string; readonly rest: string } {
  const segments = glob.split("/");
  const first = segments.findIndex((segment) => isGlob(segment));
  return { prefix: segments.slice(0, first).join("/"), rest: segments.slice(first).join("/") };
}
