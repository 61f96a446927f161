/**
 * Reads a vendor's time, an ISO string with any offset or milliseconds since 1970, into ISO 8601 UTC
 * with milliseconds, so that times compare as strings; null for everything else, and for 0.
 */
export function toIsoTime(value: unknown): string | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const date = new Date(value);
  const timeMs = date.getTime();
  return Number.isNaN(timeMs) || timeMs === 0 || timeMs > 253_402_300_799_999
    ? null
    : date.toISOString();
}

/** Whole seconds between two ISO times; null where one is missing, 0 where clocks disagree. */
export function secondsBetween(from: string | null, to: string | null): number | null {
  if (from === null || to === null) return null;
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
}
