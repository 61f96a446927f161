import type { WebSocket } from "ws";
import type { Clock } from "../../model/clock.ts";
import type { Subscriber } from "./channel.ts";

/** How often a socket must show that somebody is there. */
const PING_MS = 25_000;
/** How long a socket may take to say goodbye. */
const CLOSE_MS = 1_000;

/** Makes a subscriber of a socket; one that neither answers nor takes anything is cut off. */
export function createSocketSubscriber(socket: WebSocket, clock: Clock): Subscriber {
  let isAlive = true;
  let waiting = 0;
  let cancelPing = clock.setTimer(ping, PING_MS);

  function ping(): void {
    const takes = socket.bufferedAmount < waiting;
    if (!isAlive && !takes) {
      socket.terminate();
      return;
    }
    isAlive = false;
    waiting = socket.bufferedAmount;
    socket.ping();
    cancelPing = clock.setTimer(ping, PING_MS);
  }

  socket.on("pong", () => {
    isAlive = true;
  });
  socket.on("close", () => cancelPing());
  // What is wrong with a socket ends it; `close` follows.
  socket.on("error", () => socket.terminate());

  return {
    send: (message) => socket.send(message, { binary: false }),
    countWaiting: () => socket.bufferedAmount,
    end() {
      // "Service restart": htmx comes back after this code, not after the one for going away.
      socket.close(1012, "the server is going away");
      const cancel = clock.setTimer(() => socket.terminate(), CLOSE_MS);
      socket.once("close", cancel);
    },
  };
}
