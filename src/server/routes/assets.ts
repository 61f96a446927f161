import staticFiles from "@fastify/static";
import type { FastifyInstance } from "fastify";
import type { ServerContext } from "../server-context.ts";

/** `GET /assets/…`: script, style and htmx, gzipped; the same for everybody, so that a refusal is legible. */
export function addAssetRoutes(app: FastifyInstance, { assets }: ServerContext): void {
  app.register(async (files) => {
    files.addHook("onRoute", (route) => {
      route.config = { ...route.config, access: "open" };
      route.schema = { ...route.schema, hide: true };
    });
    await files.register(staticFiles, {
      root: assets,
      prefix: "/assets/",
      index: false,
      decorateReply: false,
      // They are asked for again after an upgrade, and answered with 304 until then.
      cacheControl: false,
      // As they are kept; there is no browser that does not take it.
      setHeaders: (reply) =>
        void reply.header("cache-control", "no-cache").header("content-encoding", "gzip"),
    });
  });
}
