import type { FastifyInstance, FastifyRequest } from "fastify";
import { cleanText } from "../model/clean-text.ts";
import type { ServerOptions } from "./server-options.ts";

/** Writes one line for each request: never a header, a body or what follows the `?`. */
export function logRequests(app: FastifyInstance, { log }: Pick<ServerOptions, "log">): void {
  app.addHook("onResponse", async (request, reply) => {
    const { statusCode, elapsedTime } = reply;
    const level = statusCode === 401 || statusCode === 403 || statusCode >= 500 ? "warn" : "debug";
    log.write(level, "request", {
      method: request.method,
      path: readPath(request),
      status: statusCode,
      durationMs: Math.round(elapsedTime),
      address: request.ip,
      user: request.caller?.name ?? null,
    });
  });
}

/** A Jenkins can only put the secret of its hooks into their address. */
const SECRET_PATH = /^(\/hooks\/jenkins\/).*/u;

function readPath({ url }: FastifyRequest): string {
  const path = cleanText(url.split("?", 1)[0] ?? "", 200);
  return path.replace(SECRET_PATH, "$1:secret");
}
