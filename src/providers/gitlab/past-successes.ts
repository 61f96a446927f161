import type { PipelineDetails } from "./pipeline-details.ts";
import type { RawPipeline } from "./raw.ts";
import type { SideRequests } from "./side-requests.ts";
import { toBranch, toRunStatus, toWorkflow } from "./transform.ts";

/** How many past successes tell how long a pipeline is going to take. */
const MAX_MEASURES = 3;

/** How many of them one poll reads: the rows' own pipelines go before. */
const MAX_READ = 20;

/** How many may be waiting to be read. */
const MAX_WAITING = 150;

/** Listed pipelines by the row they stand in, the newest of each row first. */
export function groupByRow(listed: readonly RawPipeline[]): readonly (readonly RawPipeline[])[] {
  const rows = new Map<string, RawPipeline[]>();
  for (const raw of [...listed].sort((a, b) => b.id - a.id)) {
    const row = `${toBranch(raw.ref)}\n${toWorkflow(raw.source)}`;
    const known = rows.get(row);
    if (known) known.push(raw);
    else rows.set(row, [raw]);
  }
  return [...rows.values()];
}

/** The newest successes among a row's pipelines, newest first. */
export function pickMeasures(row: readonly RawPipeline[]): readonly RawPipeline[] {
  return row.filter((raw) => toRunStatus(raw.status) === "success").slice(0, MAX_MEASURES);
}

/**
 * Reads how long the rows' last successes took, by which the end of their next run is foretold: the
 * list does not say, and when that run is listed they are no longer in the list. A few with each poll,
 * and none with the first, which a person waits for.
 */
export async function readPast(
  project: string,
  waiting: readonly RawPipeline[],
  details: PipelineDetails,
  requests: SideRequests,
  signal: AbortSignal,
): Promise<readonly RawPipeline[]> {
  const read: RawPipeline[] = [];
  await Promise.all(
    waiting.slice(0, MAX_READ).map(async (raw) => {
      const answer = await details.read(project, raw, requests, signal);
      if (answer.kind === "answered") read.push(answer.value.raw);
    }),
  );
  return read;
}

/** The successes still to be read: those that waited, and those that a list has shown since. */
export function listWaiting(
  before: readonly RawPipeline[],
  open: readonly RawPipeline[],
  isRead: (raw: RawPipeline) => boolean,
): readonly RawPipeline[] {
  const found = groupByRow(open).flatMap(pickMeasures);
  const waiting = new Map<number, RawPipeline>();
  for (const raw of [...before, ...found.sort((a, b) => b.id - a.id)]) {
    if (!isRead(raw)) waiting.set(raw.id, raw);
  }
  return [...waiting.values()].slice(0, MAX_WAITING);
}
