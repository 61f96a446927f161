import { type Pipeline, pipelineKey } from "../model/pipeline.ts";
import type { PipelineRun } from "../model/pipeline-run.ts";
import { isActive, isUnfinished } from "../model/run-status.ts";
import { reconcilePipeline } from "./reconcile.ts";

/** What one answer says about one target. */
export interface TargetRuns {
  readonly source: string;
  readonly target: string;
  readonly runs: readonly PipelineRun[];
  /** True where pipelines of the target that are not among `runs` have been deleted. */
  readonly complete: boolean;
  /** Runs that were asked for by name; those without an answer have been deleted. */
  readonly asked: readonly PipelineRun[];
}

/** Every pipeline that is known, as one immutable list. */
export interface RunStore {
  getPipelines(): readonly Pipeline[];
  /** Takes an answer in; true where anything changed. */
  apply(answer: TargetRuns): boolean;
  /** Forgets the pipelines of targets that are no more; true where there were any. */
  keepTargets(source: string, targets: ReadonlySet<string>): boolean;
  /** Puts rows of an earlier start in, before the first answer. */
  restore(saved: readonly Pipeline[]): void;
  /** The pipelines of one target. */
  listPipelines(source: string, target: string): readonly Pipeline[];
  /** The runs of a target that have not ended. */
  listUnfinished(source: string, target: string): readonly PipelineRun[];
}

/** The pipelines of one target, by key. */
interface Shelf {
  readonly source: string;
  readonly target: string;
  readonly pipelines: Map<string, Pipeline>;
}

/** Creates an empty store. */
export function createRunStore(): RunStore {
  const shelves = new Map<string, Shelf>();
  let list: readonly Pipeline[] | null = [];

  function shelfOf(source: string, target: string): Shelf {
    const key = `${source}\n${target}`;
    const known = shelves.get(key);
    if (known) return known;
    const shelf = { source, target, pipelines: new Map<string, Pipeline>() };
    shelves.set(key, shelf);
    return shelf;
  }

  const listPipelines = (source: string, target: string) => [
    ...(shelves.get(`${source}\n${target}`)?.pipelines.values() ?? []),
  ];

  return {
    getPipelines() {
      list ??= [...shelves.values()].flatMap((shelf) => [...shelf.pipelines.values()]);
      return list;
    },
    apply(answer) {
      const { pipelines } = shelfOf(answer.source, answer.target);
      let isChanged = dropMissing(pipelines, answer);
      for (const [key, runs] of groupByPipeline(answer.runs)) {
        const after = reconcilePipeline(pipelines.get(key), runs, answer.target);
        isChanged = put(pipelines, key, after) || isChanged;
      }
      if (isChanged) list = null;
      return isChanged;
    },
    keepTargets(source, targets) {
      const gone = [...shelves].filter(([, it]) => it.source === source && !targets.has(it.target));
      for (const [key] of gone) shelves.delete(key);
      const isChanged = gone.some(([, shelf]) => shelf.pipelines.size > 0);
      if (isChanged) list = null;
      return isChanged;
    },
    restore(saved) {
      for (const pipeline of saved) {
        shelfOf(pipeline.source, pipeline.target).pipelines.set(pipeline.key, pipeline);
      }
      list = null;
    },
    listPipelines,
    listUnfinished: (source, target) =>
      listPipelines(source, target).flatMap((pipeline) =>
        // What waits on a person may wait for ever; it is news only where it is the latest.
        pipeline.history.filter(
          (run) => isActive(run.status) || (run === pipeline.latest && isUnfinished(run.status)),
        ),
      ),
  };
}

function put(pipelines: Map<string, Pipeline>, key: string, after: Pipeline | null): boolean {
  if (after === null) return pipelines.delete(key);
  if (after === pipelines.get(key)) return false;
  pipelines.set(key, after);
  return true;
}

/** Takes out what was deleted, and what now belongs to a pipeline of another name. */
function dropMissing(pipelines: Map<string, Pipeline>, answer: TargetRuns): boolean {
  const { runs, asked, complete, target } = answer;
  const keyOf = new Map(runs.map((run) => [run.id, pipelineKey(run)]));
  const keys = new Set(keyOf.values());
  const missing = new Set(asked.map((run) => run.id).filter((id) => !keyOf.has(id)));
  let isChanged = false;
  for (const pipeline of [...pipelines.values()]) {
    const isDeleted = complete && !keys.has(pipeline.key);
    const ids = pipeline.history.map((run) => run.id);
    const gone = new Set(
      ids.filter((id) => missing.has(id) || (keyOf.get(id) ?? pipeline.key) !== pipeline.key),
    );
    if (!isDeleted && gone.size === 0) continue;
    const after = isDeleted ? null : reconcilePipeline(pipeline, [], target, gone);
    isChanged = put(pipelines, pipeline.key, after) || isChanged;
  }
  return isChanged;
}

function groupByPipeline(runs: readonly PipelineRun[]): Map<string, PipelineRun[]> {
  const groups = new Map<string, PipelineRun[]>();
  for (const run of runs) {
    const key = pipelineKey(run);
    const group = groups.get(key);
    if (group) group.push(run);
    else groups.set(key, [run]);
  }
  return groups;
}
