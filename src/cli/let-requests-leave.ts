import { setImmediate } from "node:timers/promises";

/** Turns of the event loop from a question to its first byte on a connection that must be opened. */
const TURNS = 3;

/**
 * Resolves once what was just asked is under way to a server: what is loaded then, which stops everything
 * else, is loaded while the server thinks.
 */
export async function letRequestsLeave(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await setImmediate();
}
