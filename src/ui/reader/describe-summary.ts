import type { Pipeline } from "../../model/pipeline.ts";
import type { SourceState } from "../../model/snapshot.ts";
import { countStatuses, STATUS_WORDS } from "../../model/status-counts.ts";
import { describeFault } from "../screen/compose-errors.ts";
import { describeRow } from "./describe-row.ts";

const LISTED = ["failed", "waiting", "running"] as const;
/** A listener cannot skim: of more rows than this only the number is said. */
const MOST_ROWS = 20;

/** How things stand: the numbers, each row that wants attention or runs, and each source in trouble. */
export function describeSummary(
  pipelines: readonly Pipeline[],
  sources: readonly SourceState[],
  nowMs: number,
): readonly string[] {
  const counts = countStatuses(pipelines);
  const numbers = STATUS_WORDS.flatMap(([status, word]) => {
    const count = counts.get(status) ?? 0;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  const rows = LISTED.flatMap((status) =>
    pipelines.filter(({ latest }) => latest.status === status),
  );
  const more = rows.length - MOST_ROWS;
  return [
    numbers.length === 0 ? "No runs yet." : `${numbers.join(", ")}.`,
    ...rows.slice(0, MOST_ROWS).map((row) => describeRow(row, nowMs)),
    ...(more > 0 ? [`and ${more} more`] : []),
    ...sources.flatMap(({ name, error }) => (error ? [describeFault(name, error)] : [])),
  ];
}
