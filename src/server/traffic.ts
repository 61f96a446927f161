/** A request to a CI server that has ended. */
export interface ServedExchange {
  readonly source: string;
  readonly outcome: "ok" | "unchanged" | "failed" | "given-up";
  readonly durationMs: number;
}

/** Where the server hears of the requests that cimon sends. */
export interface Traffic {
  /** Returns the way to stop. */
  subscribe(listener: (exchange: ServedExchange) => void): () => void;
}

/** A {@link Traffic} and the way to tell it. */
export interface TrafficSource extends Traffic {
  tell(exchange: ServedExchange): void;
}

/** Makes a {@link TrafficSource}. */
export function createTraffic(): TrafficSource {
  const listeners = new Set<(exchange: ServedExchange) => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(exchange) {
      for (const listener of listeners) listener(exchange);
    },
  };
}
