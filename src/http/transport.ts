import { listAuthorities } from "./authorities.ts";
import { findProxy, type ProxyEnvironment } from "./find-proxy.ts";

/** What carries a request: `fetch`, by way of a proxy or with an authority of its own. */
export interface Transport {
  fetch(url: URL, init: RequestInit): Promise<Response>;
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

/** Node's own `fetch`, and nothing between it and the server. */
export const DIRECT: Transport = {
  fetch: (url, init) => fetch(url, init),
  proxyOf: () => null,
  trusted: () => null,
};

/**
 * Creates the transport of one source. Node's own `fetch` knows neither proxies nor further
 * authorities, so a request which needs one goes through undici, loaded for the first of them.
 */
export function createTransport({ env, ca }: TransportOptions): Transport {
  const proxyOf = (url: URL) => findProxy(url, env);
  const trusted = () => (ca === null ? null : [ca, ...listAuthorities(env)]);
  let loading: Promise<(proxy: URL | null) => Transport["fetch"]> | null = null;
  return {
    proxyOf,
    trusted,
    async fetch(url, init) {
      const proxy = proxyOf(url);
      if (proxy === null && ca === null) return DIRECT.fetch(url, init);
      loading ??= import("./undici-fetch.ts").then((it) => it.createUndiciFetch(trusted()));
      const fetchBy = await loading;
      return fetchBy(proxy)(url, init);
    },
  };
}
