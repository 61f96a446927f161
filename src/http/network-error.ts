import { ProviderError, type ProviderErrorKind } from "../model/provider-error.ts";

// Codes of Node's net, dns and tls modules, and of undici: https://nodejs.org/api/errors.html
const SENTENCES: Record<string, string> = {
  ENOTFOUND: "has no address (is its name spelt right?)",
  EAI_AGAIN: "cannot be looked up (no network, or no DNS)",
  ECONNREFUSED: "refused the connection",
  ECONNRESET: "closed the connection half-way",
  UND_ERR_SOCKET: "closed the connection half-way",
  EPIPE: "closed the connection half-way",
  EHOSTUNREACH: "cannot be reached",
  ENETUNREACH: "cannot be reached (no network)",
  ETIMEDOUT: "did not accept a connection in time",
  UND_ERR_CONNECT_TIMEOUT: "did not accept a connection in time",
  CERT_HAS_EXPIRED: "shows an expired TLS certificate",
  ERR_TLS_CERT_ALTNAME_INVALID: "shows a TLS certificate of another name",
  DEPTH_ZERO_SELF_SIGNED_CERT: "shows a self-signed TLS certificate",
  SELF_SIGNED_CERT_IN_CHAIN: "shows a TLS certificate of an unknown authority",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "shows a TLS certificate of an unknown authority",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "shows a TLS certificate of an unknown authority",
  EPROTO: "does not speak TLS on this port",
  ERR_SSL_WRONG_VERSION_NUMBER: "does not speak TLS on this port",
};

const TIMEOUT_CODES = new Set(["ETIMEDOUT", "UND_ERR_CONNECT_TIMEOUT"]);

function findCode(error: unknown): string | null {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 8; depth += 1) {
    if ("code" in at && typeof at.code === "string") return at.code;
    const inner: unknown = at instanceof AggregateError ? at.errors[0] : at.cause;
    at = inner;
  }
  return null;
}

/** Turns what `fetch` rejected with into a sentence about `host`; the original stays as its cause. */
export function toNetworkError(error: unknown, host: string): ProviderError {
  if (
    error instanceof Error &&
    error.cause instanceof Error &&
    error.cause.message === "bad port"
  ) {
    return new ProviderError("network", `${host} is on a port that is barred for the web`, {
      cause: error,
    });
  }
  const code = findCode(error);
  const kind: ProviderErrorKind = code !== null && TIMEOUT_CODES.has(code) ? "timeout" : "network";
  const sentence = (code !== null && SENTENCES[code]) || "cannot be reached";
  const known = code === null || code in SENTENCES ? "" : ` (${code})`;
  return new ProviderError(kind, `${host} ${sentence}${known}`, { cause: error });
}
