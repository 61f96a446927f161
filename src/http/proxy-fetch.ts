import { createSecureContext } from "node:tls";
import connect from "undici/lib/api/api-connect.js";
import Dispatcher from "undici/lib/dispatcher/dispatcher.js";
import ProxyAgent from "undici/lib/dispatcher/proxy-agent.js";
import { fetch as undiciFetch } from "undici/lib/web/fetch/index.js";
import type { TransportFetch } from "./transport-fetch.ts";

/**
 * Creates the way through each proxy that trusts these authorities (PEM), Node's own where they are
 * null; connections are kept from one request to the next.
 */
export function createProxyFetch(
  trusted: readonly string[] | null,
): (proxy: URL) => TransportFetch {
  // As undici's own entry does; a tunnel is asked for by it.
  Object.assign(Dispatcher.prototype, { connect });
  // One context for all connections: reading the known authorities takes longer than a handshake.
  const trust =
    trusted === null ? {} : { secureContext: createSecureContext({ ca: [...trusted] }) };
  const dispatchers = new Map<string, Dispatcher>();

  function dispatcherOf({ href }: URL): Dispatcher {
    const known = dispatchers.get(href);
    if (known !== undefined) return known;
    // What is not encrypted goes to the proxy as it is: many let a tunnel through to port 443 only.
    const created = new ProxyAgent({
      uri: href,
      proxyTunnel: false,
      requestTls: trust,
      proxyTls: trust,
    });
    dispatchers.set(href, created);
    return created;
  }

  return (proxy) =>
    (url, { method = "GET", headers = [], body = null, signal = null }) =>
      undiciFetch(url, {
        method,
        headers: [...headers],
        body,
        signal,
        redirect: "manual",
        dispatcher: dispatcherOf(proxy),
      });
}
