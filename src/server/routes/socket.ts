import type { FastifyInstance } from "fastify";
import type { WebSocket } from "ws";
import { callerOf } from "../auth/caller.ts";
import { type ListQuery, listUrl } from "../page/addresses.ts";
import { createClientEar } from "../push/hear-client.ts";
import { joinRows } from "../push/join-rows.ts";
import { createPageChannel } from "../push/page-channel.ts";
import { createSocketSubscriber } from "../push/socket-subscriber.ts";
import { listQuerySchema } from "../schemas/run-schema.ts";
import type { ServerContext } from "../server-context.ts";

interface SocketQuery extends ListQuery {
  readonly format?: "json" | "html";
}

/** `GET /api/socket`: who listens, then all there is, then each change, as JSON messages, or as markup for the page. */
export function addSocketRoute(app: FastifyInstance, context: ServerContext): void {
  app.get<{ Querystring: SocketQuery }>(
    "/api/socket",
    {
      websocket: true,
      // A wrong address is answered as such: once it is a socket, it is too late for that.
      preValidation: async (request) => void context.readView(request.query),
      schema: { summary: "Rows and sources, pushed", tags: ["push"], querystring: listQuerySchema },
    },
    (socket: WebSocket, request) => {
      const view = context.readView(request.query);
      const subscriber = createSocketSubscriber(socket, context.clock);
      const { query } = request;
      if (query.format === "html") {
        const create = () => createPageChannel(context, view, query);
        socket.on("close", context.hub.join(`html ${listUrl(query)}`, create, subscriber));
        return;
      }
      const hear = createClientEar(context, socket);
      socket.on("message", (data) => hear(String(data)));
      const leave = joinRows(context, view, callerOf(request), subscriber);
      socket.on("close", () => {
        leave();
        context.shownRows.show(socket, []);
      });
    },
  );
}
