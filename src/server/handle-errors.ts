import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ProviderError } from "../model/provider-error.ts";
import type { ErrorDocument } from "../model/server-protocol.ts";
import {
  describeProviderError,
  describeServerError,
  ServerError,
  toStatusCode,
} from "./server-error.ts";
import type { ServerLog } from "./server-options.ts";

/** How a fault is shown to whoever asked for a page. */
export type ErrorPage = (statusCode: number, document: ErrorDocument) => string;

/** Answers every fault in one shape, as a page to a person, and logs those that are ours. */
export function handleErrors(app: FastifyInstance, log: ServerLog, toPage: ErrorPage): void {
  app.setErrorHandler((thrown: FastifyError | ServerError | ProviderError, request, reply) => {
    const [statusCode, document] = describe(thrown);
    if (statusCode === 500) {
      log.write("error", "request failed", { error: thrown.message, stack: thrown.stack ?? null });
    }
    return send(request, reply, statusCode, document);
  });
  app.setNotFoundHandler((request, reply) => {
    const error = new ServerError(404, "not-found", "there is nothing here", "go back to /");
    return send(request, reply, 404, describeServerError(error));
  });

  function send(
    request: FastifyRequest,
    reply: FastifyReply,
    statusCode: number,
    document: ErrorDocument,
  ): FastifyReply {
    void reply.code(statusCode).header("cache-control", "no-store");
    const { retryAt } = document.error;
    if (retryAt !== null) void reply.header("retry-after", new Date(retryAt).toUTCString());
    const wantsPage = request.headers.accept?.includes("text/html") === true;
    return wantsPage
      ? reply.type("text/html; charset=utf-8").send(toPage(statusCode, document))
      : reply.type("application/json; charset=utf-8").send(document);
  }
}

function describe(thrown: FastifyError | ServerError | ProviderError): [number, ErrorDocument] {
  if (thrown instanceof ProviderError) return [toStatusCode(thrown), describeProviderError(thrown)];
  if (thrown instanceof ServerError) return [thrown.statusCode, describeServerError(thrown)];
  const statusCode = thrown.statusCode ?? 500;
  if (statusCode >= 500) {
    const hint = "see the server's log";
    return [500, describeServerError(new ServerError(500, "internal", "the server failed", hint))];
  }
  const kind = statusCode === 429 ? "too-many-requests" : "bad-request";
  const hint = statusCode === 429 ? "try again in a minute" : "see /api/openapi.json";
  return [statusCode, describeServerError(new ServerError(statusCode, kind, thrown.message, hint))];
}
