import { type IncomingMessage, request } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { Certificate } from "./certificates.ts";

/** What stands behind the proxy, and what it says of its clients. */
interface TlsProxyOptions {
  readonly certificate: Certificate;
  readonly port: number;
  /** The address it says its clients have. */
  readonly client: string;
}

/**
 * Starts a reverse proxy that speaks TLS for a server on this machine: it passes `Host` and upgrades, and
 * adds to `X-Forwarded-For` as most proxies do. Returns its address; it ends after the test.
 */
export async function startTlsProxy(options: TlsProxyOptions): Promise<string> {
  const { certificate, port, client } = options;
  const forward = (incoming: IncomingMessage) => {
    const { method, url: path, headers: told } = incoming;
    const before = told["x-forwarded-for"];
    const addresses = before === undefined ? client : `${before}, ${client}`;
    const headers = { ...told, "x-forwarded-for": addresses, "x-forwarded-proto": "https" };
    const onward = request({ host: "127.0.0.1", port, method, path, headers });
    return onward.on("error", () => incoming.destroy());
  };
  const server = createServer(certificate, (incoming, outgoing) => {
    const onward = forward(incoming).on("response", (answer) => {
      outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  server.on("upgrade", (incoming, socket) => {
    const onward = forward(incoming);
    const writeHead = ({ statusCode, statusMessage, rawHeaders }: IncomingMessage) => {
      const fields = rawHeaders.map((text, index) =>
        index % 2 === 0 ? `${text}: ` : `${text}\r\n`,
      );
      socket.write(`HTTP/1.1 ${statusCode} ${statusMessage}\r\n${fields.join("")}\r\n`);
    };
    onward.on("upgrade", (answer, behind, first) => {
      writeHead(answer);
      socket.write(first);
      socket.pipe(behind).pipe(socket);
      for (const end of [socket, behind]) {
        end.on("error", () => end.destroy());
        end.on("close", () => [socket, behind].forEach((one) => void one.destroy()));
      }
    });
    onward.on("response", (answer) => {
      writeHead(answer);
      answer.pipe(socket);
    });
    onward.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
