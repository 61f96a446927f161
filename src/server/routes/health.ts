import type { FastifyInstance } from "fastify";
import type { ServerContext } from "../server-context.ts";

/** `/healthz`: the process answers. `/readyz`: every source has been heard of, for better or worse. */
export function addHealthRoutes(app: FastifyInstance, { feed }: ServerContext): void {
  const route = (summary: string) =>
    ({
      config: { access: "open" },
      schema: { summary, tags: ["health"] },
    }) as const;
  app.get("/healthz", route("200 while the server runs"), async (_request, reply) => {
    void reply.header("cache-control", "no-store");
    return { status: "ok" };
  });
  app.get("/readyz", route("200 once every source has been asked"), async (_request, reply) => {
    const { sources } = feed.getSnapshot();
    const isReady = sources.every(({ state }) => state !== "loading");
    void reply.code(isReady ? 200 : 503).header("cache-control", "no-store");
    return { status: isReady ? "ok" : "loading" };
  });
}
