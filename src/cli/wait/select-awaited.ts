import type { Pipeline } from "../../model/pipeline.ts";

/** Which runs are waited for, among those that are watched. */
export interface AwaitedChoice {
  /** The beginning of a commit's sha, in lower case; null: the latest run of each pipeline. */
  readonly sha: string | null;
  readonly includesWorkflow: (workflow: string) => boolean;
}

/**
 * The runs that are waited for, each as a pipeline of which it is the latest. Of a commit that is the
 * newest run by each event: a push and its pull request are two, a run started anew is one.
 */
export function selectAwaited(
  pipelines: readonly Pipeline[],
  { sha, includesWorkflow }: AwaitedChoice,
): readonly Pipeline[] {
  const wanted = pipelines.filter(({ workflow }) => includesWorkflow(workflow));
  return sha === null ? wanted : wanted.flatMap((pipeline) => findOfCommit(pipeline, sha));
}

function findOfCommit(pipeline: Pipeline, sha: string): readonly Pipeline[] {
  const events = new Set<string | null>();
  return pipeline.history.flatMap((run, index) => {
    const isOther = run.commit.sha?.toLowerCase().startsWith(sha) !== true;
    if (isOther || events.has(run.event)) return [];
    events.add(run.event);
    return [{ ...pipeline, latest: run, history: pipeline.history.slice(index) }];
  });
}
