import { setTimeout } from "node:timers/promises";
import type { ResolvedSource } from "../../config/resolved-config.ts";
import type { ProxyEnvironment } from "../../http/find-proxy.ts";
import { probeServer } from "../../http/probe-server.ts";
import { createTransport } from "../../http/transport.ts";
import { type AccessReport, ANONYMOUS } from "../../model/access.ts";
import type { Provider, Quota } from "../../model/provider.ts";
import { type ProviderError, toProviderError } from "../../model/provider-error.ts";
import type { SourceState } from "../../model/snapshot.ts";
import type { Monitor } from "../../store/monitor.ts";
import { type Composition, DEADLINE_MS } from "../compose.ts";
import type { Check } from "./check.ts";
import { checkCost, checkTargets } from "./check-targets.ts";
import { checkToken } from "./check-token.ts";
import { checkWay } from "./check-way.ts";

/** What was found out about one source. */
export interface ExaminedSource {
  readonly name: string;
  readonly provider: ResolvedSource["provider"];
  readonly url: string;
  readonly checks: readonly Check[];
  readonly targets: readonly Pick<SourceState["targets"][number], "id" | "state">[];
  readonly quota: Quota | null;
  /** Counted requests an hour as planned, null where the server tells of no limit. */
  readonly perHour: number | null;
}

/** Nobody waits longer for all targets to have answered once. */
const ALL_TARGETS_MS = 60_000;

/** The plan of the first moment knew of no targets yet, and is kept for a second. */
const NEW_PLAN_MS = 1_100;

/** Examines every source at once: the way to it, its token, its targets, what it costs. */
export async function examineSources(
  sources: readonly ResolvedSource[],
  { monitor, providers }: Composition,
  { env, signal }: { readonly env: ProxyEnvironment; readonly signal: AbortSignal },
): Promise<readonly ExaminedSource[]> {
  const now = () => Date.now();
  // Before all else, so that nothing but the server takes the time that is told.
  const probes = await Promise.all(
    sources.map((source) => {
      const transport = createTransport({ env, ca: source.ca?.pem ?? null });
      return probeServer(new URL(source.url), { transport, deadlineMs: DEADLINE_MS, now, signal });
    }),
  );
  const reports = sources.map(({ name }) => askAccess(providers.get(name), signal));
  const states = await settle(monitor, signal);
  return Promise.all(
    sources.map(async (source, index): Promise<ExaminedSource> => {
      const { name, provider, url } = source;
      const probe = probes[index];
      const report = (await reports[index]) ?? ANONYMOUS;
      const state = states.find((one) => one.name === name);
      const way = probe === undefined ? [] : checkWay(probe, source, now());
      const isReached = way.every(({ verdict }) => verdict !== "fault");
      const rest =
        state === undefined || !isReached
          ? []
          : [checkToken(report, source, now()), ...checkTargets(state, source), checkCost(state)];
      return {
        ...{ name, provider, url, checks: [...way, ...rest] },
        targets: (state?.targets ?? []).map(({ id, state: word }) => ({ id, state: word })),
        quota: state?.quota ?? null,
        perHour: state?.pace.perHour ?? null,
      };
    }),
  );
}

async function askAccess(
  provider: Provider | undefined,
  signal: AbortSignal,
): Promise<AccessReport | ProviderError> {
  try {
    return (await provider?.checkAccess?.(signal)) ?? ANONYMOUS;
  } catch (error) {
    signal.throwIfAborted();
    return toProviderError(error);
  }
}

/** Polls as the screen does until each target has answered or failed; then the plan tells the cost. */
async function settle(monitor: Monitor, signal: AbortSignal): Promise<readonly SourceState[]> {
  const ended = AbortSignal.any([signal, AbortSignal.timeout(ALL_TARGETS_MS)]);
  const isSettled = () => monitor.getSnapshot().sources.every(({ state }) => state !== "loading");
  try {
    await new Promise<void>((resolve) => {
      ended.addEventListener("abort", () => resolve(), { once: true });
      monitor.subscribe(() => {
        if (isSettled()) resolve();
      });
      monitor.start();
    });
    await setTimeout(NEW_PLAN_MS, undefined, { signal });
    // What is on the screen is planned first, and planning anew renews the snapshot.
    monitor.show(monitor.getSnapshot().pipelines);
    return monitor.getSnapshot().sources;
  } finally {
    monitor.stop();
  }
}
