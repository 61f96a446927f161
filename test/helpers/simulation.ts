import { DEADLINE_MS, RULES } from "../../src/cli/compose.ts";
import { createMeteredProvider } from "../../src/cli/metered-provider.ts";
import { createRandom } from "../../src/demo/world/random.ts";
import { createHttpClient, type HttpExchange } from "../../src/http/http-client.ts";
import { createRequestBudget, type RequestBudget } from "../../src/http/request-budget.ts";
import type { Provider } from "../../src/model/provider.ts";
import { createProvider, type ProviderOptions } from "../../src/providers/registry.ts";
import { createMonitor, type Monitor, type MonitoredSource } from "../../src/store/monitor.ts";
import { createSimulatedClock, type SimulatedClock } from "./simulation-clock.ts";
import { createTraffic, type Traffic } from "./simulation-traffic.ts";

type WithoutJoints<Options> = Options extends unknown ? Omit<Options, "http" | "now"> : never;

/** A source to watch: a provider's own options, without what the simulation adds. */
export type SimulatedSource = WithoutJoints<ProviderOptions>;

/** How a source is watched. */
export interface WatchOptions extends Partial<Omit<MonitoredSource, "provider" | "budget">> {
  readonly onExchange?: (exchange: HttpExchange) => void;
}

/** Monitors that make real requests on loopback, in a time that is not. */
export interface Simulation {
  /** Hand its `now` to the servers, too. */
  readonly clock: SimulatedClock;
  /** A source joined as the program joins it; all of one host and credential share a budget. */
  addSource(source: SimulatedSource, options?: WatchOptions): Promise<MonitoredSource>;
  /** A monitor of the sources added so far. */
  createMonitor(): Monitor;
  /** Stops every monitor. */
  close(): void;
}

/** What a simulation is made of. */
export interface SimulationOptions {
  /** Decides all jitter. */
  readonly seed?: number | string;
  /** Milliseconds since 1970. */
  readonly startMs?: number;
  /** How many requests a server holds back for good: time passes although they are under way. */
  readonly countHeld?: () => number;
}

/**
 * Creates a simulation: time leaps to the next timer as soon as every request has been answered, so
 * that a day passes in seconds. Deadlines are timers of that time as well.
 */
export function createSimulation(options: SimulationOptions = {}): Simulation {
  const { seed = 1, countHeld = () => 0 } = options;
  const random = createRandom("simulation", seed);
  const traffic = createTraffic(countHeld);
  const { startMs } = options;
  const clock = createSimulatedClock({
    rest: traffic.rest,
    ...(startMs === undefined ? {} : { startMs }),
  });
  const budgets = new Map<string, RequestBudget>();
  const sources: MonitoredSource[] = [];
  const monitors: Monitor[] = [];

  function findBudget({ provider, url, token }: SimulatedSource): RequestBudget {
    const key = `${provider}\n${new URL(url).host}\n${token ?? ""}`;
    const known = budgets.get(key);
    if (known) return known;
    const isUnchangedFree = RULES[provider].isUnchangedFree && token !== null;
    const rules = { ...RULES[provider], isUnchangedFree };
    const budget = traffic.watchBudget(createRequestBudget(rules, clock));
    budgets.set(key, budget);
    return budget;
  }

  return {
    clock,
    async addSource(source, { onExchange, ...watched } = {}) {
      const budget = findBudget(source);
      const now = clock.now;
      const http = createHttpClient({
        deadlineMs: DEADLINE_MS,
        now,
        setTimer: clock.setTimer,
        budget,
        ...(onExchange ? { onExchange } : {}),
      });
      const provider = await createProvider({ ...source, http, now });
      const joined = {
        provider: watchPolls(createMeteredProvider(provider, http), traffic),
        budget,
        intervalMs: 30_000,
        includesTarget: () => true,
        includesRun: () => true,
        ...watched,
      };
      sources.push(joined);
      return joined;
    },
    createMonitor() {
      const monitor = createMonitor({ sources, clock, random: random.next });
      monitors.push(monitor);
      return monitor;
    },
    close() {
      for (const monitor of monitors) monitor.stop();
    },
  };
}

function watchPolls(provider: Provider, { watchPoll }: Traffic): Provider {
  return {
    ...provider,
    discoverTargets: (signal) => watchPoll(() => provider.discoverTargets(signal)),
    listRuns: (request) => watchPoll(() => provider.listRuns(request)),
  };
}
