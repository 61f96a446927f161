import type { FastifyInstance } from "fastify";
import { sourcesSchema } from "../schemas/source-schema.ts";
import type { ServerContext } from "../server-context.ts";

/** `GET /api/sources`: how each source and target is doing, and what it costs. */
export function addSourcesRoute(app: FastifyInstance, context: ServerContext): void {
  app.get(
    "/api/sources",
    {
      schema: {
        summary: "How each source is doing",
        tags: ["sources"],
        response: { 200: sourcesSchema },
      },
    },
    async (_request, reply) => {
      const { pipelines, sources } = context.feed.getSnapshot();
      void reply.header("cache-control", "private, no-cache");
      return {
        generatedAt: new Date(context.clock.now()).toISOString(),
        sources: sources.map((source) => context.sendSource(source, pipelines)),
      };
    },
  );
}
