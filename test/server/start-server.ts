import type { FastifyInstance } from "fastify";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { createSystemClock } from "../../src/model/clock.ts";
import type { PushMessage } from "../../src/model/server-protocol.ts";
import { createServer } from "../../src/server/create-server.ts";
import type { ServerOptions } from "../../src/server/server-options.ts";
import { createTraffic } from "../../src/server/traffic.ts";
import { makeDesk } from "../ui/make-desk.ts";
import { makeSnapshot } from "../ui/make-pipeline.ts";
import { makeFeed, type TestFeed } from "./make-feed.ts";

/** A server that listens on loopback until the test has ended. */
export interface TestServer {
  readonly app: FastifyInstance;
  /** Without a slash at its end. */
  readonly url: string;
  readonly feed: TestFeed;
  readonly desk: ReturnType<typeof makeDesk>;
  /** What it logged, one line each. */
  readonly lines: string[];
}

/** What a test lets a server be made of, besides the rows and desk of a test. */
export interface TestServerOptions extends Partial<Omit<ServerOptions, "feed" | "desk">> {
  readonly feed?: TestFeed;
  readonly desk?: ReturnType<typeof makeDesk>;
  /** Left out: a free one. */
  readonly port?: number;
}

/** Starts a server over three rows, open to everybody on this machine. */
export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { feed = makeFeed(makeSnapshot()), desk = makeDesk(), port = 0, ...rest } = options;
  const lines: string[] = [];
  const app = await createServer({
    feed,
    desk,
    clock: createSystemClock(),
    log: {
      write: (level, message, fields) =>
        void lines.push(JSON.stringify({ level, message, ...fields })),
    },
    traffic: createTraffic(),
    hear: () => {},
    webhooks: { github: null, gitlab: null, jenkins: null },
    version: "1.2.3",
    views: [{ name: "Mine", filter: "actor:@me" }],
    me: ["ana"],
    auth: null,
    publicFeeds: false,
    trustProxy: false,
    tls: null,
    assets: new URL("../../dist/assets/", import.meta.url).pathname,
    ...rest,
  });
  onTestFinished(() => app.close());
  const url = await app.listen({ host: "127.0.0.1", port });
  return { app, url, feed, desk, lines };
}

/** A socket whose messages wait to be taken. */
export interface TestSocket {
  readonly socket: WebSocket;
  /** The next message, once it is there. */
  next(): Promise<string>;
  /** The next message that is neither the first one nor past. */
  nextMessage(): Promise<PushMessage>;
  /** The code it was closed with, or the HTTP status it was refused with. */
  readonly ended: Promise<number>;
}

/** Opens a socket, over TLS with the authority to trust; it is closed after the test. */
export function openSocket(
  url: string,
  headers: Record<string, string> = {},
  ca?: string,
): TestSocket {
  const socket = new WebSocket(url.replace(/^http/u, "ws"), { headers, ca });
  const messages: string[] = [];
  const waiting: ((message: string) => void)[] = [];
  socket.on("message", (data) => {
    const taker = waiting.shift();
    if (taker) taker(String(data));
    else messages.push(String(data));
  });
  const ended = new Promise<number>((resolve) => {
    socket.on("close", resolve);
    socket.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
    socket.on("error", () => undefined);
  });
  onTestFinished(() => socket.terminate());
  const next = () =>
    new Promise<string>((resolve) => {
      const message = messages.shift();
      if (message === undefined) waiting.push(resolve);
      else resolve(message);
    });
  return { socket, next, nextMessage: async () => JSON.parse(await next()), ended };
}
