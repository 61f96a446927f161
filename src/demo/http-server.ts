import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { BodyTooLargeError, parseBody, readBody } from "./http-body.ts";
import { createFaultSwitch } from "./http-fault.ts";
import { createDemoRouter } from "./http-router.ts";
import type {
  DemoAnswer,
  DemoRequest,
  DemoServer,
  DemoServerOptions,
  SeenRequest,
} from "./http-types.ts";
import { sendAnswer } from "./send-answer.ts";

const KEPT_REQUESTS = 10_000;
const MAX_BODY_BYTES = 1_048_576;

/**
 * Starts an HTTP server on 127.0.0.1 that answers by its routes, with ETags, a record of what it was
 * asked and a switch for faults: the base of every imitated CI server. Rejects where the port is
 * taken.
 */
export async function startDemoServer(options: DemoServerOptions): Promise<DemoServer> {
  const router = createDemoRouter(options.routes);
  const faults = createFaultSwitch();
  const seen: { -readonly [K in keyof SeenRequest]: SeenRequest[K] }[] = [];
  let count = 0;

  async function answer(request: DemoRequest): Promise<DemoAnswer> {
    const early = options.before?.(request) ?? null;
    if (early !== null) return early;
    const match = router.find(request.method, request.path);
    if (match !== null) return match.handle({ ...request, params: match.params });
    return options.notFound?.(request) ?? { status: 404, json: { message: "Not Found" } };
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = incoming.url ?? "/";
    const path = url.split("?", 1)[0] ?? "/";
    const method = incoming.method ?? "GET";
    const record: (typeof seen)[number] = {
      method,
      url,
      path,
      headers: incoming.headers,
      status: null,
    };
    count += 1;
    seen.push(record);
    if (seen.length > KEPT_REQUESTS) seen.shift();
    response.on("finish", () => {
      record.status = response.statusCode;
    });
    const fault = faults.take(record);
    const text = await readBody(incoming, options.maxBodyBytes ?? MAX_BODY_BYTES);
    if (fault !== null && (await faults.apply(fault, incoming, response)) === "handled") return;
    const request: DemoRequest = {
      method,
      url,
      path,
      query: new URLSearchParams(url.slice(path.length + 1)),
      headers: incoming.headers,
      params: {},
      body: parseBody(text, incoming.headers["content-type"]),
      text,
    };
    const given = await answer(request);
    sendAnswer(request, given, response, (status) => options.extraHeaders?.(request, status) ?? {});
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return;
      response.statusCode = error instanceof BodyTooLargeError ? 413 : 500;
      response.setHeader("content-type", "application/json; charset=utf-8");
      response.end(JSON.stringify({ message: error instanceof Error ? error.message : "fault" }));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const port = (server.address() as AddressInfo).port;

  return {
    url: `http://127.0.0.1:${port}${options.basePath ?? ""}`,
    port,
    requests: seen,
    requestCount: () => count,
    clearRequests() {
      seen.length = 0;
      count = 0;
    },
    setFault: faults.set,
    close() {
      faults.release();
      return new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
