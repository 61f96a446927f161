import type { FastifyInstance } from "fastify";
import type { ServerContext } from "./server-context.ts";

/** How long an answer that is under way may take once the server ends. */
const GRACE_MS = 1_500;

/**
 * Has `close` tell every socket, break off what is asked of CI servers, and wait for answers a moment
 * only: a browser keeps connections open on which it never asked anything.
 */
export function drainOnClose(app: FastifyInstance, context: ServerContext): void {
  app.addHook("preClose", async () => {
    context.hub.close();
    context.close();
    const cancel = context.clock.setTimer(() => app.server.closeAllConnections(), GRACE_MS);
    app.server.once("close", cancel);
  });
}
