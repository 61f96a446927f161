import type { Pipeline } from "../model/pipeline.ts";
import type { PipelineRun } from "../model/pipeline-run.ts";
import type { SnapshotFeed } from "../model/snapshot.ts";
import { ServerError } from "./server-error.ts";

/** A run and the row it stands in. */
export interface FoundRun {
  readonly run: PipelineRun;
  readonly pipeline: Pipeline;
}

/** What names a run in an address. */
export interface RunParams {
  readonly source: string;
  readonly id: string;
}

/** Finds a run that is still known; throws a {@link ServerError} where it is not. */
export type RunFinder = (params: RunParams) => FoundRun;

/** Creates what finds runs by source and id, through an index made once for each list of rows. */
export function createRunFinder(feed: Pick<SnapshotFeed, "getSnapshot">): RunFinder {
  let indexed: readonly Pipeline[] | null = null;
  let index = new Map<string, FoundRun>();

  return ({ source, id }) => {
    const { pipelines } = feed.getSnapshot();
    if (pipelines !== indexed) {
      index = indexRuns(pipelines);
      indexed = pipelines;
    }
    const found = index.get(`${source}\n${id}`);
    if (found) return found;
    const hint = "it may be older than what is kept; go back to the list";
    throw new ServerError(404, "not-found", "this run is not known", hint);
  };
}

function indexRuns(pipelines: readonly Pipeline[]): Map<string, FoundRun> {
  const index = new Map<string, FoundRun>();
  for (const pipeline of pipelines) {
    for (const run of pipeline.history) {
      const key = `${run.source}\n${run.id}`;
      if (!index.has(key)) index.set(key, { run, pipeline });
    }
  }
  return index;
}
