import type { ProxyEnvironment } from "../../http/find-proxy.ts";
import { createHttpClient } from "../../http/http-client.ts";
import { createTransport } from "../../http/transport.ts";
import type { ProviderKind } from "../../model/pipeline-run.ts";
import { createProvider, type ProviderOptions } from "../../providers/registry.ts";
import { DEADLINE_MS } from "../compose.ts";

/** A server, and what to sign in to it with. */
export interface AskedServer {
  readonly provider: ProviderKind;
  readonly url: string;
  readonly user: string | null;
  readonly token: string | null;
}

/** So many repositories of one owner are worth a pattern for all of them. */
const MANY = 3;

/**
 * What could be watched on a server, the latest change first: what the token sees, of a Jenkins the
 * jobs that were ever built. Rejects with a `ProviderError`.
 */
export async function listNames(
  { provider: kind, url, user, token }: AskedServer,
  { env, signal }: { readonly env: ProxyEnvironment; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const now = () => Date.now();
  const transport = createTransport({ env, ca: null });
  const http = createHttpClient({ deadlineMs: DEADLINE_MS, now, transport });
  const base = { source: kind, url, token, http, now };
  const all: Readonly<Record<ProviderKind, ProviderOptions>> = {
    github: { ...base, provider: "github", repos: ["*/*"] },
    gitlab: { ...base, provider: "gitlab", projects: ["**"] },
    jenkins: { ...base, provider: "jenkins", jobs: [], user },
  };
  const provider = await createProvider(all[kind]);
  const targets = await provider.discoverTargets(signal);
  const [whole] = targets;
  if (kind !== "jenkins" || whole === undefined) {
    const byChange = targets.toSorted((a, b) => rank(b.changedAt) - rank(a.changedAt));
    return byChange.map(({ id }) => id);
  }
  const listed = await provider.listRuns({ target: whole, cursor: null, unfinished: [], signal });
  return [...new Set(listed.runs.map(({ repo }) => repo))];
}

function rank(changedAt: string | undefined): number {
  return changedAt === undefined ? 0 : Date.parse(changedAt);
}

/** Patterns for all that lies below an owner, a group or a folder, those of the largest first. */
export function listPatterns(
  kind: ProviderKind,
  names: readonly string[],
): readonly { readonly pattern: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const name of names) {
    const owner = name.split("/").slice(0, -1)[0];
    if (owner !== undefined) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= MANY)
    .sort(([, a], [, b]) => b - a)
    .map(([owner, count]) => ({ pattern: `${owner}/${kind === "github" ? "*" : "**"}`, count }));
}
