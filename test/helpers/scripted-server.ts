import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach } from "vitest";

/** One request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query as they stood on the wire. */
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** What to answer: a response, or a fault of the wire. */
export type ScriptedAnswer =
  | {
      readonly status?: number;
      readonly headers?: Record<string, string>;
      /** An object goes out as JSON, a string as it stands. */
      readonly body?: unknown;
    }
  | "hang"
  | "reset"
  | "half";

/** A real HTTP server on loopback which answers by a function and remembers what it was asked. */
export interface ScriptedServer {
  /** `http://127.0.0.1:port`, no slash at its end. */
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** Replaces the script. */
  answerWith(script: (request: SeenRequest) => ScriptedAnswer | undefined): void;
  close(): Promise<void>;
}

async function readRequest(request: IncomingMessage): Promise<SeenRequest> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return { method: request.method ?? "", url: request.url ?? "", headers: request.headers, body };
}

function reply(response: ServerResponse, answer: ScriptedAnswer): void {
  if (answer === "hang") return;
  if (answer === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  if (answer === "half") {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"half":');
    setTimeout(() => response.socket?.destroy(), 20);
    return;
  }
  const { status = 200, headers = {}, body } = answer;
  const isText = typeof body === "string" || body === undefined;
  const type = isText ? "text/plain" : "application/json; charset=utf-8";
  response.writeHead(status, { "content-type": type, ...headers });
  response.end(isText ? body : JSON.stringify(body));
}

/** Starts a server; what the script leaves undefined is answered 404 with HTML. It closes after the test. */
export async function startScriptedServer(
  script: (request: SeenRequest) => ScriptedAnswer | undefined = () => undefined,
): Promise<ScriptedServer> {
  let current = script;
  const requests: SeenRequest[] = [];
  const server = createServer((request, response) => {
    // Tests hold a clock of their own, which the real date would contradict.
    response.sendDate = false;
    void readRequest(request).then((seen) => {
      requests.push(seen);
      const nothing = {
        status: 404,
        headers: { "content-type": "text/html" },
        body: "<h1>404</h1>",
      };
      reply(response, current(seen) ?? nothing);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  openServers.push(close);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answerWith: (next) => {
      current = next;
    },
    close,
  };
}

const openServers: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(openServers.splice(0).map((close) => close()));
});
