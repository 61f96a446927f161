import { type Agents, createAgents } from "./agents.ts";
import { listAuthorities } from "./authorities.ts";
import { findProxy, type ProxyEnvironment } from "./find-proxy.ts";
import { sendRequest } from "./send-request.ts";
import type { TransportFetch } from "./transport-fetch.ts";

/** What carries a request: straight, or by way of a proxy, or with an authority of its own. */
export interface Transport {
  readonly fetch: TransportFetch;
  /** The proxy that an address is asked through, null for none. Throws where it cannot be used. */
  proxyOf(url: URL): URL | null;
  /** The certificates of all authorities it trusts, PEM; null for those that Node trusts of itself. */
  trusted(): readonly string[] | null;
}

/** What a transport depends on. */
export interface TransportOptions {
  readonly env: ProxyEnvironment;
  /** Certificates in PEM form to trust besides the known authorities', null for none. */
  readonly ca: string | null;
}

/** Creates the transport of one source; connections are kept from one request to the next. */
export function createTransport({ env, ca }: TransportOptions): Transport {
  const proxyOf = (url: URL) => findProxy(url, env);
  const trusted = () => (ca === null ? null : [ca, ...listAuthorities(env)]);
  let agents: Agents | null = null;
  return {
    proxyOf,
    trusted,
    async fetch(url, request) {
      agents ??= createAgents(trusted());
      return sendRequest(url, request, { agents, proxy: proxyOf(url) });
    },
  };
}
