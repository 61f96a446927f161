const DURATION = /^\s*(\d+(?:\.\d+)?)\s*([smh]?)\s*$/u;
const UNIT_MS = { "": 1_000, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/**
 * Reads `30`, `"30"`, `"30s"`, `"10m"` or `"1h"` as whole milliseconds; a bare number is seconds.
 * Null for anything else, negative numbers among it.
 */
export function parseDuration(value: string | number): number | null {
  if (typeof value === "number") {
    return Number.isFinite(value) && value >= 0 ? Math.round(value * 1_000) : null;
  }
  const match = DURATION.exec(value);
  if (match === null) return null;
  const unit = match[2] as keyof typeof UNIT_MS;
  return Math.round(Number(match[1]) * UNIT_MS[unit]);
}
