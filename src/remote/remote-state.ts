import { checkList, checkText } from "../model/check-value.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { Snapshot, SourceError, SourceState } from "../model/snapshot.ts";
import { checkObject, readPipeline } from "./read-rows.ts";
import { type RemoteSource, readSource } from "./read-sources.ts";

/** What a server has told so far. */
export interface RemoteState {
  readonly rows: ReadonlyMap<string, Pipeline>;
  readonly sources: ReadonlyMap<string, RemoteSource>;
}

/** Nothing told yet. */
export const NOTHING_TOLD: RemoteState = { rows: new Map(), sources: new Map() };

/**
 * The state after a `snapshot` or a `change`; what is not told of keeps its identity. Throws where the
 * message is not what this protocol promises.
 */
export function applyMessage(state: RemoteState, value: unknown): RemoteState {
  const message = checkObject(value);
  const pipelines = checkList(message.pipelines).map(readPipeline);
  if (message.type === "snapshot") {
    return {
      rows: new Map(pipelines.map((row) => [row.key, row])),
      sources: new Map(
        checkList(message.sources)
          .map(readSource)
          .map((one) => [one.name, one]),
      ),
    };
  }
  const rows = new Map(state.rows);
  // Keys hold line feeds, which a cleaned text cannot: they are compared, never shown.
  for (const key of checkList(message.removed)) rows.delete(String(key));
  for (const row of pipelines) rows.set(row.key, row);
  const sources = new Map(state.sources);
  for (const name of checkList(message.removedSources)) sources.delete(checkText(name));
  for (const change of checkList(message.sources)) {
    const source = readSource(change);
    sources.set(source.name, mergeSource(sources.get(source.name), source, change));
  }
  return { rows, sources };
}

function mergeSource(
  before: RemoteSource | undefined,
  after: RemoteSource,
  change: unknown,
): RemoteSource {
  if (!before || checkObject(change).complete !== false) return after;
  const changed = new Map(after.targets.map((target) => [target.id, target]));
  const targets = before.targets.map((target) => changed.get(target.id) ?? target);
  return { ...after, targets };
}

/** What the screen shows of it, while the server answers. */
export function toSnapshot({ rows, sources }: RemoteState): Snapshot {
  return { pipelines: [...rows.values()], sources: [...sources.values()] };
}

/**
 * What it shows while the server does not: the same rows, marked as old, and the server among the
 * sources, since it alone is at fault, with when it is tried again.
 */
export function toLostSnapshot(
  { pipelines, sources }: Snapshot,
  server: string,
  error: SourceError | null,
  nextPollAt: string | null,
): Snapshot {
  const lost = sources.map((source) => ({
    ...source,
    state: "failing" as const,
    error: null,
    nextPollAt,
    targets: source.targets.map((target) => ({
      ...target,
      state: "failing" as const,
      nextPollAt,
    })),
  }));
  const targets = lost.flatMap((source) => source.targets);
  const [lastOkAt = null] = targets.flatMap((target) => target.lastOkAt ?? []).toSorted();
  return { pipelines, sources: [describeServer(server, error, nextPollAt, lastOkAt), ...lost] };
}

/** A server as one of its sources; of what vendor they are it does not matter here. */
function describeServer(
  name: string,
  error: SourceError | null,
  nextPollAt: string | null,
  lastOkAt: string | null,
): SourceState {
  const pace = { perHour: null, perHourLimit: null, pausedUntil: null };
  const state = error === null ? "loading" : "failing";
  const rows = { id: name, state, error, lastOkAt, nextPollAt } as const;
  const targets = lastOkAt === null ? [] : [rows];
  return { name, provider: "github", state, error, quota: null, pace, targets, nextPollAt };
}
