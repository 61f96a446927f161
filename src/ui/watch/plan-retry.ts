import { type ProviderErrorKind, toProviderError } from "../../model/provider-error.ts";

const FIRST_MS = 5_000;
const LONGEST_MS = 60_000;
/** Faults that pass by themselves. */
const PASSING: ReadonlySet<ProviderErrorKind> = new Set<ProviderErrorKind>([
  "network",
  "timeout",
  "rate-limited",
  "bad-response",
]);

/**
 * How long to wait before something that failed is asked for again, milliseconds: longer after each of
 * `faults` earlier failures in a row, and as long as its server says. Null where asking again cannot help.
 */
export function planRetry(error: unknown, faults: number, nowMs: number): number | null {
  const { kind, retryAtMs } = toProviderError(error);
  if (!PASSING.has(kind)) return null;
  const ownMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** faults);
  return Math.max(ownMs, (retryAtMs ?? 0) - nowMs);
}
