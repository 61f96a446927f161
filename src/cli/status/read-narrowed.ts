import { createFilterMatcher } from "../../model/filter-matcher.ts";
import { createGlobMatcher } from "../../model/match-glob.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import { createSnapshotDisk } from "../../store/snapshot-disk.ts";
import { selectFilter } from "../select.ts";
import { UsageError } from "../usage-error.ts";
import type { NarrowOptions } from "./status-options.ts";

/** Reads the rows of a snapshot that the options select; null where it cannot be read. */
export async function readNarrowed(
  path: string,
  { source, repo = [], branch = [], filter = "" }: NarrowOptions,
  nowMs: number,
): Promise<readonly Pipeline[] | null> {
  if (filter.includes("@me")) {
    throw new UsageError(
      "--filter: whom actor:@me stands for is not known without asking",
      "write your login instead, as in actor:ana",
    );
  }
  const parsed = selectFilter(filter);
  const decoded = await createSnapshotDisk(path, Date.now)
    .read("latest")
    .catch(() => null);
  if (decoded?.kind !== "good") return null;
  const includesRepo = createGlobMatcher(repo);
  const includesBranch = createGlobMatcher(branch);
  const among = decoded.state.pipelines.filter(
    (it) =>
      (source?.includes(it.source) ?? true) && includesRepo(it.repo) && includesBranch(it.branch),
  );
  return among.filter(createFilterMatcher(parsed, { now: nowMs, me: [], among }));
}
