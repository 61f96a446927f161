import { createGlobMatcher, isGlob } from "../../model/match-glob.ts";
import type { Target } from "../../model/provider.ts";
import { ProviderError } from "../../model/provider-error.ts";
import type { GitlabClient, ListedProject, ProjectScope } from "./client.ts";

/** What discovery works on. */
export interface DiscoverOptions {
  readonly client: GitlabClient;
  /** The server's address as a person opens it, no slash at its end. */
  readonly url: string;
  /** Paths, globs and `!` exclusions. */
  readonly projects: readonly string[];
}

/** Finds the projects of one source, again and again. */
export interface ProjectDiscovery {
  /**
   * An exact path as it stands and unasked, a glob by listing the group or the user it begins with.
   * Where that is refused, the glob becomes a target of its own, which then fails alone beside the
   * projects it last stood for; rejects with the refusal where there is nothing else.
   */
  discover(signal: AbortSignal): Promise<readonly Target[]>;
  /** Why a glob is a target. */
  explain(glob: string): ProviderError;
}

interface Listing {
  readonly glob: string;
  readonly found: readonly ListedProject[] | ProviderError;
}

/** Creates the discovery of one source, which remembers what its globs last stood for. */
export function createProjectDiscovery({
  client,
  url,
  projects,
}: DiscoverOptions): ProjectDiscovery {
  // GitLab's paths do not tell capitals from small letters.
  const matches = createGlobMatcher(projects.map((pattern) => pattern.toLowerCase()));
  const included = projects.filter((pattern) => !pattern.startsWith("!"));
  const lastFound = new Map<string, readonly ListedProject[]>();
  const refusals = new Map<string, ProviderError>();

  function explain(glob: string): ProviderError {
    return refusals.get(glob) ?? toUnknownNamespace(glob, url);
  }

  /** The projects of a glob; where it was refused, those it had before. */
  function settle({ glob, found }: Listing): readonly ListedProject[] {
    if (found instanceof ProviderError) {
      refusals.set(glob, found.kind === "not-found" ? toUnknownNamespace(glob, url) : found);
      return lastFound.get(glob) ?? [];
    }
    refusals.delete(glob);
    lastFound.set(glob, found);
    return found;
  }

  return {
    explain,
    async discover(signal) {
      const found = new Map<string, ListedProject>();
      const add = ({ path, changedAt }: ListedProject) => {
        const key = path.toLowerCase();
        const known = found.get(key);
        // A configured path keeps its spelling.
        if (matches(key)) found.set(key, { path: known?.path ?? path, changedAt });
      };
      for (const path of included) if (!isGlob(path)) add({ path, changedAt: null });
      const listings = await listScopes(client, included.filter(isGlob), signal);
      for (const listing of listings) settle(listing).forEach(add);
      const refused = listings.filter(({ found }) => found instanceof ProviderError);
      if (found.size === 0 && refused[0]) throw explain(refused[0].glob);
      const targets = [...found.values()].map((project) => toTarget(project, url));
      const globs = refused.map(({ glob }) => ({
        id: glob,
        url: `${url}/${splitGlob(glob).prefix}`,
      }));
      return [...targets, ...globs];
    },
  };
}

function toTarget({ path, changedAt }: ListedProject, url: string): Target {
  const target = { id: path, url: `${url}/${path}` };
  return changedAt === null ? target : { ...target, changedAt };
}

/** The fault of a glob that begins with no group or user the token can see. */
function toUnknownNamespace(glob: string, url: string): ProviderError {
  const { prefix } = splitGlob(glob);
  const sentence = `${new URL(url).host} has no group or user "${prefix}" (for "${glob}")`;
  return new ProviderError("not-found", sentence, { status: 404 });
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
    if (!isRefusal(error)) throw error;
    // Only a user's namespace is not a group, and it has no namespaces below it.
    const isUserName = scope.kind === "group" && !scope.path.includes("/");
    if (!isUserName || error.kind !== "not-found") return error;
    return await listScope(client, { kind: "user", name: scope.path }, signal);
  }
}

/** True where the server is well but has, or shows, no such namespace. */
function isRefusal(error: unknown): error is ProviderError {
  if (!(error instanceof ProviderError)) return false;
  return error.kind === "not-found" || (error.kind === "auth" && error.status === 403);
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
