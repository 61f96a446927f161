import type { ResolvedSource } from "../config/resolved-config.ts";
import { createHttpClient } from "../http/http-client.ts";
import { createGlobMatcher } from "../model/match-glob.ts";
import type { Provider } from "../model/provider.ts";
import { createProvider, type ProviderOptions } from "../providers/registry.ts";
import { createSystemClock } from "../store/clock.ts";
import { createMonitor, type Monitor, type MonitoredSource } from "../store/monitor.ts";
import type { Selection } from "./select.ts";

/** The longest a request may take: beyond the slowest honest answer, within a person's patience. */
const DEADLINE_MS = 15_000;

/** Joins the floors: configured sources → providers → monitor. Nothing is asked yet. */
export async function composeMonitor(selection: Selection): Promise<Monitor> {
  const clock = createSystemClock();
  const providers = await Promise.all(
    selection.sources.map((source) => composeProvider(source, clock.now)),
  );
  const sources = selection.sources.map((source, index) =>
    composeSource(source, providers[index] as Provider, selection),
  );
  return createMonitor({ sources, clock, random: Math.random });
}

function composeProvider(source: ResolvedSource, now: () => number): Promise<Provider> {
  return createProvider(toProviderOptions(source, now));
}

function toProviderOptions(source: ResolvedSource, now: () => number): ProviderOptions {
  const http = createHttpClient({ deadlineMs: DEADLINE_MS, now });
  const { name, url } = source;
  const { user, token } = source.credentials;
  const base = { source: name, url, token, http, now };
  switch (source.provider) {
    case "github":
      return { ...base, provider: source.provider, repos: source.repos };
    case "gitlab":
      return { ...base, provider: source.provider, projects: source.projects };
    case "jenkins":
      return { ...base, provider: source.provider, jobs: source.jobs, user };
  }
}

function composeSource(
  source: ResolvedSource,
  provider: Provider,
  selection: Selection,
): MonitoredSource {
  const { includesRepo, includesBranch, intervalMs } = selection;
  const isConfigured = createGlobMatcher(source.branches);
  return {
    provider,
    intervalMs,
    // A whole Jenkins is one target: which of its jobs are wanted is told run by run.
    includesTarget: ({ id }) => id === "/" || includesRepo(id),
    includesRun: ({ repo, branch }) =>
      includesRepo(repo) && isConfigured(branch) && includesBranch(branch),
  };
}
