import { typicalDuration } from "../../model/forecast.ts";
import { formatDuration } from "../../model/format-duration.ts";
import type { PipelineRun, ProviderKind } from "../../model/pipeline-run.ts";
import { shortenSha } from "../../model/short-sha.ts";
import type { ServerContext } from "../server-context.ts";
import { readWebUrl, runUrl } from "./addresses.ts";
import { type Html, html } from "./html.ts";
import { renderJobs } from "./jobs.ts";
import { renderLink } from "./layout.ts";
import { renderAgo, renderElapsed, renderSign } from "./parts.ts";
import { renderActions } from "./run-actions.ts";
import type { RunContent } from "./run-content.ts";
import { renderWhy } from "./why.ts";

const VENDORS: Readonly<Record<ProviderKind, string>> = {
  github: "GitHub",
  gitlab: "GitLab",
  jenkins: "Jenkins",
};

/** Renders the page of a run around its parts. */
export function renderRun(content: RunContent, context: ServerContext, said: string | null): Html {
  const [head, actions, why, jobs, history] = renderRunParts(content, context);
  const live = `${runUrl(content.run)}/live`;
  return html`<div id="board" hx-ext="ws" ws-connect="${live}">
<header>
<a class="name" href="/">cimon</a>
<a class="back" href="/">← All rows</a>
${renderLink()}
</header>
<main>
${said !== null && html`<p id="said" role="status">${said}</p>`}
${head ?? null}${actions ?? null}
<div class="columns"><div>${why ?? null}${jobs ?? null}</div>${history ?? null}</div>
</main>
</div>`;
}

/** The parts that change by themselves, each with an id. */
export function renderRunParts(
  content: RunContent,
  { clock, desk }: Pick<ServerContext, "clock" | "desk">,
): readonly Html[] {
  const nowMs = clock.now();
  return [
    renderHead(content, nowMs),
    renderActions(content, desk),
    renderWhy(content),
    renderJobs(content, desk, nowMs),
    renderHistory(content, nowMs),
  ];
}

function renderHead({ run, pipeline }: RunContent, nowMs: number): Html {
  const { repo, branch, workflow, number, attempt, status, conclusion, commit, actor, event } = run;
  const url = readWebUrl(run.url);
  const typical = typicalDuration(pipeline.history.filter((one) => one !== run));
  // The vendor's own word where it says more: `timed_out` does, `failure` does not.
  const isSame = conclusion?.toLowerCase().startsWith(status.slice(0, 4)) ?? true;
  const facts = [
    renderTimes(run, nowMs),
    typical && html`usually ${formatDuration(typical.medianSec)}`,
    actor && html`${actor}`,
    event && html`${event}`,
  ].filter((fact) => fact !== null && fact !== "");
  return html`<section id="run" class="${status}">
<p class="state">${renderSign(status)}<b>${status}</b>${!isSame && html` <span class="quiet">${conclusion ?? ""}</span>`}</p>
<h1>${repo} <span class="branch">${branch}</span></h1>
<p class="workflow">${workflow}${number !== null && html` <b>#${number}</b>`}${attempt > 1 && html` <span class="quiet">attempt ${attempt}</span>`}${url !== null && html` <a class="out" href="${url}" rel="noreferrer noopener" target="_blank">Open on ${VENDORS[run.provider]}<span aria-hidden="true"> ↗</span></a>`}</p>
<p class="commit">${commit.sha !== null && html`<code>${shortenSha(commit.sha)}</code> `}${commit.message ?? ""}</p>
<ul class="facts">${facts.map((fact) => html`<li>${fact}</li>`)}</ul>
</section>`;
}

function renderTimes({ queuedAt, startedAt, finishedAt, durationSec }: PipelineRun, nowMs: number) {
  if (finishedAt !== null) {
    const took = durationSec !== null && html`, took ${formatDuration(durationSec)}`;
    return html`ended ${renderAgo(finishedAt, nowMs)}${took}`;
  }
  if (startedAt !== null) return html`running for ${renderElapsed(startedAt, nowMs)}`;
  return queuedAt === null ? html`not started` : html`queued for ${renderElapsed(queuedAt, nowMs)}`;
}

function renderHistory({ run, pipeline: { history } }: RunContent, nowMs: number): Html {
  const longest = Math.max(1, ...history.map(({ durationSec }) => durationSec ?? 0));
  return html`<section id="history"><h2>Last runs</h2>
<ol>${history.map((one) => renderPast(one, one.id === run.id, longest, nowMs))}</ol>
</section>`;
}

function renderPast(run: PipelineRun, isThis: boolean, longest: number, nowMs: number): Html {
  const at = run.finishedAt ?? run.startedAt ?? run.queuedAt;
  const took = run.durationSec;
  return html`<li class="${run.status}"><a href="${runUrl(run)}"${isThis && html` aria-current="page"`}>${renderSign(run.status)}<span class="number">${run.number === null ? run.status : `#${run.number}`}</span><span class="unseen"> ${run.status}</span>
<progress value="${took ?? 0}" max="${longest}" aria-hidden="true"></progress><span class="took">${took === null ? "" : formatDuration(took)}</span><span class="when">${at !== null && renderAgo(at, nowMs)}</span></a></li>`;
}
