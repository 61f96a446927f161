import type { PipelineRun } from "../../model/pipeline-run.ts";
import { type FilledField, type StartProblem, VARIABLE_FIELD } from "../../model/start-form.ts";
import { runUrl } from "./addresses.ts";
import { type Html, html } from "./html.ts";

/** The form for a new run as it is filled in. */
export interface StartContent {
  readonly run: PipelineRun;
  /** Its variables come last. */
  readonly fields: readonly FilledField[];
  readonly takesVariables: boolean;
  readonly problem: StartProblem | null;
}

/** The name that what is filled in for a field is sent under. */
export function nameField({ kind, label }: Pick<FilledField, "kind" | "label">): string {
  return kind === "input" ? `input ${label}` : kind;
}

/** Renders the page of the form; it needs no script. */
export function renderStart({ run, fields, takesVariables, problem }: StartContent): Html {
  const { repo, branch, workflow } = run;
  const own = fields.filter(({ kind }) => kind !== "variable");
  const lines = fields.flatMap(({ kind, text }) => (kind === "variable" ? [text] : []));
  const wrong = problem?.at ?? null;
  return html`<header>
<a class="name" href="/">cimon</a>
<a class="back" href="${runUrl(run)}">← ${repo} ${workflow}${run.number !== null && ` #${run.number}`}</a>
</header>
<main>
<section id="run"><h1>New run of ${repo} <span class="branch">${branch}</span></h1><p class="workflow">${workflow}</p></section>
${problem !== null && html`<p class="problem" role="alert">${problem.text}</p>`}
<form id="start" method="post" action="${runUrl(run)}/trigger">
${own.map((field, at) => renderField(field, at, at === wrong))}
${takesVariables && renderVariables(lines, wrong !== null && wrong >= own.length)}
${fields.length === 0 && !takesVariables && html`<p class="quiet">There is nothing to fill in.</p>`}
<p class="end"><button>Start it</button> <a href="${runUrl(run)}">Leave it</a></p>
</form>
</main>`;
}

function renderField(field: FilledField, at: number, isWrong: boolean): Html {
  const { label, description, isRequired } = field;
  const id = `field-${at}`;
  const about = description !== null && html`<small id="${id}-about">${description}</small>`;
  return html`<p><label for="${id}">${label}${isRequired && html` <span class="needed">required</span>`}</label>${renderControl(field, id, isWrong)}${about}</p>`;
}

function renderControl(field: FilledField, id: string, isWrong: boolean): Html {
  const { type, choices, isRequired, description, text } = field;
  const about = description !== null && html` aria-describedby="${id}-about"`;
  const state = html`${isRequired && html` required`}${isWrong && html` aria-invalid="true" autofocus`}${about}`;
  const name = nameField(field);
  if (choices.length > 0) {
    return html`<select id="${id}" name="${name}"${state}>${choices.map((choice) => renderChoice(field, choice))}</select>`;
  }
  if (type === "text" && text.includes("\n")) {
    return html`<textarea id="${id}" name="${name}" rows="6"${state}>\n${text}</textarea>`;
  }
  const kinds = { number: "number", secret: "password" } as const;
  const kind = type === "number" || type === "secret" ? kinds[type] : "text";
  // What was typed as a secret does not come back.
  const value = type === "secret" ? "" : text;
  return html`<input id="${id}" name="${name}" type="${kind}" value="${value}"${type === "number" && html` step="any"`} autocomplete="${type === "secret" ? "new-password" : "off"}" spellcheck="false"${state}>`;
}

function renderChoice({ type, text }: FilledField, choice: string): Html {
  const words: Readonly<Record<string, string>> = { true: "yes", false: "no" };
  const word = (type === "boolean" && words[choice]) || choice;
  return html`<option value="${choice}"${choice === text && html` selected`}>${word}</option>`;
}

function renderVariables(lines: readonly string[], isWrong: boolean): Html {
  const { description, kind } = VARIABLE_FIELD;
  const rows = Math.max(4, lines.length + 1);
  const wrong = isWrong && html` aria-invalid="true" autofocus`;
  return html`<p><label for="variables">variables</label><textarea id="variables" name="${kind}" rows="${rows}" spellcheck="false" autocomplete="off" aria-describedby="variables-about"${wrong}>\n${lines.join("\n")}</textarea><small id="variables-about">${description}, one a line</small></p>`;
}
