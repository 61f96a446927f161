import type { FastifyInstance } from "fastify";

/** `GET /api/openapi.json`: the description of all this. */
export function addOpenapiRoute(app: FastifyInstance): void {
  app.get("/api/openapi.json", { schema: { hide: true } }, async () => app.swagger());
}
