import type { Agent } from "node:http";
import type { RequestOptions } from "node:https";
import type { Duplex } from "node:stream";
import { builtin } from "./builtin.ts";
import { toProxyRefusal } from "./network-error.ts";
import { hostOf, portOf, serverNameOf } from "./url-parts.ts";

/** What a tunnel is opened for: an agent hands the options of a request on to where its sockets come from. */
export interface TunnelTarget extends RequestOptions {
  /** Ends the wait for the tunnel. Node keeps a request's own signal to itself. */
  readonly tunnelSignal?: AbortSignal | null;
}

/**
 * Asks a proxy for a tunnel to a host and port; `agent` connects to the proxy. Rejects with a
 * `ProviderError` where the proxy refuses, with the error of its socket where it cannot be reached.
 */
export function openTunnel(proxy: URL, agent: Agent, target: TunnelTarget): Promise<Duplex> {
  const { host = "", port, tunnelSignal: signal } = target;
  const path = `${host?.includes(":") ? `[${host}]` : host}:${port}`;
  const { request } = builtin(proxy.protocol === "http:" ? "node:http" : "node:https");
  return new Promise((resolve, reject) => {
    const asked = request({
      ...addressProxy(proxy),
      method: "CONNECT",
      path,
      agent,
      headers: { host: path, ...authorizeProxy(proxy) },
      ...(signal ? { signal } : {}),
    });
    asked.on("error", reject);
    asked.on("connect", ({ statusCode = 0 }, socket) => {
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(toProxyRefusal(statusCode, path.replace(/:(?:80|443)$/u, ""), proxy.host));
    });
    asked.end();
  });
}

/** Where a proxy listens. Its address as a whole would have Node sign in to the server with its password. */
export function addressProxy(proxy: URL): RequestOptions {
  // Node would take the name in the certificate from the header, which is the server's.
  return { host: hostOf(proxy), port: portOf(proxy), servername: serverNameOf(proxy) };
}

/** The header that signs in to a proxy, by the user and password of its address. */
export function authorizeProxy({ username, password }: URL): Record<string, string> {
  if (username === "" && password === "") return {};
  const login = `${decode(username)}:${decode(password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(login).toString("base64")}` };
}

/** A password may hold a percent sign that nobody encoded. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
