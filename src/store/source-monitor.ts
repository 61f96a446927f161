import type { Budget } from "../model/budget.ts";
import type { Provider, Quota, Target } from "../model/provider.ts";
import { toProviderError } from "../model/provider-error.ts";
import type { SourceError, SourceState, TargetState } from "../model/snapshot.ts";
import { createPoller } from "./poller.ts";
import type { SavedTarget } from "./saved-state.ts";
import { planNextPoll } from "./schedule.ts";
import { toSourceError } from "./source-error.ts";
import {
  createTargetMonitor,
  type TargetMonitor,
  type TargetMonitorOptions,
} from "./target-monitor.ts";

/** How often the list of targets itself is asked for. */
const DISCOVERY_INTERVAL_MS = 600_000;

/** What a source's monitor is made of. */
export interface SourceMonitorOptions extends Omit<TargetMonitorOptions, "target"> {
  readonly budget: Budget;
  /** False for a target that the user does not want to see. */
  readonly includesTarget: (target: Target) => boolean;
}

/** One source: finds its targets and has each polled. */
export interface SourceMonitor {
  readonly provider: Provider;
  start(): void;
  /** Finds the targets and polls each once; resolves when all have answered or failed. */
  pollOnce(): Promise<void>;
  /** Polls at once what the server lets us: all targets, or one repository's. */
  refresh(repo: string | null): void;
  /** A hook says that something has happened in a target. */
  hear(target: string): void;
  stop(): void;
  getState(): SourceState;
  /** Puts the targets of an earlier start in, before anything is asked. */
  restore(saved: readonly SavedTarget[]): void;
  /** What the next start wants to know of the targets. */
  save(): readonly SavedTarget[];
  /** Plans the polls of these targets anew: they came to the screen. */
  replan(targets: ReadonlySet<string>): void;
}

/** Creates the monitor of one source; nothing is asked before `start` or `pollOnce`. */
export function createSourceMonitor(options: SourceMonitorOptions): SourceMonitor {
  const { provider, store, clock, onChange } = options;
  let monitors: readonly TargetMonitor[] = [];
  let error: SourceError | null = null;
  let failures = 0;
  let isFound = false;
  let isStarted = false;

  const discovery = createPoller({ clock, poll: discover, onPlan: () => onChange("timing") });

  async function discover(signal: AbortSignal): Promise<number> {
    const intervalMs = isFound ? DISCOVERY_INTERVAL_MS : options.intervalMs;
    const schedule = { intervalMs, pollAfterMs: null, random: options.random() };
    try {
      const targets = await provider.discoverTargets(signal);
      const isChanged = replaceTargets(targets.filter(options.includesTarget));
      const isNews = isChanged || !isFound || error !== null;
      failures = 0;
      error = null;
      isFound = true;
      onChange(isNews ? "visible" : "timing");
      const intervalMs = DISCOVERY_INTERVAL_MS;
      return planNextPoll({ ...schedule, intervalMs, nowMs: clock.now(), failures, error: null });
    } catch (thrown) {
      signal.throwIfAborted();
      const fault = toProviderError(thrown);
      failures += 1;
      const before = error;
      error = toSourceError(fault, before, clock.now());
      onChange(before?.message === error.message ? "timing" : "visible");
      return planNextPoll({ ...schedule, nowMs: clock.now(), failures, error: fault });
    }
  }

  function getPace(): SourceState["pace"] {
    const perHour = options.planner.projectPerHour();
    const { rules } = options.budget;
    const { quota, pausedUntilMs } = options.budget.getState();
    return {
      perHour: perHour === null ? null : Math.round(perHour),
      perHourLimit: quota === null ? null : Math.round((quota.limit * 3_600_000) / rules.windowMs),
      pausedUntil: pausedUntilMs === null ? null : new Date(pausedUntilMs).toISOString(),
    };
  }

  /** True where a target came or went. */
  function replaceTargets(targets: readonly Target[]): boolean {
    const known = new Map(monitors.map((monitor) => [monitor.getTarget().id, monitor]));
    const wanted = new Set(targets.map((target) => target.id));
    for (const [id, monitor] of known) if (!wanted.has(id)) monitor.stop();
    monitors = targets.map(
      (target) => known.get(target.id) ?? createTargetMonitor({ ...options, target }),
    );
    store.keepTargets(provider.source, wanted);
    for (const target of targets) known.get(target.id)?.replan(target);
    const added = monitors.filter((monitor) => !known.has(monitor.getTarget().id));
    if (isStarted) for (const monitor of added) monitor.start();
    return added.length > 0 || wanted.size < known.size;
  }

  /** A whole Jenkins holds many, and is asked for those alone that stand in its rows. */
  function holds(target: string, repo: string): boolean {
    if (target !== "/") return target === repo;
    return store.listPipelines(provider.source, target).some((row) => row.repo === repo);
  }

  return {
    provider,
    start() {
      isStarted = true;
      for (const monitor of monitors) monitor.start();
      discovery.start();
    },
    async pollOnce() {
      await discovery.pollNow();
      await Promise.all(monitors.map((monitor) => monitor.pollNow()));
    },
    refresh(repo) {
      if (!isFound) void discovery.pollNow();
      for (const monitor of monitors) {
        const { id } = monitor.getTarget();
        if (repo !== null && !holds(id, repo)) continue;
        if (repo !== null) monitor.follow();
        if (monitor.mayPollNow()) void monitor.pollNow();
      }
    },
    hear(target) {
      for (const monitor of monitors) if (monitor.getTarget().id === target) monitor.hear();
    },
    stop() {
      isStarted = false;
      discovery.stop();
      for (const monitor of monitors) monitor.stop();
    },
    getState() {
      const targets = monitors.map((monitor) => monitor.getState());
      const discoveryAtMs = discovery.nextPollAtMs();
      const quota = provider.quota();
      return describeSource(provider, {
        error,
        isFound,
        targets,
        discoveryAtMs,
        quota,
        pace: getPace(),
      });
    },
    restore(saved) {
      monitors = saved
        .map(({ id, url, ...rest }) => ({ target: { id, url }, saved: { id, url, ...rest } }))
        .filter(({ target }) => options.includesTarget(target))
        .map((it) => createTargetMonitor({ ...options, target: it.target }, it.saved));
    },
    save: () => monitors.flatMap((monitor) => monitor.save() ?? []),
    replan(targets) {
      for (const monitor of monitors) if (targets.has(monitor.getTarget().id)) monitor.replan();
    },
  };
}

interface SourceFacts {
  readonly error: SourceError | null;
  readonly isFound: boolean;
  readonly targets: readonly TargetState[];
  readonly discoveryAtMs: number | null;
  readonly quota: Quota | null;
  readonly pace: SourceState["pace"];
}

function describeSource(provider: Provider, facts: SourceFacts): SourceState {
  const { targets, discoveryAtMs } = facts;
  const failing = targets.filter((target) => target.state === "failing");
  const planned = targets.map((target) => target.nextPollAt).filter((at) => at !== null);
  if (targets.length === 0 && discoveryAtMs !== null)
    planned.push(new Date(discoveryAtMs).toISOString());
  return {
    name: provider.source,
    provider: provider.kind,
    state: toSourceWord(facts, failing.length),
    error: facts.error ?? failing[0]?.error ?? null,
    quota: facts.quota,
    pace: facts.pace,
    targets,
    nextPollAt: planned.sort()[0] ?? null,
  };
}

function toSourceWord(facts: SourceFacts, failing: number): SourceState["state"] {
  const { error, isFound, targets } = facts;
  if (error !== null && targets.length === 0) return "failing";
  if (targets.length > 0 && failing === targets.length) return "failing";
  if (error !== null || failing > 0) return "partial";
  if (!isFound || targets.some((target) => target.state === "loading")) return "loading";
  return "ok";
}
