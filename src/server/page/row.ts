import { formatDuration } from "../../model/format-duration.ts";
import type { PipelineInsight } from "../../model/insight.ts";
import { lastEventAt, type Pipeline } from "../../model/pipeline.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import { shortenSha } from "../../model/short-sha.ts";
import { rowId, runUrl } from "./addresses.ts";
import { type Html, html } from "./html.ts";
import { renderAgo, renderElapsed, renderSign } from "./parts.ts";

/** How many results a strip shows. */
const STRIP_LENGTH = 12;

/** What a row shows. */
export interface RowContent {
  readonly pipeline: Pipeline;
  readonly insight: PipelineInsight;
  /** True while its server was not read, so that it may no longer be right. */
  readonly isOld: boolean;
}

/** Renders one row of the list; `swap` is how it takes its place in a page that is there already. */
export function renderRow(
  content: RowContent,
  nowMs: number,
  swap: "in place" | null = null,
): Html {
  const { pipeline, insight, isOld } = content;
  const { key, repo, branch, workflow, latest, source } = pipeline;
  const id = rowId(key);
  const old = isOld ? " old" : "";
  const out = swap === null ? null : html` hx-swap-oob="true"`;
  return html`<div class="row ${latest.status}${old}" role="row" id="${id}"${out}>
<span class="status" role="cell">${renderSign(latest.status)}<span class="word">${latest.status}${isOld && html`<span title="its server was not read">?</span>`}</span></span>
<span class="repo" role="rowheader"><a href="${runUrl(latest)}" id="${id}-a" title="${source}: ${repo}">${renderRepo(repo)}</a></span>
<span class="branch" role="cell" title="${branch}">${branch}</span>
<span class="workflow" role="cell" title="${workflow}">${workflow}</span>
<span class="strip" role="cell">${renderStrip(pipeline)}</span>
<span class="when" role="cell">${renderWhen(latest, nowMs)}</span>
<span class="time" role="cell">${renderTime(latest, insight, nowMs)}</span>
<span class="commit" role="cell">${renderCommit(latest)}</span>
</div>
`;
}

/** What is looked for first is the last part of a repository's name. */
function renderRepo(repo: string): Html {
  const cut = repo.lastIndexOf("/") + 1;
  return html`<span class="owner">${repo.slice(0, cut)}</span><b>${repo.slice(cut)}</b>`;
}

function renderStrip({ history }: Pipeline): Html {
  const shown = history.slice(0, STRIP_LENGTH).toReversed();
  const words = shown.map(({ status }) => status).join(", ");
  return html`<span role="img" aria-label="last ${shown.length}, oldest first: ${words}">${shown.map(
    ({ status, number }) =>
      html`<i class="${status}" title="${number === null ? "" : `#${number} `}${status}"></i>`,
  )}</span>`;
}

function renderWhen(run: PipelineRun, nowMs: number): Html | null {
  if (run.status === "running") return html`now`;
  const at = lastEventAt(run);
  return at === null ? null : renderAgo(at, nowMs);
}

function renderTime(run: PipelineRun, insight: PipelineInsight, nowMs: number): Html | null {
  if (run.status === "queued" && run.queuedAt) return renderElapsed(run.queuedAt, nowMs);
  if (run.status !== "running") {
    return run.durationSec === null ? null : html`${formatDuration(run.durationSec)}`;
  }
  const since = run.startedAt ?? run.queuedAt;
  if (since === null) return null;
  return html`${renderElapsed(since, nowMs)}${renderProgress(since, insight)}`;
}

function renderProgress(
  since: string,
  { typical, progress, isSlow }: PipelineInsight,
): Html | null {
  if (typical === null || progress === null) return null;
  const usual = `usually ${formatDuration(typical.medianSec)}`;
  return html` <progress class="${isSlow && "slow"}" value="${progress.toFixed(3)}" max="1" data-since="${since}" data-span="${typical.medianSec}" title="${usual}" aria-label="${usual}"></progress>`;
}

function renderCommit({ commit: { sha, message }, actor }: PipelineRun): Html {
  const code = sha !== null && html`<code>${shortenSha(sha)}</code> `;
  const who = actor !== null && html` <span class="who">— ${actor}</span>`;
  return html`${code}<span class="message">${message ?? ""}</span>${who}`;
}
