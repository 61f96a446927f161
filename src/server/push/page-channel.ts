import type { ListQuery } from "../page/addresses.ts";
import { renderEmpty } from "../page/empty.ts";
import { type Html, html } from "../page/html.ts";
import { type ListContent, renderRows } from "../page/list.ts";
import { isSameRow, placeRows } from "../page/place-rows.ts";
import { readList } from "../page/read-list.ts";
import { renderSources, renderSummary } from "../page/summary.ts";
import { renderTrouble } from "../page/trouble.ts";
import type { ServerContext } from "../server-context.ts";
import type { RowView } from "../view-rows.ts";
import type { Channel } from "./channel.ts";
import { swapOut } from "./swap-out.ts";

/** Beyond this many changes the whole list is quicker for a browser than one after another. */
const MOST_PLACED = 60;
/** So many changes are told to those who listen; more is noise. */
const MOST_NEWS = 3;

/** Creates the channel of those who have the page of a view open: markup that swaps what changed. */
export function createPageChannel(
  context: ServerContext,
  view: RowView,
  query: ListQuery,
): Channel {
  const { clock } = context;
  let seen: ListContent = readList(context, view, query);
  let parts = renderParts(seen, clock.now());
  const self = {};
  const tellShown = () =>
    context.shownRows.show(
      self,
      seen.rows.map(({ pipeline }) => pipeline.key),
    );
  tellShown();

  return {
    close: () => context.shownRows.show(self, []),
    dependsOnTime: view.dependsOnTime,
    renderSnapshot() {
      const nowMs = clock.now();
      const all = [...renderParts(seen, nowMs), renderRows(seen.rows, nowMs, true)];
      return all.map((part) => swapOut(part.html)).join("");
    },
    update() {
      const before = seen;
      seen = readList(context, view, query);
      if (seen.snapshot === before.snapshot && !view.dependsOnTime) return null;
      const nowMs = clock.now();
      const fresh = renderParts(seen, nowMs);
      const changed = fresh.filter(({ html: text }, index) => text !== parts[index]?.html);
      parts = fresh;
      if (before.rows.length !== seen.rows.length) tellShown();
      const rows = placeRows(before.rows, seen.rows, nowMs);
      const placed = rows.length > MOST_PLACED ? [renderRows(seen.rows, nowMs, true)] : rows;
      const news = renderNews(before, seen);
      const all = [...placed, ...changed, ...(news === null ? [] : [news])];
      return all.length === 0 ? null : all.map((part) => swapOut(part.html)).join("");
    },
  };
}

/** What stands around the rows, each with an id of its own. */
function renderParts(content: ListContent, nowMs: number): readonly Html[] {
  const { snapshot, matching, query, rows } = content;
  return [
    renderSummary(matching, query),
    renderTrouble(snapshot.sources, nowMs),
    renderSources(snapshot.sources, nowMs),
    renderEmpty(snapshot, rows.length),
  ];
}

/** What a person who does not see the rows should hear of. */
function renderNews(before: ListContent, after: ListContent): Html | null {
  const known = new Map(before.rows.map((row) => [row.pipeline.key, row]));
  const told = after.rows.filter((row) => {
    const was = known.get(row.pipeline.key);
    return !isSameRow(was, row) && was?.pipeline.latest.status !== row.pipeline.latest.status;
  });
  if (told.length === 0) return null;
  const words = told.slice(0, MOST_NEWS).map(({ pipeline: { repo, branch, workflow, latest } }) => {
    return `${repo} ${branch} ${workflow}: ${latest.status}`;
  });
  const rest = told.length - words.length;
  return html`<p id="news" class="unseen" role="status" aria-live="polite">${words.join("; ")}${rest > 0 && `; and ${rest} more`}</p>`;
}
