import { isErrorLine, type LogLine, type LogText, takePending } from "../../model/log-text.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { Job } from "../../model/run-detail.ts";
import { jobUrl, runUrl } from "./addresses.ts";
import { renderColours } from "./colour-text.ts";
import { type Html, html } from "./html.ts";
import { renderSign } from "./parts.ts";

/** More lines than this no browser shows at ease; they are the last ones. */
const MOST_LINES = 5_000;

/** What the page of a log shows. */
export interface LogContent {
  readonly run: PipelineRun;
  readonly job: Job;
  /** Null where there is none yet. */
  readonly log: LogText | null;
  /** What follows it, null once nothing can. */
  readonly position: string | null;
  /** Why there is no log, or no more. */
  readonly problem: string | null;
  /** True where all of it can be had. */
  readonly hasWhole: boolean;
}

/** Renders the page of a job's log. */
export function renderLog(content: LogContent): Html {
  const { run, job, log, problem, hasWhole } = content;
  const api = `/api${jobUrl(run, job)}/log`;
  const [lines, unended] = splitLines(content);
  const count = lines.length;
  const left = (log?.dropped ?? 0) + Math.max(0, count - MOST_LINES);
  return html`<header>
<a class="name" href="/">cimon</a>
<a class="back" href="${runUrl(run)}">← ${run.repo} ${run.workflow}${run.number !== null && ` #${run.number}`}</a>
</header>
<main>
<section id="run" class="${job.status}"><p class="state">${renderSign(job.status)}<b>${job.status}</b></p><h1>${job.name}</h1>
<p class="facts"><a class="out" href="${api}?format=text">Plain text</a>${hasWhole && html` <a class="out" href="${api}/whole">Whole log</a>`}</p></section>
${problem !== null && html`<p class="problem">${problem}</p>`}
${(left > 0 || log?.isCut === true) && html`<p class="quiet">Earlier lines are left out${hasWhole && html`; the <a class="out" href="${api}/whole">whole log</a> has them`}.</p>`}
<div class="log" role="log" aria-label="log of ${job.name}">${renderLogLines(lines, left)}${renderFollow(content, unended, left + count)}</div>
</main>`;
}

/** Renders lines, and what goes on where they end: each piece brings the next one. */
export function renderMore(content: LogContent, numbered: number): Html {
  const [lines, unended] = splitLines(content);
  return html`${renderLogLines(lines, numbered)}${renderFollow(content, unended, numbered + lines.length)}`;
}

/** The lines that have ended, and the one that has not: whatever follows takes its place. */
function splitLines({ log, position }: LogContent): readonly [readonly LogLine[], LogLine | null] {
  const lines = log?.lines ?? [];
  const [unended] = log === null || position === null ? [] : takePending(log).lines;
  return unended === undefined ? [lines, null] : [lines.slice(0, -1), unended];
}

function renderFollow(
  { run, job, position }: LogContent,
  unended: LogLine | null,
  numbered: number,
): Html | null {
  if (position === null) return null;
  const search = new URLSearchParams({ position, numbered: String(numbered) });
  return html`<div id="more" hx-get="${jobUrl(run, job)}/more?${search.toString()}" hx-trigger="load delay:2s" hx-swap="outerHTML">${unended && renderLine(unended, numbered + 1)}<p class="quiet">more follows …</p></div>`;
}

function renderLogLines(all: readonly LogLine[], numbered: number): readonly Html[] {
  const lines = all.slice(-MOST_LINES);
  const parts: Html[] = [];
  for (let at = 0; at < lines.length; ) {
    const first = lines[at];
    const end = first?.opens === true ? findEnd(lines, at) : at + 1;
    const inner = lines
      .slice(at, end)
      .map((line, index) => renderLine(line, numbered + at + index + 1));
    // A part that holds an error is no place to hide it in.
    const hides = end - at > 1 && !lines.slice(at + 1, end).some(isErrorLine);
    parts.push(
      end - at > 1
        ? html`<details${!hides && html` open`}><summary>${inner[0] ?? null}</summary>${inner.slice(1)}</details>`
        : html`${inner}`,
    );
    at = end;
  }
  return parts;
}

function findEnd(lines: readonly LogLine[], from: number): number {
  const fold = lines[from]?.fold;
  let end = from + 1;
  while (end < lines.length && lines[end]?.fold === fold && lines[end]?.opens === false) end += 1;
  return end;
}

function renderLine(line: LogLine, number: number): Html {
  const kind = isErrorLine(line) ? "error" : line.level;
  return html`<div class="l ${kind}" id="L${number}"><a href="#L${number}" aria-hidden="true" tabindex="-1">${number}</a><code>${renderColours(line.text)}</code></div>`;
}
