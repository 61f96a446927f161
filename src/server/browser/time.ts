import { formatAgo } from "../../model/format-age.ts";
import { formatDuration } from "../../model/format-duration.ts";

const SECOND_MS = 1_000;

/** Keeps every time of the page right, once a second while somebody can see it. */
export function keepTime(): void {
  setInterval(() => {
    if (!document.hidden) tellTimes(Date.now());
  }, SECOND_MS);
  document.addEventListener("visibilitychange", () => tellTimes(Date.now()));
}

function tellTimes(nowMs: number): void {
  for (const time of document.querySelectorAll<HTMLTimeElement>("time[datetime]")) {
    const atMs = Date.parse(time.dateTime);
    const text = tellTime(time.dataset, atMs, nowMs);
    if (text !== null && time.textContent !== text) time.textContent = text;
  }
  for (const bar of document.querySelectorAll<HTMLProgressElement>("progress[data-since]")) {
    const elapsedMs = nowMs - Date.parse(bar.dataset.since ?? "");
    bar.value = Math.min(1, elapsedMs / (Number(bar.dataset.span) * SECOND_MS));
  }
}

function tellTime(kind: DOMStringMap, atMs: number, nowMs: number): string | null {
  if (kind.ago !== undefined) return formatAgo(atMs, nowMs);
  if (kind.elapsed !== undefined) return formatDuration((nowMs - atMs) / SECOND_MS);
  if (kind.until === undefined) return null;
  const restSec = Math.ceil((atMs - nowMs) / SECOND_MS);
  return restSec <= 0 ? "now" : `in ${formatDuration(restSec)}`;
}
