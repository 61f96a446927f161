import tls from "node:tls";
import connect from "undici/lib/api/api-connect.js";
import Agent from "undici/lib/dispatcher/agent.js";
import Dispatcher from "undici/lib/dispatcher/dispatcher.js";
import ProxyAgent from "undici/lib/dispatcher/proxy-agent.js";
import { fetch as undiciFetch } from "undici/lib/web/fetch/index.js";

type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

/**
 * Creates the `fetch` of each proxy, null for none, that trusts these authorities (PEM), Node's own
 * where they are null; connections are kept from one request to the next.
 */
export function createUndiciFetch(trusted: readonly string[] | null): (proxy: URL | null) => Fetch {
  // As undici's own entry does; a tunnel is asked for by it.
  Object.assign(Dispatcher.prototype, { connect });
  // One context for all connections: reading the known authorities takes longer than a handshake.
  const trust =
    trusted === null ? {} : { secureContext: tls.createSecureContext({ ca: [...trusted] }) };
  const dispatchers = new Map<string, Dispatcher>();

  function dispatcherOf(proxy: URL | null): Dispatcher {
    const key = proxy?.href ?? "";
    const known = dispatchers.get(key);
    if (known !== undefined) return known;
    const created =
      proxy === null
        ? new Agent({ connect: trust })
        : // What is not encrypted goes to the proxy as it is: many let a tunnel through to port 443 only.
          new ProxyAgent({
            uri: proxy.href,
            proxyTunnel: false,
            requestTls: trust,
            proxyTls: trust,
          });
    dispatchers.set(key, created);
    return created;
  }

  return (proxy) => (url, init) => {
    const options = { ...init, dispatcher: dispatcherOf(proxy) };
    type Options = Parameters<typeof undiciFetch>[1];
    return undiciFetch(url, options as unknown as Options) as unknown as Promise<Response>;
  };
}
