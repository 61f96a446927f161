import type { ServerResponse } from "node:http";
import type { Clock } from "../../model/clock.ts";
import type { Subscriber } from "./channel.ts";

/** A comment this often keeps proxies from hanging up, and tells us who has gone. */
const BEAT_MS = 25_000;

/** Makes a subscriber of a response: Server-Sent Events, each named after the message's type. */
export function createStreamSubscriber(response: ServerResponse, clock: Clock): Subscriber {
  let cancelBeat = clock.setTimer(beat, BEAT_MS);
  let waiting = 0;

  function beat(): void {
    // What was waiting a beat ago and still is: nobody takes it.
    if (waiting > 0 && response.writableLength >= waiting) {
      response.destroy();
      return;
    }
    waiting = response.writableLength;
    response.write(": still here\n\n");
    cancelBeat = clock.setTimer(beat, BEAT_MS);
  }

  response.on("close", () => cancelBeat());
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    // nginx would keep events back to send them in larger pieces.
    "x-accel-buffering": "no",
  });
  return {
    send(message) {
      // JSON has no line breaks of its own.
      response.cork();
      response.write("data: ");
      response.write(message);
      response.write("\n\n");
      response.uncork();
    },
    countWaiting: () => response.writableLength,
    end: () => response.end("event: end\ndata: the server is going away\n\n"),
  };
}
