import { isUnfinished } from "../../model/run-status.ts";
import type { CommitTitles } from "./commit-titles.ts";
import { groupByRow, pickMeasures } from "./past-successes.ts";
import type { PipelineDetails } from "./pipeline-details.ts";
import type { RawPipeline } from "./raw.ts";
import type { SideRequests } from "./side-requests.ts";
import { toRunStatus } from "./transform.ts";

/** Where a list's missing parts come from. */
export interface FillInSources {
  readonly details: PipelineDetails;
  readonly titles: CommitTitles;
}

/**
 * How many pipelines one poll completes. The list lacks who, how long and which commit, which is two
 * requests a pipeline, each made once; so the first poll of a project costs at most 1 + 2 × 40
 * requests however many branches it has, and the rest follows with the next polls.
 */
const MAX_FILLED_IN = 40;

/** True where nothing is left to ask about a pipeline as it was listed. */
export function isComplete(
  { details, titles }: FillInSources,
  project: string,
  listed: RawPipeline,
): boolean {
  const sha = shaOf(details.describe(project, listed).raw);
  const hasTitle = sha === null || titles.get(project, sha) !== undefined;
  return hasTitle && details.isKnown(project, listed);
}

/**
 * Reads what the list does not say of these pipelines: unfinished ones first, then the newest,
 * {@link MAX_FILLED_IN} at most. Resolves with those it looked at.
 */
export async function fillIn(
  sources: FillInSources,
  project: string,
  wanted: readonly RawPipeline[],
  requests: SideRequests,
  signal: AbortSignal,
): Promise<readonly RawPipeline[]> {
  const { details, titles } = sources;
  const chosen = [...wanted]
    .sort((a, b) => urgencyOf(b) - urgencyOf(a) || b.id - a.id)
    .slice(0, MAX_FILLED_IN);
  const unknown = chosen.filter((listed) => !details.isKnown(project, listed));
  const shas = new Set(chosen.map(shaOf).filter((sha) => sha !== null));
  const untitled = [...shas].filter((sha) => titles.get(project, sha) === undefined);
  await Promise.all([
    ...unknown.map((listed) => details.read(project, listed, requests, signal)),
    ...untitled.map((sha) => titles.read(project, sha, requests, signal)),
  ]);
  return chosen;
}

/**
 * What a table of rows shows of a list: the newest pipeline of every row and, where that has not
 * ended, the newest successes before it, by which its end is foretold.
 */
export function pickShown(listed: readonly RawPipeline[]): ReadonlySet<RawPipeline> {
  const shown = groupByRow(listed).flatMap(([newest, ...older]) => {
    if (newest === undefined) return [];
    return isUnfinished(toRunStatus(newest.status)) ? [newest, ...pickMeasures(older)] : [newest];
  });
  return new Set(shown);
}

/** The commit of a pipeline where it has one that can be asked for. */
export function shaOf(raw: RawPipeline): string | null {
  return typeof raw.sha === "string" && /^[0-9a-f]{7,64}$/u.test(raw.sha) ? raw.sha : null;
}

function urgencyOf(raw: RawPipeline): number {
  return isUnfinished(toRunStatus(raw.status)) ? 1 : 0;
}
