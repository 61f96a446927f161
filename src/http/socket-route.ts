import type { Agent } from "node:http";
import { createAgents } from "./agents.ts";
import type { Transport } from "./transport.ts";

/** The way of a socket to a server: straight, or in a tunnel through a proxy. */
export interface SocketRoute {
  /** Host and port of the proxy, null for none. */
  readonly proxy: string | null;
  /** Connects as the requests of the transport do; a `tunnelSignal` beside it ends the wait for a tunnel. */
  readonly agent: Agent;
}

/**
 * Finds the way of sockets to an http or https address, the same that a transport's requests take. What
 * is not encrypted goes through a tunnel as well: a proxy hands an upgrade on in no other way. Throws a
 * `ProviderError` where the proxy cannot be used.
 */
export function findSocketRoute(transport: Transport, url: URL): SocketRoute {
  const agents = createAgents(transport.trusted());
  const proxy = transport.proxyOf(url);
  if (proxy === null) return { proxy: null, agent: agents.straight(url.protocol) };
  return { proxy: proxy.host, agent: agents.tunnelled(url.protocol, proxy) };
}
