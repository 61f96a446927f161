import { lastEventAt, type Pipeline } from "./pipeline.ts";
import type { Snapshot } from "./snapshot.ts";
import { findVerdict, followVerdict, isNewVerdict, type Verdict } from "./verdict.ts";

/** What is known of a row. */
interface Row {
  readonly pipeline: Pipeline;
  readonly verdict: Verdict | null;
}

/** Finds the rows in which something happened that a person should look at. */
type NewsFinder = (snapshot: Snapshot) => readonly Pipeline[];

/**
 * Creates what compares each snapshot with the one before and finds the rows of which a run failed,
 * which were fixed, or which began to wait for a person. What the first snapshot holds is nothing new.
 * A row that comes up later is, where its target had answered without it and its run is younger than
 * `sinceMs`.
 */
export function createNewsFinder(sinceMs: number): NewsFinder {
  const rows = new Map<string, Row>();
  const answered = new Set<string>();

  function isNews(pipeline: Pipeline): boolean {
    const known = rows.get(pipeline.key);
    if (known?.pipeline === pipeline) return false;
    const verdict = followVerdict(known?.verdict ?? null, pipeline.history);
    const row = { pipeline, verdict };
    rows.set(pipeline.key, row);
    if (known) return hasChanged(known, row);
    const at = Date.parse(lastEventAt(pipeline.latest) ?? "");
    return answered.has(`${pipeline.source}\n${pipeline.target}`) && at >= sinceMs && isBad(row);
  }

  return ({ pipelines, sources }) => {
    const found = pipelines.filter(isNews);
    for (const { name, targets } of sources) {
      for (const { id, lastOkAt } of targets) {
        if (lastOkAt !== null) answered.add(`${name}\n${id}`);
      }
    }
    return found;
  };
}

function hasChanged(before: Row, { pipeline, verdict }: Row): boolean {
  const wasWaiting = before.pipeline.latest.status === "waiting";
  if (pipeline.latest.status === "waiting" && !wasWaiting) return true;
  if (verdict === null || verdict.run === before.verdict?.run) return false;
  if (!isNewVerdict(verdict, before.pipeline)) return false;
  return verdict.outcome === "failed" || before.verdict?.outcome === "failed";
}

function isBad({ pipeline }: Row): boolean {
  const { status } = pipeline.latest;
  return status === "waiting" || findVerdict(pipeline.history.slice(0, 1))?.outcome === "failed";
}
