import type { LimitFunction } from "p-limit";
import { ProviderError } from "../../model/provider-error.ts";

/** How a request went whose answer is good to have: answered, refused, or not made at all. */
export type SideAnswer<Value> =
  | { readonly kind: "answered"; readonly value: Value }
  | { readonly kind: "refused"; readonly fault: ProviderError }
  | { readonly kind: "put-off" };

/** The requests of one poll that the list of runs can do without. */
export interface SideRequests {
  /** Resolves whatever the server says; rejects with the signal's reason alone. */
  ask<Value>(request: () => Promise<Value>): Promise<SideAnswer<Value>>;
  /** When the server wants to be asked again, milliseconds since 1970; null: it did not say. */
  retryAtMs(): number | null;
}

/**
 * Creates the side requests of one poll. A fault of one thing (404, 403, a broken answer) is that
 * thing's; a fault of the server or the way to it puts off all that would follow.
 */
export function createSideRequests(limit: LimitFunction, signal: AbortSignal): SideRequests {
  let isStopped = false;
  let retryAtMs: number | null = null;

  async function ask<Value>(request: () => Promise<Value>): Promise<SideAnswer<Value>> {
    signal.throwIfAborted();
    if (isStopped) return { kind: "put-off" };
    try {
      return { kind: "answered", value: await request() };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ProviderError)) throw error;
      if (!concernsAll(error)) return { kind: "refused", fault: error };
      isStopped = true;
      if (error.retryAtMs !== null) retryAtMs = Math.max(retryAtMs ?? 0, error.retryAtMs);
      return { kind: "put-off" };
    }
  }

  return { ask: (request) => limit(() => ask(request)), retryAtMs: () => retryAtMs };
}

function concernsAll(fault: ProviderError): boolean {
  if (fault.retryAtMs !== null || fault.status === 401) return true;
  return fault.kind === "network" || fault.kind === "timeout" || fault.kind === "rate-limited";
}
