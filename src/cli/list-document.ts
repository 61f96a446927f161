import { createInsightReader, type PipelineInsight } from "../model/insight.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { PipelineRun } from "../model/pipeline-run.ts";
import type { Snapshot, SourceState } from "../model/snapshot.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";

/** One source in {@link ListDocument}. */
type ListedSource = Pick<SourceState, "name" | "provider" | "state" | "error" | "quota"> & {
  /** Each repository, project or Jenkins that was asked. */
  readonly targets: readonly Pick<SourceState["targets"][number], "id" | "state" | "error">[];
};

/** A run as it is printed: its own fields, and what the runs before it say of it. */
interface ListedRun extends PipelineRun {
  readonly insight: PipelineInsight;
}

/** What `cimon list --json` prints: a stable shape for scripts. */
export interface ListDocument {
  /** ISO 8601 UTC. */
  readonly generatedAt: string;
  readonly sources: readonly ListedSource[];
  /** The latest run of each pipeline that was asked for. */
  readonly runs: readonly ListedRun[];
}

/** Makes the document of one poll; `generatedAt`, ISO, is also the time the insights are of. */
export function toListDocument(
  snapshot: Snapshot,
  pipelines: readonly Pipeline[],
  generatedAt: string,
): ListDocument {
  const sources = snapshot.sources.map(({ name, provider, state, error, quota, targets }) => ({
    name,
    provider,
    state,
    error,
    quota,
    targets: targets.map(({ id, state: word, error: fault }) => ({
      id,
      state: word,
      error: fault,
    })),
  }));
  const nowMs = Date.parse(generatedAt);
  const readInsight = createInsightReader();
  const runs = pipelines.map((pipeline) => ({
    ...pipeline.latest,
    insight: readInsight(pipeline, nowMs),
  }));
  return { generatedAt, sources, runs };
}

/**
 * The exit code of one poll. What could not be read comes first: a gate must not pass, nor blame a
 * run, on half of the picture.
 */
export function toExitCode(document: ListDocument, isGate: boolean): ExitCode {
  if (document.sources.some((source) => source.state !== "ok")) return EXIT.unreadable;
  if (!isGate) return EXIT.ok;
  const statuses = new Set(document.runs.map((run) => run.status));
  if (statuses.has("failed")) return EXIT.failing;
  const isPending = statuses.has("queued") || statuses.has("waiting") || statuses.has("running");
  return isPending ? EXIT.pending : EXIT.ok;
}

/** One sentence for each thing that could not be read, for stderr. */
export function describeFaults(document: Pick<ListDocument, "sources">): readonly string[] {
  return document.sources.flatMap(({ name, error, targets }) => {
    const failing = targets.filter((target) => target.state === "failing");
    const faults = failing.map(({ id, error: fault }) => ({
      // A whole Jenkins is its source.
      place: id === "/" ? name : `${name}: ${id}`,
      fault,
    }));
    const isOwn = error !== null && failing.every((target) => target.error !== error);
    if (isOwn) faults.unshift({ place: name, fault: error });
    return faults.flatMap(({ place, fault }) => {
      if (fault === null) return [];
      // Without a name of its own a source is called by its host, which the message begins with.
      const sentence = fault.message.startsWith(`${place} `)
        ? fault.message
        : `${place}: ${fault.message}`;
      return [`${sentence}; ${fault.hint}`];
    });
  });
}
