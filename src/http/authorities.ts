import { readFileSync } from "node:fs";
import { builtin } from "./builtin.ts";
import type { ProxyEnvironment } from "./find-proxy.ts";

/** The authorities Node trusts of itself, those of `NODE_EXTRA_CA_CERTS` among them. */
export function listAuthorities(env: ProxyEnvironment): readonly string[] {
  const tls = builtin("node:tls");
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
