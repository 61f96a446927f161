import type { IncomingMessage } from "node:http";
import { pipeline, type Readable } from "node:stream";
import type { Agents } from "./agents.ts";
import { builtin } from "./builtin.ts";
import { createHeaderList } from "./header-list.ts";
import { toProxyRefusal } from "./network-error.ts";
import { addressProxy, authorizeProxy } from "./open-tunnel.ts";
import type { ArrivingAnswer, TransportRequest } from "./transport-fetch.ts";

/** What is sent unless the caller says otherwise. */
const DEFAULTS = { "user-agent": "cimon", accept: "*/*", "accept-encoding": "gzip, br" };

/** The way of a request. */
export interface Route {
  readonly agents: Agents;
  /** Null goes straight to the server. */
  readonly proxy: URL | null;
}

/**
 * Sends one request and resolves with the head of its answer. Node's own `fetch` would do the same, but
 * compiles a parser of its own first: half of what a short command takes.
 */
export function sendRequest(
  url: URL,
  { method = "GET", headers = createHeaderList(), body, signal }: TransportRequest,
  { agents, proxy }: Route,
): Promise<ArrivingAnswer> {
  // What is not encrypted goes to a proxy as it is: many let a tunnel through to port 443 only.
  const front = proxy !== null && url.protocol === "http:" ? proxy : null;
  const isTunnelled = proxy !== null && front === null;
  const { protocol } = front ?? url;
  const { request } = builtin(protocol === "http:" ? "node:http" : "node:https");
  const fields = { ...DEFAULTS, ...Object.fromEntries(headers) };
  const options = {
    agent: isTunnelled ? agents.tunnelled(protocol, proxy) : agents.straight(protocol),
    method,
    headers: fields,
    ...(signal ? { signal, tunnelSignal: signal } : {}),
  };
  return new Promise((resolve, reject) => {
    const sent = front === null ? request(url, options) : request(toFront(url, front, options));
    sent.on("response", (message) => {
      if (front === null || message.statusCode !== 407) return resolve(toAnswer(message));
      message.destroy();
      reject(toProxyRefusal(407, url.host, front.host));
    });
    // What goes wrong once there is an answer is told by its body.
    sent.on("error", reject);
    sent.end(body ?? undefined);
  });
}

/** The same request in the form that a proxy takes: the whole address, and who asks. */
function toFront<Options extends { readonly headers: object }>(
  { href: path, host }: URL,
  proxy: URL,
  options: Options,
) {
  const headers = { ...options.headers, host, ...authorizeProxy(proxy) };
  return { ...options, ...addressProxy(proxy), path, headers };
}

function toAnswer(message: IncomingMessage): ArrivingAnswer {
  const { statusCode: status = 0, headers } = message;
  const isEmpty = status === 204 || status === 304;
  const body = isEmpty ? message : unpack(message);
  if (isEmpty) message.resume();
  const cancel = async () => void body.destroy();
  return {
    status,
    headers: createHeaderList(headers),
    body: isEmpty ? null : { [Symbol.asyncIterator]: () => body.iterator(), cancel },
  };
}

function unpack(message: IncomingMessage): Readable {
  const unpacker = createUnpacker(message.headers["content-encoding"]?.trim().toLowerCase());
  // Its end and its faults are those of the unpacker, which is read.
  return unpacker === null ? message : pipeline(message, unpacker, () => {});
}

function createUnpacker(coding: string | undefined) {
  switch (coding) {
    case "gzip":
    case "x-gzip":
      return builtin("node:zlib").createGunzip();
    case "deflate":
      return builtin("node:zlib").createInflate();
    case "br":
      return builtin("node:zlib").createBrotliDecompress();
    default:
      return null;
  }
}
