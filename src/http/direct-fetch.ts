import type { Agent, AgentOptions, IncomingMessage } from "node:http";
import { pipeline, type Readable } from "node:stream";
import { createHeaderList } from "./header-list.ts";
import { isSuccess } from "./http-answer.ts";
import type { ArrivingAnswer, TransportFetch, TransportRequest } from "./transport-fetch.ts";

// An import reads all that a module exports: node:http loads the whole of undici by one of its getters,
// node:tls parses the certificates of all known authorities.
const builtin = process.getBuiltinModule;

/** Idle connections are closed sooner than most servers close them, so that no request meets a closed one. */
const IDLE_MS = 4_000;

/** What is sent unless the caller says otherwise. */
const DEFAULTS = { "user-agent": "cimon", accept: "*/*", "accept-encoding": "gzip, br" };

/**
 * Creates the way straight to servers that trusts these authorities (PEM), Node's own where they are
 * null; connections are kept from one request to the next. Node's own `fetch` would do the same, but
 * compiles a parser of its own first: half of what a short command takes.
 */
export function createDirectFetch(trusted: readonly string[] | null): TransportFetch {
  const agents = new Map<string, Agent>();

  function agentOf(protocol: string): Agent {
    const known = agents.get(protocol);
    if (known !== undefined) return known;
    const created = createAgent(protocol, trusted);
    agents.set(protocol, created);
    return created;
  }

  return (url, request) => send(url, request, agentOf(url.protocol));
}

function createAgent(protocol: string, trusted: readonly string[] | null): Agent {
  const options: AgentOptions = { keepAlive: true, timeout: IDLE_MS };
  if (protocol === "http:") return new (builtin("node:http").Agent)(options);
  // One context for all connections: reading the known authorities takes longer than a handshake.
  const ca = trusted === null ? null : [...trusted];
  const trust =
    ca === null ? {} : { secureContext: builtin("node:tls").createSecureContext({ ca }) };
  return new (builtin("node:https").Agent)({ ...options, ...trust });
}

function send(url: URL, request: TransportRequest, agent: Agent): Promise<ArrivingAnswer> {
  const { method = "GET", headers = createHeaderList(), body, signal } = request;
  const ask =
    url.protocol === "http:" ? builtin("node:http").request : builtin("node:https").request;
  return new Promise((resolve, reject) => {
    const sent = ask(url, {
      agent,
      method,
      headers: { ...DEFAULTS, ...Object.fromEntries(headers) },
      ...(signal ? { signal } : {}),
    });
    sent.on("response", (message) => resolve(toAnswer(message)));
    // What goes wrong once there is an answer is told by its body.
    sent.on("error", reject);
    sent.end(body ?? undefined);
  });
}

function toAnswer(message: IncomingMessage): ArrivingAnswer {
  const { statusCode: status = 0, headers } = message;
  const isEmpty = status === 204 || status === 304;
  const body = isEmpty ? message : unpack(message);
  if (isEmpty) message.resume();
  const cancel = async () => void body.destroy();
  return {
    status,
    ok: isSuccess(status),
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
