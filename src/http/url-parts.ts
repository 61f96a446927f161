import { isIP } from "node:net";

/** The host of an address as sockets take it: an IPv6 address without its brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/gu, "");
}

/** The port of an http or https address, the scheme's own where none is written. */
export function portOf({ protocol, port }: URL): number {
  return Number(port || (protocol === "http:" ? 80 : 443));
}

/** The name that the certificate of an address has to show; empty for an IP address, which is held against itself. */
export function serverNameOf(url: URL): string {
  const host = hostOf(url);
  return isIP(host) === 0 ? host : "";
}
