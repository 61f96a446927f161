import { WebSocket } from "ws";
import type { Clock } from "../model/clock.ts";
import { ProviderError } from "../model/provider-error.ts";
import type { ServerAddress } from "./server-address.ts";

/** The longest a server may take to greet. */
const HANDSHAKE_MS = 15_000;
/** A server pings every 25 s: one that was not heard for so long is gone, whatever the network says. */
const SILENCE_MS = 60_000;
/** 10,000 rows with their histories. */
const MOST_BYTES = 256 * 1024 * 1024;

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
  clock: Clock,
  { onMessage, onEnd }: SocketListener,
): ServerSocket {
  const socket = new WebSocket(`${url.replace(/^http/iu, "ws")}/api/socket`, {
    handshakeTimeout: HANDSHAKE_MS,
    maxPayload: MOST_BYTES,
    perMessageDeflate: false,
    followRedirects: false,
    headers: authorization === null ? {} : { authorization },
  });
  let isOver = false;
  let cancelSilence = (): void => {};

  function finish(error: ProviderError | null): void {
    cancelSilence();
    if (isOver) return;
    isOver = true;
    socket.terminate();
    if (error !== null) onEnd(error);
  }

  function hear(): void {
    cancelSilence();
    cancelSilence = clock.setTimer(
      () => finish(new ProviderError("timeout", `${host} was not heard for a minute`)),
      SILENCE_MS,
    );
  }

  socket.on("open", hear);
  socket.on("ping", hear);
  socket.on("message", (data) => {
    hear();
    if (!isOver) onMessage(String(data));
  });
  socket.on("unexpected-response", (request, response) => {
    request.destroy();
    finish(explainRefusal(host, response.statusCode ?? 0));
  });
  socket.on("error", (cause) => finish(explainError(host, cause)));
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

function explainError(host: string, cause: Error): ProviderError {
  if (/handshake has timed out/u.test(cause.message)) {
    return new ProviderError("timeout", `${host} gave no answer within 15 s`, { cause });
  }
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : null;
  const why = code === null || !/^\w{1,60}$/u.test(code) ? "" : ` (${code})`;
  return new ProviderError("network", `${host} cannot be reached${why}`, { cause });
}
