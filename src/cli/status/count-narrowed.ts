import { createFilterMatcher } from "../../model/filter-matcher.ts";
import { createFilterScan } from "../../model/filter-scan.ts";
import { createGlobMatcher } from "../../model/match-glob.ts";
import type { RunStatus } from "../../model/run-status.ts";
import type { StatusCounts } from "../../model/status-counts.ts";
import { readRows } from "../../store/snapshot-rows.ts";
import { selectFilter } from "../select.ts";
import { UsageError } from "../usage-error.ts";
import type { NarrowOptions } from "./status-options.ts";

/** Counts the rows of a snapshot that the options select; null where it cannot be read. */
export async function countNarrowed(
  path: string,
  { source, repo = [], branch = [], filter = "" }: NarrowOptions,
  nowMs: number,
): Promise<{ readonly rows: number; readonly counts: StatusCounts } | null> {
  if (filter.includes("@me")) {
    throw new UsageError(
      "--filter: whom actor:@me stands for is not known without asking",
      "write your login instead, as in actor:ana",
    );
  }
  const parsed = selectFilter(filter);
  const includesRepo = createGlobMatcher(repo);
  const includesBranch = createGlobMatcher(branch);
  const counts = new Map<RunStatus, number>();
  let rows = 0;
  const isWhole = await readRows(path, createFilterScan(parsed), (some) => {
    const among = some.filter(
      (it) =>
        (source?.includes(it.source) ?? true) && includesRepo(it.repo) && includesBranch(it.branch),
    );
    const matches = createFilterMatcher(parsed, { now: nowMs, me: [], among });
    for (const row of among) {
      if (!matches(row)) continue;
      const { status } = row.latest;
      counts.set(status, (counts.get(status) ?? 0) + 1);
      rows += 1;
    }
  });
  return isWhole ? { rows, counts } : null;
}
