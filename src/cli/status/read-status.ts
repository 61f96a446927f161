import { join } from "node:path";
import { checkText } from "../../model/check-value.ts";
import type { StatusCounts } from "../../model/status-counts.ts";
import { readSnapshotSummary, type SnapshotSummary } from "../../store/snapshot-summary.ts";
import type { StatusPlace } from "./remembered-places.ts";
import type { NarrowOptions } from "./status-options.ts";

/** What is known without asking anybody. */
export interface Status {
  /** ISO. */
  readonly savedAt: string;
  /** When anything of it was last known to be right, ISO. */
  readonly freshAt: string;
  readonly rows: number;
  readonly counts: StatusCounts;
  /** Each source that is selected, and when anything of it was last known to be right; null: never. */
  readonly sources: readonly { readonly name: string; readonly freshAt: string | null }[];
}

/** Reads the fresher of the snapshots that can answer; null where there is none. */
export async function readStatus(
  place: StatusPlace,
  folder: string,
  { source, repo, branch, filter }: NarrowOptions,
  nowMs: number,
): Promise<Status | null> {
  const read = (name: string) => readSnapshotSummary(join(folder, name));
  const exact = await read(place.exact);
  const whole = place.whole === place.exact ? null : await read(place.whole);
  const isWhole = whole !== null && (whole.freshAt ?? "") > (exact?.freshAt ?? "");
  const summary = isWhole ? whole : exact;
  if (summary === null) return null;
  const sources = place.sources.map((name) => ({
    name: checkText(name),
    freshAt: summary.sources.get(name) ?? null,
  }));
  const freshAt = sources
    .flatMap((it) => it.freshAt ?? [])
    .toSorted()
    .at(-1);
  if (freshAt === undefined) return null;
  // The exact one holds nothing else already.
  const narrowing = isWhole ? { source, repo, branch, filter } : { filter };
  const path = join(folder, isWhole ? place.whole : place.exact);
  const counted = await count(summary, path, narrowing, nowMs);
  return counted && { savedAt: summary.savedAt, freshAt, ...counted, sources };
}

async function count(
  { rows, counts }: SnapshotSummary,
  path: string,
  options: NarrowOptions,
  nowMs: number,
): Promise<Pick<Status, "rows" | "counts"> | null> {
  const isNarrow = Object.values(options).some((value) => value !== undefined);
  if (!isNarrow && counts !== null) return { rows, counts };
  const { countNarrowed } = await import("./count-narrowed.ts");
  return countNarrowed(path, options, nowMs);
}
