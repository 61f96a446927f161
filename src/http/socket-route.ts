import type { Agent } from "node:http";
import type { Transport } from "./transport.ts";

/** The way of a socket to a server: straight, or in a tunnel through a proxy. */
export interface SocketRoute {
  /** Host and port of the proxy, null for none. */
  readonly proxy: string | null;
  /** The certificates of all authorities it trusts, PEM; undefined for those that Node trusts of itself. */
  readonly ca: string[] | undefined;
  /**
   * Opens the tunnel of one socket, undefined where it needs none: it ends with the signal, and
   * `onRefusal` hears the status by which the proxy refuses it.
   */
  openTunnel(signal: AbortSignal, onRefusal: (status: number) => void): Agent | undefined;
}

/**
 * Finds the way of sockets to an http or https address, the same that a transport's requests take. What
 * is not encrypted goes through a tunnel as well: a proxy hands an upgrade on in no other way. Throws a
 * `ProviderError` where the proxy cannot be used.
 */
export async function findSocketRoute(transport: Transport, url: URL): Promise<SocketRoute> {
  const trusted = transport.trusted();
  const ca = trusted === null ? undefined : [...trusted];
  const proxy = transport.proxyOf(url);
  if (proxy === null) return { proxy: null, ca, openTunnel: () => undefined };
  const { HttpsProxyAgent } = await import("https-proxy-agent");
  return {
    proxy: proxy.host,
    ca,
    openTunnel(signal, onRefusal) {
      const agent = new HttpsProxyAgent(proxy, { signal, ...(ca === undefined ? {} : { ca }) });
      return agent.on("proxyConnect", ({ statusCode }: { readonly statusCode: number }) => {
        if (statusCode !== 200) onRefusal(statusCode);
      });
    },
  };
}
