import { WebSocket } from "ws";
import { toNetworkError } from "../http/network-error.ts";
import type { SocketRoute } from "../http/socket-route.ts";
import type { Clock } from "../model/clock.ts";
import { ProviderError } from "../model/provider-error.ts";
import type { ServerAddress } from "./server-address.ts";

/** The longest a server may take to greet, whatever lies on the way to it. */
const HANDSHAKE_MS = 15_000;
/** A server pings every 25 s: one that was not heard for so long is gone, whatever the network says. */
const SILENCE_MS = 60_000;
/** 10,000 rows with their histories. */
const MOST_BYTES = 256 * 1024 * 1024;
const ADD_CA = "give the certificate of its authority by --ca, the path of a PEM file";

/** A socket to a server, from its opening to its end. */
export interface ServerSocket {
  /** Sends where the socket is open; what it cannot send is dropped. */
  send(message: string): void;
  close(): void;
}

/** What a socket tells of; `onEnd` comes exactly once, unless it was closed from here. */
export interface SocketListener {
  readonly onMessage: (text: string) => void;
  readonly onEnd: (error: ProviderError) => void;
}

/** Opens the socket of a server's rows. */
export function openServerSocket(
  { url, host, authorization }: ServerAddress,
  { proxy, agent }: SocketRoute,
  clock: Clock,
  { onMessage, onEnd }: SocketListener,
): ServerSocket {
  const over = new AbortController();
  const options = {
    maxPayload: MOST_BYTES,
    perMessageDeflate: false,
    followRedirects: false,
    headers: authorization === null ? {} : { authorization },
    agent,
    tunnelSignal: over.signal,
  };
  const socket = new WebSocket(`${url.replace(/^http/iu, "ws")}/api/socket`, options);
  let cancelSilence = (): void => {};
  allow(HANDSHAKE_MS, `${host} gave no answer within ${HANDSHAKE_MS / 1_000} s`);

  function finish(error: ProviderError | null): void {
    cancelSilence();
    if (over.signal.aborted) return;
    over.abort();
    socket.terminate();
    if (error !== null) onEnd(error);
  }

  /** Ends it where nothing is heard for so long. */
  function allow(withinMs: number, sentence: string): void {
    cancelSilence();
    const giveUp = () => finish(new ProviderError("timeout", sentence));
    cancelSilence = clock.setTimer(giveUp, withinMs);
  }

  const hear = () => allow(SILENCE_MS, `${host} was not heard for a minute`);
  socket.on("open", hear);
  socket.on("ping", hear);
  socket.on("message", (data) => {
    if (over.signal.aborted) return;
    hear();
    onMessage(String(data));
  });
  socket.on("unexpected-response", (request, response) => {
    request.destroy();
    finish(explainRefusal(host, response.statusCode ?? 0));
  });
  socket.on("error", (cause) => {
    const isKnown = cause instanceof ProviderError;
    finish(isKnown ? cause : toNetworkError(cause, host, proxy, ADD_CA));
  });
  socket.on("close", () =>
    finish(new ProviderError("network", `${host} has ended the connection`)),
  );

  return {
    send(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(message);
    },
    close: () => finish(null),
  };
}

function explainRefusal(host: string, status: number): ProviderError {
  const details = { status };
  if (status === 401) {
    const hint = "set CIMON_TOKEN, or CIMON_USER and CIMON_PASSWORD";
    return new ProviderError("auth", `${host} does not let us in (HTTP 401)`, { status, hint });
  }
  if (status === 403)
    return new ProviderError("auth", `${host} does not allow this (HTTP 403)`, details);
  if (status === 404) {
    return new ProviderError("not-found", `${host} is no cimon serve (HTTP 404)`, details);
  }
  if (status === 429) {
    return new ProviderError("rate-limited", `${host} asks to wait (HTTP 429)`, details);
  }
  return new ProviderError("bad-response", `${host} is in trouble (HTTP ${status})`, details);
}
