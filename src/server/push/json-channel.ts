import { isDeepStrictEqual } from "node:util";
import type { PipelineInsight } from "../../model/insight.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type {
  ChangeMessage,
  SentSource,
  SnapshotMessage,
  SourceChange,
} from "../../model/server-protocol.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import type { RowView } from "../view-rows.ts";
import type { Channel } from "./channel.ts";

/** What a channel of JSON is made from. */
export interface JsonChannelOptions {
  readonly view: RowView;
  readonly getSnapshot: () => Snapshot;
  readonly readInsight: (pipeline: Pipeline, nowMs: number) => PipelineInsight;
  readonly sendSource: (
    source: Snapshot["sources"][number],
    among: readonly Pipeline[],
  ) => SentSource;
  readonly now: () => number;
}

interface Seen {
  readonly rows: ReadonlyMap<string, Pipeline>;
  readonly sources: ReadonlyMap<string, SentSource>;
}

/** Creates the channel of those who want the rows of a view as data. */
export function createJsonChannel(options: JsonChannelOptions): Channel {
  const { view, getSnapshot, readInsight, sendSource, now } = options;
  let seen: Seen = { rows: new Map(), sources: new Map() };
  let looked: Snapshot | null = null;

  function look(): Seen {
    const snapshot = getSnapshot();
    if (snapshot === looked && !view.dependsOnTime) return seen;
    looked = snapshot;
    const { pipelines, sources } = snapshot;
    return {
      rows: new Map(view.select(pipelines).map((row) => [row.key, row])),
      sources: new Map(sources.map((source) => [source.name, sendSource(source, pipelines)])),
    };
  }

  const sendRow = (row: Pipeline) => ({ ...row, insight: readInsight(row, now()) });
  const generatedAt = () => new Date(now()).toISOString();

  return {
    dependsOnTime: view.dependsOnTime,
    renderSnapshot() {
      const message: SnapshotMessage = {
        type: "snapshot",
        generatedAt: generatedAt(),
        pipelines: [...seen.rows.values()].map(sendRow),
        sources: [...seen.sources.values()],
      };
      return JSON.stringify(message);
    },
    update() {
      const before = seen;
      seen = look();
      if (seen === before) return null;
      const change: ChangeMessage = {
        type: "change",
        generatedAt: generatedAt(),
        pipelines: listChanged(before.rows, seen.rows).map(sendRow),
        removed: listGone(before.rows, seen.rows),
        sources: listChanged(before.sources, seen.sources).map((source) =>
          toSourceChange(before.sources.get(source.name), source),
        ),
        removedSources: listGone(before.sources, seen.sources),
      };
      const { pipelines, removed, sources, removedSources } = change;
      const isSame = [pipelines, removed, sources, removedSources].every(
        ({ length }) => length === 0,
      );
      return isSame ? null : JSON.stringify(change);
    },
  };
}

function listChanged<Item>(
  before: ReadonlyMap<string, Item>,
  after: ReadonlyMap<string, Item>,
): readonly Item[] {
  return [...after].flatMap(([key, item]) => (before.get(key) === item ? [] : [item]));
}

function listGone(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>) {
  return [...before.keys()].filter((key) => !after.has(key));
}

/** Of a thousand targets one changes at a time: the others are not sent again. */
function toSourceChange(before: SentSource | undefined, after: SentSource): SourceChange {
  const isSameSet =
    before?.targets.length === after.targets.length &&
    before.targets.every(({ id }, index) => id === after.targets[index]?.id);
  if (!before || !isSameSet) return { ...after, complete: true };
  const targets = after.targets.filter(
    (target, index) => !isDeepStrictEqual(target, before.targets[index]),
  );
  return { ...after, targets, complete: false };
}
