const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = 30 * DAY;
const YEAR = 365 * DAY;

/** How long ago something was, in at most four columns: `now`, `5m`, `23h`, `12d`, `11mo`, `2y`. */
export function formatAge(atMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.floor((nowMs - atMs) / 1_000));
  if (seconds < MINUTE) return "now";
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)}m`;
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)}h`;
  if (seconds < 2 * MONTH) return `${Math.floor(seconds / DAY)}d`;
  if (seconds < YEAR) return `${Math.floor(seconds / MONTH)}mo`;
  return `${Math.min(99, Math.floor(seconds / YEAR))}y`;
}

/** The same as a phrase of at most eight columns: `now`, `5m ago`, `11mo ago`. */
export function formatAgo(atMs: number, nowMs: number): string {
  const age = formatAge(atMs, nowMs);
  return age === "now" ? age : `${age} ago`;
}
