import type { FastifyInstance } from "fastify";
import { callerOf } from "../auth/caller.ts";
import { joinRows } from "../push/join-rows.ts";
import { createStreamSubscriber } from "../push/stream-subscriber.ts";
import { viewQuerySchema } from "../schemas/run-schema.ts";
import type { ServerContext } from "../server-context.ts";
import type { ViewQuery } from "../view-rows.ts";

/** `GET /api/events`: the messages of the socket as Server-Sent Events, for scripts. */
export function addEventsRoute(app: FastifyInstance, context: ServerContext): void {
  app.get<{ Querystring: ViewQuery }>(
    "/api/events",
    {
      schema: {
        summary: "The messages of the socket as Server-Sent Events",
        tags: ["push"],
        querystring: viewQuerySchema,
      },
    },
    (request, reply) => {
      const view = context.readView(request.query);
      reply.hijack();
      const subscriber = createStreamSubscriber(reply.raw, context.clock);
      reply.raw.on("close", joinRows(context, view, callerOf(request), subscriber));
    },
  );
}
