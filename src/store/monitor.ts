import type { Budget } from "../model/budget.ts";
import type { Clock } from "../model/clock.ts";
import type { PipelineRun } from "../model/pipeline-run.ts";
import type { ListRunsRequest, Provider, Target } from "../model/provider.ts";
import type { Snapshot, SnapshotFeed } from "../model/snapshot.ts";
import { createPlanner, type Planner } from "./planner.ts";
import { keepIdentity } from "./reconcile.ts";
import { createRunStore } from "./run-store.ts";
import type { SavedState } from "./saved-state.ts";
import { createSourceMonitor } from "./source-monitor.ts";
import type { ChangeKind } from "./target-monitor.ts";

/** Answers that come together are told as one change, milliseconds. */
const BURST_MS = 16;

/** Between two notices: a first poll of many targets brings answers for seconds, and each notice is a frame. */
const GAP_MS = 100;

/** One source to watch. */
export interface MonitoredSource {
  readonly provider: Provider;
  /** Shared by all sources of one host and credential. */
  readonly budget: Budget;
  readonly intervalMs: number;
  /** False for a target that the user does not want to see; it is never asked. */
  readonly includesTarget: (target: Target) => boolean;
  /** False for a run that the user does not want to see. */
  readonly includesRun: (run: PipelineRun) => boolean;
  /** True where somebody waits for a run that may not have started; left out: false. */
  readonly isAwaited?: boolean;
}

/** What a monitor is made of. */
export interface MonitorOptions {
  readonly sources: readonly MonitoredSource[];
  readonly clock: Clock;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
}

/** Watches all sources and publishes what they say as immutable snapshots. */
export interface Monitor extends SnapshotFeed {
  /** Goes on polling until `stop`. */
  start(): void;
  /** Asks every target once; resolves when all have answered or failed, and never rejects. */
  pollOnce(): Promise<void>;
  /** Shows the rows of an earlier start, marked as old until they are confirmed; call it before all else. */
  restore(saved: Pick<SavedState, "pipelines" | "targets">): void;
  /** What the next start wants to know. */
  save(): Pick<SavedState, "pipelines" | "targets">;
  /** A hook says that something has happened in a target of a source: it is asked at once. */
  hear(source: string, target: string): void;
  /** Aborts whatever is under way; no listener is called afterwards. */
  stop(): void;
}

/** Creates a monitor; nothing is asked before `start` or `pollOnce`. */
export function createMonitor({ sources, clock, random }: MonitorOptions): Monitor {
  const store = createRunStore();
  const listeners = new Set<() => void>();
  let snapshot: Snapshot = { pipelines: [], sources: [] };
  let isStale = true;
  let cancelNotice: (() => void) | null = null;
  let toldAtMs = Number.NEGATIVE_INFINITY;

  const planners = new Map<Budget, Planner>();
  let shown = new Map<string, Set<string>>();

  function plannerOf(budget: Budget): Planner {
    const planner = planners.get(budget) ?? createPlanner(budget, clock.now);
    planners.set(budget, planner);
    return planner;
  }

  const monitors = sources.map(({ provider, ...source }) =>
    createSourceMonitor({
      ...source,
      provider: createFilteredProvider(provider, source.includesRun),
      planner: plannerOf(source.budget),
      isUnchangedFree: source.budget.rules.isUnchangedFree,
      isShown: (target) => shown.get(provider.source)?.has(target) ?? false,
      store,
      clock,
      random,
      onChange,
    }),
  );

  function onChange(kind: ChangeKind): void {
    isStale = true;
    if (kind === "timing") return;
    cancelNotice ??= clock.setTimer(
      () => {
        cancelNotice = null;
        toldAtMs = clock.now();
        for (const listener of listeners) listener();
      },
      Math.max(BURST_MS, Math.min(GAP_MS, toldAtMs + findGapMs() - clock.now())),
    );
  }

  /** Whoever has nothing to look at yet gets the first rows without a wait. */
  function findGapMs(): number {
    return snapshot.pipelines.length === 0 ? 0 : GAP_MS;
  }

  function renew(): Snapshot {
    const before = new Map(snapshot.sources.map((state) => [state.name, state]));
    const states = monitors.map((monitor) => {
      const state = monitor.getState();
      return keepIdentity(before.get(state.name), state);
    });
    const isSame =
      snapshot.sources.length === states.length &&
      states.every((state, index) => state === snapshot.sources[index]);
    const pipelines = store.getPipelines();
    if (isSame && pipelines === snapshot.pipelines) return snapshot;
    return { pipelines, sources: isSame ? snapshot.sources : states };
  }

  return {
    start() {
      for (const monitor of monitors) monitor.start();
    },
    async pollOnce() {
      await Promise.all(monitors.map((monitor) => monitor.pollOnce()));
    },
    stop() {
      for (const monitor of monitors) monitor.stop();
      cancelNotice?.();
      listeners.clear();
    },
    getSnapshot() {
      if (isStale) {
        isStale = false;
        snapshot = renew();
      }
      return snapshot;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    restore({ pipelines, targets }) {
      const names = new Set(sources.map(({ provider }) => provider.source));
      store.restore(pipelines.filter((pipeline) => names.has(pipeline.source)));
      for (const monitor of monitors) {
        const { source } = monitor.provider;
        monitor.restore(targets.filter((target) => target.source === source));
      }
      onChange("visible");
    },
    save: () => ({
      pipelines: store.getPipelines(),
      targets: monitors.flatMap((monitor) => monitor.save()),
    }),
    show(pipelines) {
      const before = shown;
      shown = new Map();
      for (const { source, target } of pipelines) {
        shown.set(source, (shown.get(source) ?? new Set()).add(target));
      }
      for (const monitor of monitors) {
        const { source } = monitor.provider;
        const isNew = (target: string) => before.get(source)?.has(target) !== true;
        monitor.replan(new Set([...(shown.get(source) ?? [])].filter(isNew)));
      }
    },
    hear(source, target) {
      for (const monitor of monitors) if (monitor.provider.source === source) monitor.hear(target);
    },
    refresh(repo) {
      for (const monitor of monitors) monitor.refresh(repo ?? null);
    },
  };
}

/** Drops unwanted runs before anything is kept of them. */
function createFilteredProvider(
  provider: Provider,
  includesRun: (run: PipelineRun) => boolean,
): Provider {
  return {
    ...provider,
    async listRuns(request: ListRunsRequest) {
      const result = await provider.listRuns(request);
      return { ...result, runs: result.runs.filter(includesRun) };
    },
  };
}
