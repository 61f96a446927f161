import { createOldRowTest } from "../../model/old-rows.ts";
import { sortPipelines } from "../../model/sort.ts";
import type { ServerContext } from "../server-context.ts";
import type { RowView } from "../view-rows.ts";
import type { ListQuery } from "./addresses.ts";
import type { ListContent } from "./list.ts";
import { readSort } from "./sort-words.ts";

/** More rows are seldom looked at, and cost every phone. */
const USUAL_LIMIT = 200;

/** What the list shows at a moment. */
export function readList(
  { feed, readInsight, clock, views }: ServerContext,
  view: RowView,
  query: ListQuery,
): ListContent {
  const snapshot = feed.getSnapshot();
  const nowMs = clock.now();
  const isOld = createOldRowTest(snapshot.sources);
  const matching = sortPipelines(view.select(snapshot.pipelines), readSort(query.sort));
  const rows = matching.slice(0, readLimit(query)).map((pipeline) => ({
    pipeline,
    insight: readInsight(pipeline, nowMs),
    isOld: isOld(pipeline),
  }));
  return { query, snapshot, matching, rows, problems: view.problems, views };
}

function readLimit({ limit = "" }: ListQuery): number {
  if (limit === "all") return Number.POSITIVE_INFINITY;
  return /^\d{1,5}$/u.test(limit) ? Number(limit) : USUAL_LIMIT;
}
