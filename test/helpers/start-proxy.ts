import { createServer, request } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A forward proxy on loopback which takes every request to one port of this machine. */
export interface TestProxy {
  /** `127.0.0.1:port`. */
  readonly host: string;
  /** `CONNECT host:port`, or the method and the whole address, with the user and password given. */
  readonly seen: readonly string[];
}

/** How the proxy behaves. */
interface ProxyOptions {
  /** Where every host leads to. */
  readonly port: number;
  /** Answered to everything instead. */
  readonly refusal?: number;
}

/** Starts a proxy that speaks CONNECT and the absolute form; it ends after the test. */
export async function startProxy({ port, refusal }: ProxyOptions): Promise<TestProxy> {
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  const note = (line: string, login: string | undefined) => {
    const told = login === undefined ? "" : ` as ${Buffer.from(login.slice(6), "base64")}`;
    seen.push(`${line}${told}`);
  };
  const server = createServer((incoming, outgoing) => {
    note(`${incoming.method} ${incoming.url}`, incoming.headers["proxy-authorization"]);
    if (refusal !== undefined) {
      outgoing.writeHead(refusal).end();
      return;
    }
    const { pathname, search } = new URL(incoming.url ?? "");
    const { method, headers } = incoming;
    const onward = request({ port, host: "127.0.0.1", method, path: pathname + search, headers });
    onward.on("response", (answer) => {
      outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  server.on("connect", (incoming, socket: Socket) => {
    note(`CONNECT ${incoming.url}`, incoming.headers["proxy-authorization"]);
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal} No\r\n\r\n`);
      return;
    }
    const onward = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.pipe(onward).pipe(socket);
    });
    for (const end of [socket, onward]) {
      sockets.add(end);
      end.on("error", () => end.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
    server.close();
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}
