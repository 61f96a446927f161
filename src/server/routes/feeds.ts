import type { FastifyInstance } from "fastify";
import { sortPipelines } from "../../model/sort.ts";
import { composeAtom } from "../feeds/atom.ts";
import { composeBadge } from "../feeds/badge.ts";
import { composeCctray } from "../feeds/cctray.ts";
import { createMetrics } from "../feeds/metrics.ts";
import { viewQuerySchema } from "../schemas/run-schema.ts";
import type { ServerContext } from "../server-context.ts";
import type { ViewQuery } from "../view-rows.ts";

const BY_NAME = { column: "repo", reversed: false } as const;
const NO_CACHE = "no-cache";

/** `/cc.xml`, `/atom.xml`, `/badge/…svg` and `/metrics`: what other programs read. */
export function addFeedRoutes(app: FastifyInstance, context: ServerContext): void {
  addCctray(app, context);
  addAtom(app, context);
  addBadge(app, context);
  addMetrics(app, context);
}

function addCctray(app: FastifyInstance, { feed, readView }: ServerContext): void {
  app.get<{ Querystring: ViewQuery }>(
    "/cc.xml",
    {
      config: { access: "feed" },
      schema: {
        summary: "The rows for CCMenu and its kin",
        tags: ["feeds"],
        querystring: viewQuerySchema,
      },
    },
    async (request, reply) => {
      const rows = readView(request.query).select(feed.getSnapshot().pipelines);
      void reply.type("application/xml; charset=utf-8").header("cache-control", NO_CACHE);
      return composeCctray(sortPipelines(rows, BY_NAME));
    },
  );
}

function addAtom(app: FastifyInstance, { feed, readView, clock }: ServerContext): void {
  app.get<{ Querystring: ViewQuery }>(
    "/atom.xml",
    {
      schema: {
        summary: "What broke and what was fixed",
        tags: ["feeds"],
        querystring: viewQuerySchema,
      },
    },
    async (request, reply) => {
      const rows = readView(request.query).select(feed.getSnapshot().pipelines);
      const self = `${request.protocol}://${request.host}${request.url}`;
      void reply.type("application/atom+xml; charset=utf-8").header("cache-control", NO_CACHE);
      return composeAtom(rows, self, new Date(clock.now()).toISOString());
    },
  );
}

function addBadge(app: FastifyInstance, { feed }: ServerContext): void {
  app.get<{ Params: { "*": string }; Querystring: { source?: string } }>(
    "/badge/*",
    {
      config: { access: "feed" },
      schema: {
        summary: "The status of one pipeline as an image: /badge/REPO/BRANCH/WORKFLOW.svg",
        tags: ["feeds"],
        querystring: { type: "object", properties: { source: { type: "string" } } },
      },
    },
    async (request, reply) => {
      // Repositories and branches have slashes of their own: only all three together say which row.
      const name = request.params["*"].replace(/\.svg$/u, "");
      const { source } = request.query;
      const row = feed
        .getSnapshot()
        .pipelines.find(
          (one) =>
            `${one.repo}/${one.branch}/${one.workflow}` === name &&
            (source === undefined || one.source === source),
        );
      void reply.code(row ? 200 : 404).type("image/svg+xml; charset=utf-8");
      // Whoever shows badges for others must ask again each time.
      void reply.header("cache-control", NO_CACHE);
      return composeBadge(row);
    },
  );
}

function addMetrics(app: FastifyInstance, context: ServerContext): void {
  const metrics = createMetrics(context);
  app.get(
    "/metrics",
    { schema: { summary: "Figures for Prometheus", tags: ["feeds"] } },
    async (_request, reply) => {
      void reply.type(metrics.contentType).header("cache-control", NO_CACHE);
      return metrics.read();
    },
  );
}
