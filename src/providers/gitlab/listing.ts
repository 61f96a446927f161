import { toIsoTime } from "../../model/iso-time.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import { isUnfinished } from "../../model/run-status.ts";
import type { PipelineList } from "./client.ts";
import type { PollWindow } from "./cursor.ts";
import { pickShown } from "./fill-in.ts";
import type { PollMemory } from "./poll-memory.ts";
import { type RawPipeline, stampOf } from "./raw.ts";
import { isChildPipeline, toRunStatus } from "./transform.ts";

/** What a list of pipelines says beyond what was told before. */
export interface Listing {
  /** The runs it speaks for: those it holds or, where it is unchanged, those it held. */
  readonly ids: ReadonlySet<string>;
  /** The rows' pipelines, child pipelines left out. */
  readonly listed: readonly RawPipeline[];
  /** Those of them to tell of: all but what was told in full before the memory of it was lost. */
  readonly open: readonly RawPipeline[];
  /** Those that the last list did not hold as they are now. */
  readonly fresh: ReadonlySet<RawPipeline>;
  /** True for a pipeline about which nothing is left to ask. */
  readonly isSettled: (raw: RawPipeline) => boolean;
}

/** Sorts an answer by what its window was told of. */
export function sortListing(
  answer: PipelineList,
  window: PollWindow | null,
  isKnown: (raw: RawPipeline) => boolean,
): Listing {
  const listed = uniqueById(answer.pipelines.filter((raw) => !isChildPipeline(raw)));
  const toldOf = (raw: RawPipeline) => {
    const told = window?.told.get(raw.id);
    return told?.stamp === stampOf(raw) ? told : undefined;
  };
  const wasSettled = (raw: RawPipeline) => toldOf(raw)?.isComplete === true;
  const ids = answer.isUnchanged ? [...(window?.told.keys() ?? [])] : listed.map(({ id }) => id);
  return {
    ids: new Set(ids.map(String)),
    listed,
    open: listed.filter((raw) => isKnown(raw) || !wasSettled(raw)),
    fresh: new Set(listed.filter((raw) => toldOf(raw) === undefined)),
    isSettled: (raw) => isKnown(raw) || wasSettled(raw),
  };
}

/** The listed pipelines worth their details: on show, unfinished, or just ended. */
export function pickWanted(
  { listed, open, fresh }: Listing,
  asked: ReadonlySet<string>,
  window: PollWindow | null,
): readonly RawPipeline[] {
  const shown = pickShown(listed);
  return open.filter((raw) => {
    if (shown.has(raw) || asked.has(String(raw.id))) return true;
    if (isUnfinished(toRunStatus(raw.status))) return true;
    return window !== null && fresh.has(raw) && (toIsoTime(raw.updated_at) ?? "") > window.seen;
  });
}

/** Notes of which unfinished pipelines this answer speaks, and forgets those that have ended. */
export function noteHeard(
  { heardAtMs }: PollMemory,
  unfinished: readonly PipelineRun[],
  { ids, listed }: Listing,
  nowMs: number,
): void {
  const asked = new Set(unfinished.map((run) => run.id));
  for (const id of heardAtMs.keys()) if (!asked.has(id)) heardAtMs.delete(id);
  for (const id of asked) if (ids.has(id)) heardAtMs.set(id, nowMs);
  for (const raw of listed) {
    if (isUnfinished(toRunStatus(raw.status))) heardAtMs.set(String(raw.id), nowMs);
  }
}

/** A page that shifts while it is read shows a pipeline twice; the first one is the newer. */
export function uniqueById(pipelines: readonly RawPipeline[]): readonly RawPipeline[] {
  const unique = new Map<number, RawPipeline>();
  for (const raw of pipelines) if (!unique.has(raw.id)) unique.set(raw.id, raw);
  return [...unique.values()];
}
