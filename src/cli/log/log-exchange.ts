import type { HttpExchange } from "../../http/http-client.ts";
import { toIsoTime } from "../../model/iso-time.ts";
import type { Log } from "./log.ts";

/**
 * Writes the one line of a request: `info` where an answer came, `warn` with kind and sentence where
 * it was a fault, `debug` where nobody waited for it any more.
 */
export function logExchange(log: Log, source: string, exchange: HttpExchange): void {
  const { method, host, path, status, error } = exchange;
  const { durationMs, bytes, quotaRemaining, cacheHit } = exchange;
  // Finding the targets is about none of them.
  const target = exchange.target || null;
  const asked = { source, target, method, host, path };
  const fields = { ...asked, status, durationMs, bytes, quotaRemaining, cacheHit };
  if (error !== null) {
    const { kind, message, retryAtMs } = error;
    const retryAt = toIsoTime(retryAtMs);
    const cause = findCauseCode(error.cause);
    log.write("warn", "fetch failed", { ...fields, kind, error: message, retryAt, cause });
  } else if (status === null) log.write("debug", "fetch given up", fields);
  else log.write("info", "fetch", fields);
}

/** The code alone: the message of a cause may quote a header. */
function findCauseCode(cause: unknown): string | null {
  for (let at = cause, depth = 0; at instanceof Error && depth < 8; depth += 1) {
    if ("code" in at && typeof at.code === "string" && /^\w{1,60}$/u.test(at.code)) return at.code;
    at = at.cause;
  }
  return null;
}
