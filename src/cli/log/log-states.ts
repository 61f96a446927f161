import type { SnapshotFeed, SourceError, SourceState } from "../../model/snapshot.ts";
import type { LineLevel, Log } from "./log.ts";

type Word = SourceState["state"];

/**
 * Writes a line for each source and target that begins to fail, changes the kind of its fault or
 * recovers. Returns what looks once more, for the end.
 */
export function logStates(log: Log, feed: SnapshotFeed): () => void {
  const known = new Map<string, { readonly word: Word; readonly kind: string | null }>();
  let seen: readonly SourceState[] = [];

  function compare(source: string, target: string | null, now: Word, error: SourceError | null) {
    const key = JSON.stringify([source, target]);
    const kind = error?.kind ?? null;
    const before = known.get(key) ?? { word: "loading", kind: null };
    if (before.word === now && before.kind === kind) return;
    known.set(key, { word: now, kind });
    const fault = error === null ? {} : { kind, error: error.message, hint: error.hint };
    const fields = { source, target, from: before.word, to: now, ...fault };
    log.write(toLevel(before.word, now, target), toMessage(now, target), fields);
  }

  function look(): void {
    const { sources } = feed.getSnapshot();
    if (sources === seen) return;
    seen = sources;
    for (const { name, state, error, targets } of sources) {
      compare(name, null, state, error);
      for (const target of targets) compare(name, target.id, target.state, target.error);
    }
  }

  feed.subscribe(look);
  return look;
}

/** A thousand targets that are well at the start are worth no line of the default level. */
function toLevel(before: Word, now: Word, target: string | null): LineLevel {
  if (now === "failing" || now === "partial") return "warn";
  return target !== null && before === "loading" ? "debug" : "info";
}

function toMessage(now: Word, target: string | null): string {
  const subject = target === null ? "source" : "target";
  return `${subject} is ${now}`;
}
