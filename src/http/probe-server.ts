import { lookup } from "node:dns/promises";
import { connect, createSecureContext, type TLSSocket } from "node:tls";
import { type ProviderError, toProviderError } from "../model/provider-error.ts";
import { toNetworkError } from "./network-error.ts";
import type { Transport } from "./transport.ts";
import { hostOf, portOf, serverNameOf } from "./url-parts.ts";

/** A step on the way to a server: what was found, or why it ended there. */
export type ProbeStep<Found> =
  | { readonly isOk: true; readonly found: Found; readonly tookMs: number }
  | { readonly isOk: false; readonly error: ProviderError };

/** What TLS agreed on. */
export interface TlsFacts {
  /** As in `TLSv1.3`. */
  readonly protocol: string;
  /** Until when the certificate is good, ISO; null where it does not say. */
  readonly validTo: string | null;
}

/** The way to a server, step by step; null for a step there is none of. */
export interface ServerProbe {
  /** Its host and port, null where the server is asked straight. */
  readonly proxy: string | null;
  readonly address: ProbeStep<string> | null;
  readonly tls: ProbeStep<TlsFacts> | null;
  /** Any answer will do; `found` is by how much the server's clock is ahead, milliseconds. */
  readonly answer: ProbeStep<number | null>;
}

/** What a probe needs. */
export interface ProbeOptions {
  readonly transport: Transport;
  /** The longest a step may take, milliseconds. */
  readonly deadlineMs: number;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/**
 * Walks to a server without any credential: its name, TLS, and one request for its front page. What
 * lies behind a proxy is seen by the request alone.
 */
export async function probeServer(url: URL, options: ProbeOptions): Promise<ServerProbe> {
  const proxy = findProxyHost(url, options.transport);
  const isStraight = proxy === null;
  const walk = <Found>(take: () => Promise<Found>) => takeStep(url, proxy, options, take);
  const address = isStraight ? await walk(() => resolveName(url)) : null;
  const hasTls = isStraight && url.protocol === "https:";
  const tls = hasTls && address?.isOk ? await walk(() => shakeHands(url, options)) : null;
  return { proxy, address, tls, answer: await walk(() => ask(url, options)) };
}

function findProxyHost(url: URL, transport: Transport): string | null {
  try {
    return transport.proxyOf(url)?.host ?? null;
  } catch {
    // The request tells it.
    return null;
  }
}

async function takeStep<Found>(
  { host }: URL,
  proxy: string | null,
  { deadlineMs, now, signal }: ProbeOptions,
  take: () => Promise<Found>,
): Promise<ProbeStep<Found>> {
  const startedMs = now();
  const late = AbortSignal.timeout(deadlineMs);
  const ended = AbortSignal.any([signal, late]);
  try {
    const found = await Promise.race([take(), rejectOn(ended)]);
    return { isOk: true, found, tookMs: now() - startedMs };
  } catch (thrown) {
    signal.throwIfAborted();
    const known = toProviderError(thrown);
    const isOurs = known.cause !== thrown;
    return { isOk: false, error: isOurs ? known : toNetworkError(thrown, host, proxy) };
  }
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(Object.assign(new Error("too late"), { code: "ETIMEDOUT" }));
    signal.addEventListener("abort", end, { once: true });
  });
}

async function resolveName(url: URL): Promise<string> {
  const { address } = await lookup(hostOf(url));
  return address;
}

function shakeHands(url: URL, { transport, deadlineMs }: ProbeOptions): Promise<TlsFacts> {
  const trusted = transport.trusted();
  const options = {
    host: hostOf(url),
    port: portOf(url),
    servername: serverNameOf(url),
    timeout: deadlineMs,
    ...(trusted === null ? {} : { secureContext: createSecureContext({ ca: [...trusted] }) }),
  };
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect(options, () => {
      const { valid_to } = socket.getPeerCertificate();
      const validMs = Date.parse(valid_to);
      const validTo = Number.isNaN(validMs) ? null : new Date(validMs).toISOString();
      resolve({ protocol: socket.getProtocol() ?? "TLS", validTo });
      socket.destroy();
    });
    socket.on("timeout", () => socket.destroy());
    socket.on("error", reject);
  });
}

async function ask(url: URL, { transport, now, deadlineMs }: ProbeOptions): Promise<number | null> {
  const signal = AbortSignal.timeout(deadlineMs);
  const response = await transport.fetch(url, { signal });
  await response.body?.cancel();
  const dateMs = Date.parse(response.headers.get("date") ?? "");
  return Number.isNaN(dateMs) ? null : dateMs - now();
}
