import { ProviderError, type ProviderErrorKind } from "../model/provider-error.ts";
import { PROXY_HINT } from "./find-proxy.ts";

// Codes of Node's net, dns, tls, zlib and http modules: https://nodejs.org/api/errors.html
const SENTENCES: Record<string, string> = {
  ENOTFOUND: "has no address (is its name spelt right?)",
  EAI_AGAIN: "cannot be looked up (no network, or no DNS)",
  ECONNREFUSED: "refused the connection",
  ECONNRESET: "closed the connection half-way",
  EPIPE: "closed the connection half-way",
  EHOSTUNREACH: "cannot be reached",
  ENETUNREACH: "cannot be reached (no network)",
  ETIMEDOUT: "did not accept a connection in time",
  CERT_HAS_EXPIRED: "shows an expired TLS certificate",
  CERT_NOT_YET_VALID: "shows a TLS certificate that is not valid yet",
  ERR_TLS_CERT_ALTNAME_INVALID: "shows a TLS certificate of another name",
  DEPTH_ZERO_SELF_SIGNED_CERT: "shows a self-signed TLS certificate",
  SELF_SIGNED_CERT_IN_CHAIN: "shows a TLS certificate of an unknown authority",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "shows a TLS certificate of an unknown authority",
  UNABLE_TO_GET_ISSUER_CERT: "shows a TLS certificate of an unknown authority",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "shows a TLS certificate of an unknown authority",
  Z_DATA_ERROR: "sent what cannot be unpacked",
  Z_BUF_ERROR: "sent what cannot be unpacked",
  HPE_INVALID_CONSTANT: "does not speak HTTP on this port",
  EPROTO: "does not speak TLS on this port",
  ERR_SSL_WRONG_VERSION_NUMBER: "does not speak TLS on this port",
};

const ADD_CA =
  'give the certificate of its authority by "ca" in this source, the path of a PEM file';
const CHECK_SCHEME = "check http or https and the port in the url";

/** The codes of certificates that nobody known vouches for. */
const UNTRUSTED: ReadonlySet<string> = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
]);

/** What to do where "check the url and the network" would lead astray. */
const HINTS: Record<string, string> = {
  CERT_HAS_EXPIRED: "have its certificate renewed, or set the clock of this machine",
  CERT_NOT_YET_VALID: "set the clock of this machine",
  ERR_TLS_CERT_ALTNAME_INVALID: "write the name its certificate is for into the url",
  HPE_INVALID_CONSTANT: CHECK_SCHEME,
  EPROTO: CHECK_SCHEME,
  ERR_SSL_WRONG_VERSION_NUMBER: CHECK_SCHEME,
};

function findCode(error: unknown): string | null {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 8; depth += 1) {
    if ("code" in at && typeof at.code === "string") return at.code;
    const inner: unknown = at instanceof AggregateError ? at.errors[0] : at.cause;
    at = inner;
  }
  return null;
}

/**
 * Turns what a request or a socket failed with into a sentence about `host`, or about the
 * proxy on the way to it; the original stays as its cause. `addCa` is how to have an authority trusted.
 */
export function toNetworkError(
  error: unknown,
  host: string,
  proxy: string | null,
  addCa = ADD_CA,
): ProviderError {
  const code = findCode(error);
  const kind: ProviderErrorKind = code === "ETIMEDOUT" ? "timeout" : "network";
  const sentence = (code !== null && SENTENCES[code]) || "cannot be reached";
  const known = code === null || code in SENTENCES ? "" : ` (${code})`;
  const hint = code !== null && UNTRUSTED.has(code) ? addCa : HINTS[code ?? ""];
  // What has no hint of its own is about the connection, and that is the proxy's.
  const isProxy = proxy !== null && hint === undefined;
  const subject = isProxy ? `the proxy ${proxy} on the way to ${host}` : host;
  const step = isProxy ? PROXY_HINT : hint;
  const details = step === undefined ? {} : { hint: step };
  return new ProviderError(kind, `${subject} ${sentence}${known}`, { ...details, cause: error });
}

/** Tells of a proxy that answers the wish for a tunnel to `host` with an HTTP status. */
export function toProxyRefusal(status: number, host: string, proxy: string): ProviderError {
  const isAuth = status === 407;
  const fault = isAuth ? "wants a user and password" : `lets nothing through to ${host}`;
  const hint = isAuth ? "write them into the variable: http://user:password@host:port" : PROXY_HINT;
  return new ProviderError("network", `the proxy ${proxy} ${fault} (HTTP ${status})`, { hint });
}
