import type { Pipeline } from "../../model/pipeline.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { type ListQuery, listUrl } from "./addresses.ts";
import { renderEmpty } from "./empty.ts";
import { type Html, html } from "./html.ts";
import { renderLink } from "./layout.ts";
import { type RowContent, renderRow } from "./row.ts";
import { renderSources, renderSummary } from "./summary.ts";
import { renderTitles } from "./titles.ts";
import { renderTrouble } from "./trouble.ts";

/** What the list shows. */
export interface ListContent {
  readonly query: ListQuery;
  readonly snapshot: Snapshot;
  /** All rows that meet the filter. */
  readonly matching: readonly Pipeline[];
  /** Those of them that are shown, in their order. */
  readonly rows: readonly RowContent[];
  readonly problems: readonly string[];
  readonly views: readonly { readonly name: string; readonly filter: string }[];
}

/** Renders the list and what stands around it; what is within `#board` changes with the filter. */
export function renderList(content: ListContent, nowMs: number): Html {
  const { query, snapshot } = content;
  return html`<div id="board" hx-ext="ws" ws-connect="${listUrl(query, "/api/socket?format=html")}">
<header>
<a class="name" href="/" aria-label="cimon, all rows">cimon</a>
${renderSummary(content.matching, query)}
${renderLink()}
</header>
<div id="tools">
${renderViews(content)}
${renderFilter(content)}
</div>
<main>
${renderTrouble(snapshot.sources, nowMs)}
${renderTable(content, nowMs)}
${renderEmpty(snapshot, content.rows.length)}
${renderMore(content)}
</main>
${renderSources(snapshot.sources, nowMs)}
</div>`;
}

/** Renders the rows alone. */
export function renderRows(rows: readonly RowContent[], nowMs: number, isOutOfBand: boolean): Html {
  const swap = isOutOfBand && html` hx-swap-oob="true"`;
  return html`<div id="rows" role="rowgroup"${swap}>${rows.map((row) => renderRow(row, nowMs))}</div>`;
}

function renderTable({ rows, query }: ListContent, nowMs: number): Html {
  return html`<div id="table" role="table" aria-label="pipelines">
<div class="head" role="rowgroup">${renderTitles(query)}</div>
${renderRows(rows, nowMs, false)}
</div>`;
}

function renderViews({ views, query }: ListContent): Html {
  const { view = "", filter: _filter, limit: _limit, ...rest } = query;
  const failing = "status:failed";
  const isFailing = view === "" && query.filter === failing;
  const tabs = [
    { name: "All", url: listUrl(rest), isHere: view === "" && !isFailing },
    { name: "Failing", url: listUrl({ ...rest, filter: failing }), isHere: isFailing },
    ...views.map(({ name }) => ({
      name,
      url: listUrl({ ...rest, view: name }),
      isHere: view === name,
    })),
  ];
  return html`<nav id="views" aria-label="views">${tabs.map(
    ({ name, url, isHere }) =>
      html`<a href="${url}"${isHere && html` aria-current="page"`}>${name}</a>`,
  )}</nav>`;
}

function renderFilter({ query, problems }: ListContent): Html {
  const { filter = "", view = "", sort = "", kiosk } = query;
  const [problem] = problems;
  return html`<form id="search" role="search" action="/" method="get" hx-get="/" hx-trigger="input changed delay:250ms from:#filter, submit" hx-target="#board" hx-select="#board" hx-swap="outerHTML" hx-push-url="true" hx-sync="this:replace">
<label for="filter">Filter</label>
<input id="filter" name="filter" type="search" value="${filter}" placeholder="Filter, as in repo:acme/* status:failed" maxlength="500" autocomplete="off" autocapitalize="off" spellcheck="false"${problem !== undefined && html` aria-invalid="true" aria-describedby="problem"`}>
${view !== "" && html`<input type="hidden" name="view" value="${view}">`}${sort !== "" && html`<input type="hidden" name="sort" value="${sort}">`}${kiosk !== undefined && html`<input type="hidden" name="kiosk" value="${kiosk}">`}
${problem !== undefined && html`<p id="problem" role="alert">${problem}</p>`}
</form>`;
}

function renderMore({ matching, rows, query }: ListContent): Html {
  const rest = matching.length - rows.length;
  const url = listUrl({ ...query, limit: "all" });
  return html`<p id="more">${rest > 0 && html`${rows.length} of ${matching.length} rows. <a href="${url}">Show all</a>`}</p>`;
}
