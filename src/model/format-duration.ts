/** A length of time in at most six columns: `8s`, `4m12s`, `1h02m`, `3d04h`, `120d`. */
export function formatDuration(totalSec: number): string {
  const seconds = Math.max(0, Math.floor(totalSec));
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m${pad(seconds % 60)}s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours}h${pad(minutes % 60)}m`;
  const days = Math.floor(hours / 24);
  return days < 10 ? `${days}d${pad(hours % 24)}h` : `${Math.min(99_999, days)}d`;
}

/** A length of time in one unit, in at most four columns: `8s`, `5m`, `3h`, `12d`. */
export function formatRoughly(totalSec: number): string {
  const seconds = Math.max(0, Math.round(totalSec));
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}m`;
  const hours = Math.round(minutes / 60);
  return hours < 24 ? `${hours}h` : `${Math.min(999, Math.round(hours / 24))}d`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
