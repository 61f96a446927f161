import { createHash } from "node:crypto";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { Job } from "../../model/run-detail.ts";

/** What the address of the list may ask for. */
export interface ListQuery {
  readonly filter?: string;
  readonly view?: string;
  /** One of {@link SORT_WORDS}. */
  readonly sort?: string;
  /** There, whatever it holds: for a screen on a wall. */
  readonly kiosk?: string;
  /** How many rows at most. */
  readonly limit?: string;
}

/** The address of the list as it is asked for, without what is left out. */
export function listUrl(query: ListQuery, path = "/"): string {
  const { filter = "", view = "", sort = "", kiosk, limit = "" } = query;
  const search = new URLSearchParams();
  if (filter !== "") search.set("filter", filter);
  if (view !== "") search.set("view", view);
  if (sort !== "") search.set("sort", sort);
  if (limit !== "") search.set("limit", limit);
  if (kiosk !== undefined) search.set("kiosk", kiosk);
  const text = search.toString();
  return text === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${text}`;
}

/** The address of a run's page. */
export function runUrl(run: Pick<PipelineRun, "source" | "id">): string {
  return `/runs/${encodeURIComponent(run.source)}/${encodeURIComponent(run.id)}`;
}

/** A row's id in the page: the same for a key at all times, and fit for a selector whatever is in it. */
export function rowId(key: string): string {
  return `r-${createHash("sha256").update(key).digest("hex").slice(0, 16)}`;
}

/** The address of the page of a job's log. */
export function jobUrl(run: Pick<PipelineRun, "source" | "id">, job: Pick<Job, "id">): string {
  return `${runUrl(run)}/jobs/${encodeURIComponent(job.id)}`;
}

/** An address from outside, where a page is all that can come of it; null for any other. */
export function readWebUrl(url: string | null): string | null {
  return url !== null && /^https?:\/\//iu.test(url) && URL.canParse(url) ? url : null;
}
