import type { FastifyReply } from "fastify";

/** Aborted once whoever asked has gone before the answer. */
export function signalOf(reply: FastifyReply): AbortSignal {
  const left = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableEnded) left.abort(new Error("nobody waits for the answer any more"));
  });
  return left.signal;
}
