import { formatRoughly } from "../../model/format-duration.ts";

const STEP_SEC = 10;

/**
 * How long it is until something happens. In steps of ten seconds, so that the screen need not
 * change every second for it; exact where it changes every second anyway.
 */
export function formatWait(atMs: number, nowMs: number, exact: boolean): string {
  const seconds = Math.ceil((atMs - nowMs) / 1_000);
  if (seconds <= 0) return "now";
  if (exact || seconds >= 60) return formatRoughly(seconds);
  return seconds <= STEP_SEC ? `<${STEP_SEC}s` : `${Math.ceil(seconds / STEP_SEC) * STEP_SEC}s`;
}

/** A time of the day as people say it, by the local clock; the date too where it is another day. */
export function formatClock(atMs: number, nowMs: number): string {
  const at = new Date(atMs);
  const time = `${pad(at.getHours())}:${pad(at.getMinutes())}`;
  if (at.toDateString() === new Date(nowMs).toDateString()) return time;
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())} ${time}`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
