import type { SortColumn, SortOrder } from "../../model/sort.ts";
import { type ListQuery, listUrl } from "./addresses.ts";
import { type Html, html } from "./html.ts";
import { nameSort, readSort } from "./sort-words.ts";

/** A column of the list, and what the rows are sorted by where somebody chooses it. */
interface Column {
  readonly id: string;
  readonly title: string;
  readonly sort: SortColumn | null;
}

const COLUMNS: readonly Column[] = [
  { id: "status", title: "Status", sort: "urgency" },
  { id: "repo", title: "Repository", sort: "repo" },
  { id: "branch", title: "Branch", sort: "branch" },
  { id: "workflow", title: "Workflow", sort: "workflow" },
  { id: "strip", title: "Last runs", sort: null },
  { id: "when", title: "When", sort: "when" },
  { id: "time", title: "Time", sort: "time" },
  { id: "commit", title: "Commit", sort: null },
];

/** The newest and the longest come first: what is least comes last. */
const FALLING: ReadonlySet<SortColumn> = new Set(["when", "time"]);

/** Renders the titles of the columns, each a way to sort by it, or to turn the order round. */
export function renderTitles(query: ListQuery): Html {
  const order = readSort(query.sort);
  return html`<div class="titles" role="row">${COLUMNS.map((column) => renderTitle(column, order, query))}</div>`;
}

function renderTitle({ id, title, sort }: Column, order: SortOrder, query: ListQuery): Html {
  if (sort === null) return html`<span class="${id}" role="columnheader">${title}</span>`;
  const isHere = order.column === sort;
  const next = { column: sort, reversed: isHere && !order.reversed };
  const arrow = order.reversed ? "↑" : "↓";
  const here = isHere && html` aria-sort="${describeOrder(order)}"`;
  return html`<span class="${id}" role="columnheader"${here}><a href="${listUrl({ ...query, sort: nameSort(next) })}">${title}${isHere && html`<span aria-hidden="true"> ${arrow}</span>`}</a></span>`;
}

function describeOrder({ column, reversed }: SortOrder): string {
  return FALLING.has(column) === reversed ? "ascending" : "descending";
}
