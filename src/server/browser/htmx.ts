/** What this page uses of htmx, which its own script element loads. */
export interface Htmx {
  readonly config: { wsReconnectDelay: unknown };
  trigger(element: Element, name: string): void;
}

/** Null where it could not be loaded: the page then works by being loaded again. */
export function findHtmx(): Htmx | null {
  return (globalThis as { htmx?: Htmx }).htmx ?? null;
}
