import type { FastifyInstance } from "fastify";
import type { ListQuery } from "../page/addresses.ts";
import { renderPage } from "../page/layout.ts";
import { renderList } from "../page/list.ts";
import { readList } from "../page/read-list.ts";
import { listQuerySchema } from "../schemas/run-schema.ts";
import type { ServerContext } from "../server-context.ts";

/** `GET /`: the list as a page; whole and right without any script. */
export function addPageRoute(app: FastifyInstance, context: ServerContext): void {
  app.get<{ Querystring: ListQuery }>(
    "/",
    { schema: { hide: true, querystring: listQuerySchema } },
    async (request, reply) => {
      const { query } = request;
      const content = readList(context, context.readView(query), query);
      const isKiosk = query.kiosk !== undefined;
      const body = renderList(content, context.clock.now());
      void reply.type("text/html; charset=utf-8").header("cache-control", "no-store");
      const layout = { title: "cimon", kind: "list", isKiosk, reloadSec: 30 } as const;
      return reply.serializer(String).send(renderPage(layout, body));
    },
  );
}
