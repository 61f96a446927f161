import { findHtmx } from "./htmx.ts";

const LONGEST_WAIT_MS = 8_000;

/** Shows whether the page is kept up to date, and has a lost socket opened again soon. */
export function showLink(): void {
  const htmx = findHtmx();
  if (!htmx) return;
  // Everybody who lost the same server would otherwise come back at the same moment.
  htmx.config.wsReconnectDelay = (tries: number) =>
    Math.min(LONGEST_WAIT_MS, 500 * 2 ** tries) * (0.5 + Math.random() / 2);
  const body = document.body;
  body.addEventListener("htmx:wsConnecting", () => tell("connecting", "connecting …"));
  body.addEventListener("htmx:wsOpen", () => tell("live", "live"));
  body.addEventListener("htmx:wsClose", () => tell("lost", "connection lost, trying again"));
}

function tell(state: "connecting" | "live" | "lost", text: string): void {
  const link = document.querySelector<HTMLElement>("#link");
  // A socket that is tried again and again is still lost.
  if (!link || (state === "connecting" && document.body.dataset.link === "lost")) return;
  document.body.dataset.link = state;
  link.textContent = text;
}
