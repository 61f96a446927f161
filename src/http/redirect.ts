import { ProviderError } from "../model/provider-error.ts";
import { createHeaderList, type HeaderList } from "./header-list.ts";
import type { Transport } from "./transport.ts";
import type { ArrivingAnswer, TransportRequest } from "./transport-fetch.ts";

const MAX_REDIRECTS = 5;

/** What is a credential to some vendor. */
const CREDENTIAL_HEADERS = ["authorization", "private-token", "job-token", "cookie"];

/**
 * Sends a request and follows its redirects, as a browser would, but without credentials from the
 * moment it leaves the origin it was meant for. Only GET and HEAD are followed.
 */
export async function followRedirects(
  url: URL,
  request: TransportRequest & { readonly method: string; readonly headers: HeaderList },
  transport: Transport,
): Promise<ArrivingAnswer> {
  const headers = createHeaderList(request.headers);
  let at = url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const response = await transport.fetch(at, { ...request, headers });
    const location = response.headers.get("location");
    if (![301, 302, 303, 307, 308].includes(response.status) || !location) return response;
    if (request.method !== "GET" && request.method !== "HEAD") return response;
    await response.body?.cancel();
    const next = parseLocation(location, at);
    if (next.origin !== url.origin) for (const name of CREDENTIAL_HEADERS) headers.delete(name);
    at = next;
  }
  throw new ProviderError("bad-response", `${url.host} redirects in a circle`);
}

function parseLocation(location: string, base: URL): URL {
  if (!URL.canParse(location, base.href)) {
    throw new ProviderError("bad-response", `${base.host} redirects to a broken address`);
  }
  const next = new URL(location, base);
  if (next.protocol !== "http:" && next.protocol !== "https:") {
    // Not even the scheme is told: a server can put anything there, a token too.
    throw new ProviderError("bad-response", `${base.host} redirects to an address that is no page`);
  }
  // Nobody but the configuration says whom to sign in as.
  next.username = "";
  next.password = "";
  return next;
}
