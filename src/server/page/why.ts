import type { Annotation } from "../../model/run-detail.ts";
import { jobUrl } from "./addresses.ts";
import { renderColours } from "./colour-text.ts";
import { type Html, html } from "./html.ts";
import type { RunContent } from "./run-content.ts";

const MOST_ANNOTATIONS = 6;

/** Renders why a run failed: what tools found in the code, and the lines of the log that tell. */
export function renderWhy({ run, jobs, failure }: RunContent): Html {
  const job = jobs?.find(({ id }) => id === failure?.jobId);
  if (!failure || !job) return html`<section id="why" hidden></section>`;
  const { annotations, lines, problem } = failure;
  return html`<section id="why" class="failed"><h2>Why <a href="${jobUrl(run, job)}">${job.name}</a> failed</h2>
${annotations.length > 0 && html`<ul>${annotations.slice(0, MOST_ANNOTATIONS).map(renderAnnotation)}</ul>`}
${lines.length > 0 && html`<pre>${lines.map(({ text }) => html`${renderColours(text)}\n`)}</pre>`}
${problem !== null && html`<p class="problem">${problem}</p>`}
</section>`;
}

function renderAnnotation({ level, message, place }: Annotation): Html {
  const status = level === "failure" ? "failed" : "warning";
  return html`<li class="${status}"><span class="unseen">${level}: </span>${place !== null && html`<code>${place}</code> `}${message}</li>`;
}
