import type { FastifyInstance } from "fastify";

/**
 * Hangs up on whoever wanted a socket and got an answer instead. Node leaves that connection to us, and
 * it would stay as long as the other side likes.
 */
export function closeRefused(app: FastifyInstance): void {
  app.addHook("onRequest", async (request, reply) => {
    if (request.headers.upgrade === undefined) return;
    reply.raw.once("finish", () => request.raw.socket.destroySoon());
  });
}
