import type { IncomingMessage, ServerResponse } from "node:http";
import type { DemoFault, DemoFaultScope, SeenRequest } from "./http-types.ts";

const HTML = "<html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>\n";

/** The switch that makes a server misbehave. */
export interface FaultSwitch {
  set(fault: DemoFault | null, scope?: DemoFaultScope): void;
  /** The fault this request is to meet, counted down; null: none. */
  take(request: SeenRequest): DemoFault | null;
  /** `handled`: an answer was given or never will be; `continue`: answer as if nothing was wrong. */
  apply(
    fault: DemoFault,
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<"handled" | "continue">;
  /** Lets go of every answer that is being held back, for the end of the server. */
  release(): void;
}

/** Makes the switch, off at first. */
export function createFaultSwitch(): FaultSwitch {
  let current: { readonly fault: DemoFault; readonly scope: DemoFaultScope } | null = null;
  let left = Number.POSITIVE_INFINITY;
  const timers = new Map<NodeJS.Timeout, () => void>();

  return {
    set(fault, scope = {}) {
      current = fault === null ? null : { fault, scope };
      left = scope.times ?? Number.POSITIVE_INFINITY;
    },
    take(request) {
      if (current === null || left <= 0) return null;
      if (current.scope.when?.(request) === false) return null;
      left -= 1;
      return current.fault;
    },
    async apply(fault, incoming, response) {
      if (fault.kind !== "slow") {
        misbehave(fault, incoming, response);
        return "handled";
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          timers.delete(timer);
          resolve();
        }, fault.delayMs);
        timers.set(timer, resolve);
      });
      return "continue";
    },
    release() {
      for (const [timer, resolve] of timers) {
        clearTimeout(timer);
        resolve();
      }
      timers.clear();
    },
  };
}

function misbehave(
  fault: Exclude<DemoFault, { kind: "slow" }>,
  incoming: IncomingMessage,
  response: ServerResponse,
): void {
  const json = { "content-type": "application/json; charset=utf-8" };
  switch (fault.kind) {
    case "error":
      response.writeHead(fault.status ?? 500, json).end('{"message":"Server Error"}');
      return;
    case "html":
      response.writeHead(fault.status ?? 502, { "content-type": "text/html" }).end(HTML);
      return;
    case "rate-limit":
      response
        .writeHead(fault.status ?? 429, { ...json, "retry-after": String(fault.retryAfterSec) })
        .end('{"message":"API rate limit exceeded"}');
      return;
    case "broken-json":
      response.writeHead(200, json).end('{"total_count": 3, "items": [{"id": 1, "na');
      return;
    case "cut":
      response.writeHead(200, { ...json, "content-length": "5000" });
      response.write('{"total_count": 3, "items": [', () => incoming.socket.destroy());
      return;
    case "hang":
      return;
    case "reset":
      incoming.socket.resetAndDestroy();
      return;
  }
}
