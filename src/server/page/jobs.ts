import { formatDuration } from "../../model/format-duration.ts";
import type { RunDesk } from "../../model/run-desk.ts";
import type { Job, Step } from "../../model/run-detail.ts";
import { hasRole } from "../auth/caller.ts";
import { jobUrl, rowId } from "./addresses.ts";
import { type Html, html } from "./html.ts";
import { renderElapsed, renderSign } from "./parts.ts";
import { renderConfirm } from "./run-actions.ts";
import type { RunContent } from "./run-content.ts";

/** Renders the jobs of a run with their steps; what failed or runs is open. */
export function renderJobs(content: RunContent, desk: RunDesk, nowMs: number): Html {
  const { jobs, problem } = content;
  const count = jobs?.length ?? 0;
  return html`<section id="jobs"><h2>${count === 1 ? "Job" : "Jobs"}</h2>
${problem !== null && html`<p class="problem">${problem}</p>`}
${jobs === null && problem === null && html`<p class="quiet">asking for its jobs …</p>`}
${jobs !== null && count === 0 && html`<p class="quiet">it has no jobs</p>`}
<ol>${jobs?.map((job) => renderJob(job, content, desk, nowMs)) ?? []}</ol>
</section>`;
}

function renderJob(job: Job, content: RunContent, desk: RunDesk, nowMs: number): Html {
  const { run, caller } = content;
  const isOpen = job.status === "failed" || job.status === "running";
  const opens = job.gate !== null && desk.can(run, "openGate") && hasRole(caller, "operator");
  const line = html`${renderSign(job.status)}<span class="job-name">${renderName(job, content, desk)}</span>
<span class="notes">${listNotes(job).join(" · ")}</span><span class="took">${renderTook(job, nowMs)}</span>`;
  const steps =
    job.steps.length === 0
      ? html`<div class="line">${line}</div>`
      : html`<details id="${rowId(job.id)}"${isOpen && html` open`}><summary class="line">${line}</summary>
<ol>${job.steps.map((step) => renderStep(step, nowMs))}</ol></details>`;
  const gate = opens && renderConfirm(`${jobUrl(run, job)}/openGate`, toGateWord(job), "Yes");
  return html`<li class="${job.status}">${steps}${gate}</li>`;
}

function renderName(job: Job, { run }: RunContent, desk: RunDesk): Html {
  return desk.can(run, "log")
    ? html`<a class="job" id="${rowId(job.id)}-a" href="${jobUrl(run, job)}">${job.name}</a>`
    : html`${job.name}`;
}

function listNotes({ stage, mayFail, status, gate, question, conclusion }: Job): readonly string[] {
  const word = status === "success" || status === "failed" ? null : (conclusion ?? status);
  const asks = gate === null ? null : (question ?? "waits for somebody");
  return [stage, mayFail && status === "failed" ? "may fail" : null, asks ?? word].filter(
    (note) => note !== null,
  );
}

function toGateWord({ gate, name }: Job): string {
  return gate === "play" ? `Start ${name}` : `Let ${name} go on`;
}

function renderStep(step: Step, nowMs: number): Html {
  return html`<li class="line ${step.status}">${renderSign(step.status)}<span>${step.name}</span><span class="unseen"> ${step.status}</span><span class="took">${renderTook(step, nowMs)}</span></li>`;
}

function renderTook(
  { status, startedAt, durationSec }: Pick<Job, "status" | "startedAt" | "durationSec">,
  nowMs: number,
): Html | null {
  if (durationSec !== null) return html`${formatDuration(durationSec)}`;
  return status === "running" && startedAt !== null ? renderElapsed(startedAt, nowMs) : null;
}
