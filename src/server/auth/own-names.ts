import type { FastifyRequest } from "fastify";

const LOOPBACK_NAMES = new Set(["localhost", "127.0.0.1", "[::1]", "::1"]);

/** True for an address or name that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return LOOPBACK_NAMES.has(host.toLowerCase()) || /^127(?:\.\d{1,3}){3}$/u.test(host);
}

/**
 * True where a request's `Host` names this machine. A page elsewhere can make its own name lead here
 * (DNS rebinding), but cannot send another `Host` than that name.
 */
export function isForLoopback({ host }: Pick<FastifyRequest, "host">): boolean {
  const name = readUrl(`http://${host}`)?.hostname;
  return name !== undefined && isLoopback(name);
}

/** Where a request came from by its `Origin`: our own page, another one, or none that is told. */
export function readOrigin({
  headers,
  host,
  protocol,
}: Pick<FastifyRequest, "headers" | "host" | "protocol">): "own" | "foreign" | "none" {
  const { origin } = headers;
  if (origin === undefined) return "none";
  const url = readUrl(origin);
  // A proxy may speak TLS for us; nothing may speak less than we do.
  const isOwn =
    url !== null &&
    url.host === readUrl(`${url.protocol}//${host}`)?.host &&
    (url.protocol === "https:" || url.protocol === `${protocol}:`);
  return isOwn ? "own" : "foreign";
}

function readUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
