import type { SourceError, SourceState, TargetState } from "../../model/snapshot.ts";
import { type Html, html } from "./html.ts";
import { renderAgo, renderUntil } from "./parts.ts";

/** Renders a line for each source that cannot be read: why, since when, and when it is tried again. */
export function renderTrouble(sources: readonly SourceState[], nowMs: number): Html {
  const lines = sources.map((source) =>
    source.error === null ? null : renderFault(source, source.error, nowMs),
  );
  return html`<ul id="trouble" aria-label="sources in trouble">${lines}</ul>`;
}

function renderFault(source: SourceState, error: SourceError, nowMs: number): Html {
  const { name, targets, state } = source;
  const failing = targets.filter((target) => target.state === "failing");
  const [first] = failing;
  const count = failing.length === 1 ? first?.id : `${failing.length} of ${targets.length} fail`;
  const which = state === "partial" && count !== undefined && html`${count}: `;
  const isNamed = error.message.startsWith(`${name} `) && which === false;
  return html`<li><span class="sign warning" aria-hidden="true">!</span><span>${!isNamed && html`<b>${name}</b>: `}${which}${error.message}, since ${renderAgo(error.since, nowMs)}${renderAge(failing, nowMs)}${renderNextTry(source, failing, nowMs)} <span class="hint">— ${error.hint}</span></span></li>`;
}

function renderAge(failing: readonly TargetState[], nowMs: number): Html {
  const [oldest] = failing.flatMap(({ lastOkAt }) => lastOkAt ?? []).toSorted();
  return oldest === undefined
    ? html`, no rows yet`
    : html`, its rows are of ${renderAgo(oldest, nowMs)}`;
}

function renderNextTry(source: SourceState, failing: readonly TargetState[], nowMs: number): Html {
  const [next] = failing.flatMap(({ nextPollAt }) => nextPollAt ?? []).toSorted();
  const at = next ?? (failing.length === 0 ? source.nextPollAt : null);
  return at === null ? html`, trying now` : html`, next try ${renderUntil(at, nowMs)}`;
}
