import { readFileSync } from "node:fs";
import tls from "node:tls";
import connect from "undici/lib/api/api-connect.js";
import Agent from "undici/lib/dispatcher/agent.js";
import Dispatcher from "undici/lib/dispatcher/dispatcher.js";
import ProxyAgent from "undici/lib/dispatcher/proxy-agent.js";
import { fetch as undiciFetch } from "undici/lib/web/fetch/index.js";
import type { ProxyEnvironment } from "./find-proxy.ts";

type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

/** What the requests are sent with. */
interface UndiciOptions {
  readonly env: ProxyEnvironment;
  /** Certificates in PEM form to trust besides the known authorities', null for none. */
  readonly ca: string | null;
}

/** Creates the `fetch` of each proxy, null for none; connections are kept from one request to the next. */
export function createUndiciFetch({ ca, env }: UndiciOptions): (proxy: URL | null) => Fetch {
  // As undici's own entry does; a tunnel is asked for by it.
  Object.assign(Dispatcher.prototype, { connect });
  // One context for all connections: reading the known authorities takes longer than a handshake.
  const trust =
    ca === null ? {} : { secureContext: tls.createSecureContext({ ca: [ca, ...listKnown(env)] }) };
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

/** The authorities Node trusts of itself, those of `NODE_EXTRA_CA_CERTS` among them. */
function listKnown(env: ProxyEnvironment): readonly string[] {
  // Absent before Node 22.15: https://nodejs.org/api/tls.html#tlsgetcacertificatestype
  const all = (tls as { getCACertificates?: (type: "default") => string[] }).getCACertificates;
  if (all !== undefined) return all("default");
  return [...tls.rootCertificates, ...readExtra(env.NODE_EXTRA_CA_CERTS)];
}

/** Node itself warns of a file it cannot read. */
function readExtra(file: string | undefined): readonly string[] {
  if (!file) return [];
  try {
    return [readFileSync(file, "utf8")];
  } catch {
    return [];
  }
}
