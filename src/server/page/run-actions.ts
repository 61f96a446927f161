import { listOffers } from "../../model/offers.ts";
import type { RunAction, RunDesk } from "../../model/run-desk.ts";
import { hasRole } from "../auth/caller.ts";
import { runUrl } from "./addresses.ts";
import { type Html, html } from "./html.ts";
import type { RunContent } from "./run-content.ts";

const WORDS: Readonly<Record<RunAction, string>> = {
  rerun: "Run again",
  rerunFailed: "Run what failed again",
  cancel: "Cancel",
};

/** What is said once something was asked for. */
export const SAID: Readonly<Record<string, string>> = {
  rerun: "It was asked to run again.",
  rerunFailed: "What failed was asked to run again.",
  cancel: "It was asked to stop.",
  openGate: "It was asked to go on.",
  trigger: "A new run was asked for.",
};

/** Renders what can be done to a run by whoever looks; each asks first, or for more. */
export function renderActions({ run, jobs, caller }: RunContent, desk: RunDesk): Html {
  const offers = listOffers(desk, run, jobs);
  const actions = [...offers.rerun, ...(offers.cancel ? (["cancel"] as const) : [])];
  if (!hasRole(caller, "operator")) return html`<div id="actions"></div>`;
  const start =
    offers.trigger && html`<a class="button" href="${runUrl(run)}/trigger">New run …</a>`;
  return html`<div id="actions">${actions.map((action) =>
    renderConfirm(`${runUrl(run)}/${action}`, WORDS[action], `Yes, ${WORDS[action].toLowerCase()}`),
  )}${start}</div>`;
}

/** A button behind a button, so that nothing is done by one touch; it needs no script. */
export function renderConfirm(action: string, word: string, yes: string): Html {
  return html`<details class="confirm"><summary>${word}</summary><form method="post" action="${action}"><button>${yes}</button></form></details>`;
}
