import { HISTORY_LENGTH, type Pipeline, pipelineKey } from "../src/model/pipeline.ts";
import type { PipelineRun } from "../src/model/pipeline-run.ts";
import type { SnapshotFeed } from "../src/model/snapshot.ts";
import { createRunStore, type RunStore } from "../src/store/run-store.ts";

/** A real store, and the feed of its rows without any poll. */
export interface StoredRows {
  readonly store: RunStore;
  readonly feed: SnapshotFeed;
  /** Puts new runs of one repository in, as a poll does; nobody is told before `tell`. */
  apply(runs: readonly PipelineRun[]): void;
  tell(): void;
}

/** Creates a store and its feed. */
export function createStoredRows(): StoredRows {
  const store = createRunStore();
  const listeners = new Set<() => void>();
  let snapshot = { pipelines: store.getPipelines(), sources: [] };
  return {
    store,
    feed: {
      getSnapshot: () => snapshot,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      refresh() {},
      show() {},
    },
    apply(runs) {
      const [{ source, repo } = { source: "", repo: "" }] = runs;
      store.apply({ source, target: repo, runs, complete: false, asked: [] });
    },
    tell() {
      snapshot = { pipelines: store.getPipelines(), sources: [] };
      for (const listener of listeners) listener();
    },
  };
}

/** A row with as long a past as there is, so that it grows no more; `makePast` makes its runs, 0 the latest. */
export function makeFullRow(makePast: (past: number) => PipelineRun): Pipeline {
  const history = Array.from({ length: HISTORY_LENGTH }, (_, past) => makePast(past));
  const latest = history[0] ?? makePast(0);
  const { source, provider, repo, branch, workflow } = latest;
  const key = pipelineKey(latest);
  return { key, source, provider, repo, branch, workflow, target: repo, latest, history };
}
