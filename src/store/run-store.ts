import { type Pipeline, pipelineKey } from "../model/pipeline.ts";
import type { PipelineRun } from "../model/pipeline-run.ts";
import { isUnfinished } from "../model/run-status.ts";
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
  /** The runs of a target that have not ended. */
  listUnfinished(source: string, target: string): readonly PipelineRun[];
}

/** Creates an empty store. */
export function createRunStore(): RunStore {
  const pipelines = new Map<string, Pipeline>();
  let list: readonly Pipeline[] = [];

  function publish(isChanged: boolean): boolean {
    if (isChanged) list = [...pipelines.values()];
    return isChanged;
  }

  function ofTarget(source: string, target: string): readonly Pipeline[] {
    return list.filter((pipeline) => pipeline.source === source && pipeline.target === target);
  }

  function put(key: string, after: Pipeline | null): boolean {
    const before = pipelines.get(key);
    if (after === null) return pipelines.delete(key);
    if (after === before) return false;
    pipelines.set(key, after);
    return true;
  }

  /** Takes out what was deleted, and what now belongs to a pipeline of another name. */
  function dropMissing({ source, target, complete, asked, runs }: TargetRuns): boolean {
    const keyOf = new Map(runs.map((run) => [run.id, pipelineKey(run)]));
    const keys = new Set(keyOf.values());
    const missing = asked.map((run) => run.id).filter((id) => !keyOf.has(id));
    let isChanged = false;
    for (const pipeline of ofTarget(source, target)) {
      const isDeleted = complete && !keys.has(pipeline.key);
      const moved = pipeline.history.filter(
        ({ id }) => (keyOf.get(id) ?? pipeline.key) !== pipeline.key,
      );
      const gone = new Set([...missing, ...moved.map((run) => run.id)]);
      const after = isDeleted ? null : reconcilePipeline(pipeline, [], target, gone);
      isChanged = put(pipeline.key, after) || isChanged;
    }
    return isChanged;
  }

  return {
    getPipelines: () => list,
    apply(answer) {
      let isChanged = dropMissing(answer);
      for (const [key, runs] of groupByPipeline(answer.runs)) {
        const after = reconcilePipeline(pipelines.get(key), runs, answer.target);
        isChanged = put(key, after) || isChanged;
      }
      return publish(isChanged);
    },
    keepTargets(source, targets) {
      const gone = list.filter((it) => it.source === source && !targets.has(it.target));
      for (const pipeline of gone) pipelines.delete(pipeline.key);
      return publish(gone.length > 0);
    },
    listUnfinished: (source, target) =>
      ofTarget(source, target).flatMap((pipeline) =>
        pipeline.history.filter((run) => isUnfinished(run.status)),
      ),
  };
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
