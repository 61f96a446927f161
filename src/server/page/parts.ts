import { formatAgo } from "../../model/format-age.ts";
import { formatDuration } from "../../model/format-duration.ts";
import type { RunStatus } from "../../model/run-status.ts";
import { STATUS_SIGNS } from "../../model/status-sign.ts";
import { type Html, html } from "./html.ts";

/** The sign of a status, for eyes alone: the word stands beside it. */
export function renderSign(status: RunStatus): Html {
  return html`<span class="sign ${status}" aria-hidden="true">${STATUS_SIGNS[status]}</span>`;
}

/** How long ago something was; the page's script keeps it up to date. */
export function renderAgo(at: string, nowMs: number): Html {
  return html`<time datetime="${at}" data-ago title="${at}">${formatAgo(Date.parse(at), nowMs)}</time>`;
}

/** How long something has been going on; the page's script counts on. */
export function renderElapsed(since: string, nowMs: number): Html {
  const elapsedSec = Math.max(0, (nowMs - Date.parse(since)) / 1_000);
  return html`<time datetime="${since}" data-elapsed>${formatDuration(elapsedSec)}</time>`;
}

/** How long it is until something happens; the page's script counts down. */
export function renderUntil(at: string, nowMs: number): Html {
  const restSec = Math.ceil((Date.parse(at) - nowMs) / 1_000);
  const text = restSec <= 0 ? "now" : `in ${formatDuration(restSec)}`;
  return html`<time datetime="${at}" data-until>${text}</time>`;
}
