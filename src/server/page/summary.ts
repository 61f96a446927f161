import { formatCount } from "../../model/format-count.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type { SourceState } from "../../model/snapshot.ts";
import { countStatuses, STATUS_WORDS } from "../../model/status-counts.ts";
import { STATUS_SIGNS } from "../../model/status-sign.ts";
import { type ListQuery, listUrl } from "./addresses.ts";
import { type Html, html } from "./html.ts";
import { renderSign, renderUntil } from "./parts.ts";

/** Renders how many of the rows are in which state, each a way to see them alone. */
export function renderSummary(rows: readonly Pipeline[], query: ListQuery): Html {
  const counts = countStatuses(rows);
  const failed = counts.get("failed") ?? 0;
  const chips = STATUS_WORDS.map(([status, word]) => {
    const count = counts.get(status) ?? 0;
    if (count === 0) return null;
    const url = listUrl({ ...query, filter: joinFilter(query.filter, `status:${status}`) });
    return html`<a class="chip ${status}" href="${url}">${renderSign(status)}<b>${formatCount(count)}</b> ${word}</a>`;
  });
  const title = failed > 0 ? `${STATUS_SIGNS.failed}${failed} cimon` : "cimon";
  return html`<nav id="summary" aria-label="how many rows are in which state" data-title="${title}" data-mood="${failed > 0 ? "failing" : "well"}">${chips}</nav>`;
}

function joinFilter(filter: string | undefined, term: string): string {
  const rest = (filter ?? "").split(/\s+/u).filter((word) => !/^-?status:/u.test(word));
  return [...rest, term].join(" ").trim();
}

/** Renders how each source is doing and what it costs to ask it. */
export function renderSources(sources: readonly SourceState[], nowMs: number): Html {
  return html`<footer id="sources" aria-label="sources">${sources.map((source) => renderSource(source, nowMs))}</footer>`;
}

const STATES = { ok: "success", loading: "queued", partial: "warning", failing: "failed" } as const;

function renderSource(source: SourceState, nowMs: number): Html {
  const { name, state, targets, nextPollAt } = source;
  const isAsking = state === "loading";
  const asked = targets.filter((target) => target.state !== "loading").length;
  const progress = isAsking && targets.length > 0 && html` ${asked}/${targets.length} asked`;
  const next = nextPollAt !== null && !isAsking && html` · next ${renderUntil(nextPollAt, nowMs)}`;
  return html`<span class="source ${state}">${renderSign(STATES[state])}<b>${name}</b> ${isAsking ? "asking" : state}${progress}${renderPace(source, nowMs)}${next}</span>`;
}

function renderPace({ pace, quota }: SourceState, nowMs: number): Html | null {
  if (pace.pausedUntil !== null) {
    return html` · <strong>paused, goes on ${renderUntil(pace.pausedUntil, nowMs)}</strong>`;
  }
  if (quota && quota.remaining < quota.limit / 10) {
    return html` · <strong>${formatCount(quota.remaining)} requests left</strong>`;
  }
  if (pace.perHour === null || pace.perHourLimit === null) return null;
  return html` · ${formatCount(pace.perHour)}/h of ${formatCount(pace.perHourLimit)}`;
}
