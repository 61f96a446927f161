import type { ResolvedSource } from "../config/resolved-config.ts";
import type { ProxyEnvironment } from "../http/find-proxy.ts";
import { createHttpClient, type HttpClient, type HttpExchange } from "../http/http-client.ts";
import { createRequestBudget, type RequestBudget } from "../http/request-budget.ts";
import { createTransport } from "../http/transport.ts";
import type { BudgetRules } from "../model/budget.ts";
import { type Clock, createSystemClock } from "../model/clock.ts";
import { createGlobMatcher } from "../model/match-glob.ts";
import type { Provider } from "../model/provider.ts";
import { createProvider, type ProviderOptions } from "../providers/registry.ts";
import { createMonitor, type Monitor, type MonitoredSource } from "../store/monitor.ts";
import { createMeteredProvider } from "./metered-provider.ts";
import type { Selection } from "./select.ts";

/** The longest a request may take: beyond the slowest honest answer, within a person's patience. */
export const DEADLINE_MS = 15_000;

/**
 * What each vendor lets one credential do. GitHub: 900 points a minute, of which half. GitLab.com:
 * 2,000 requests a minute, 400 of them for single projects; a 304 counts. Jenkins has no limit, only
 * one server to be kind to. Eight at once do everywhere.
 */
export const RULES: Readonly<Record<ResolvedSource["provider"], BudgetRules>> = {
  github: { perMinute: 450, inFlight: 8, isUnchangedFree: true, windowMs: 3_600_000 },
  gitlab: { perMinute: 400, inFlight: 8, isUnchangedFree: false, windowMs: 60_000 },
  jenkins: { perMinute: 300, inFlight: 8, isUnchangedFree: false, windowMs: 3_600_000 },
};

/** Hears of each request that has ended. */
export type OnExchange = (source: string, exchange: HttpExchange) => void;

/** What a command works with. */
export interface Composition {
  readonly monitor: Monitor;
  /** By the name of their source. */
  readonly providers: ReadonlyMap<string, Provider>;
}

/** What is selected, and whether a run of it is awaited that may not have started. */
type Composed = Omit<Selection, "filter"> & { readonly isAwaited?: boolean };

/** Joins the floors: configured sources → providers → monitor. Nothing is asked yet. */
export async function compose(
  selection: Composed,
  onExchange: OnExchange,
  env: ProxyEnvironment,
): Promise<Composition> {
  const clock = createSystemClock();
  const findBudget = createBudgets(clock);
  const sources = await Promise.all(
    selection.sources.map((source) =>
      composeSource(source, selection, { clock, budget: findBudget(source), onExchange, env }),
    ),
  );
  const providers = new Map(sources.map(({ provider }) => [provider.source, provider]));
  return { monitor: createMonitor({ sources, clock, random: Math.random }), providers };
}

/** One budget for each host and credential, however many sources share them. */
function createBudgets(clock: Clock): (source: ResolvedSource) => RequestBudget {
  const budgets = new Map<string, RequestBudget>();
  return ({ provider, url, credentials }) => {
    const key = `${provider}\n${new URL(url).host}\n${credentials.user ?? ""}\n${credentials.token ?? ""}`;
    const known = budgets.get(key);
    if (known) return known;
    // GitHub counts a 304 where nobody signed in.
    const isUnchangedFree = RULES[provider].isUnchangedFree && credentials.token !== null;
    const budget = createRequestBudget({ ...RULES[provider], isUnchangedFree }, clock);
    budgets.set(key, budget);
    return budget;
  };
}

interface SourceParts {
  readonly clock: Clock;
  readonly budget: RequestBudget;
  readonly onExchange: OnExchange;
  readonly env: ProxyEnvironment;
}

async function composeSource(
  source: ResolvedSource,
  selection: Composed,
  { clock, budget, onExchange, env }: SourceParts,
): Promise<MonitoredSource> {
  const http = createHttpClient({
    deadlineMs: DEADLINE_MS,
    now: clock.now,
    budget,
    transport: createTransport({ env, ca: source.ca?.pem ?? null }),
    onExchange: (exchange) => onExchange(source.name, exchange),
  });
  const provider = await createProvider(toProviderOptions(source, http, clock.now));
  const { includesRepo, includesBranch, intervalMs, isAwaited = false } = selection;
  const isConfigured = createGlobMatcher(source.branches);
  return {
    provider: createMeteredProvider(provider, http),
    budget,
    intervalMs,
    isAwaited,
    // A whole Jenkins is one target: which of its jobs are wanted is told run by run.
    includesTarget: ({ id }) => id === "/" || includesRepo(id),
    includesRun: ({ repo, branch }) =>
      includesRepo(repo) && isConfigured(branch) && includesBranch(branch),
  };
}

function toProviderOptions(
  source: ResolvedSource,
  http: HttpClient,
  now: () => number,
): ProviderOptions {
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
