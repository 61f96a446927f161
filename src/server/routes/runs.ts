import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { createOldRowTest } from "../../model/old-rows.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import { sortPipelines } from "../../model/sort.ts";
import { errorSchema } from "../schemas/error-schema.ts";
import { runsSchema, viewQuerySchema } from "../schemas/run-schema.ts";
import type { ServerContext } from "../server-context.ts";
import { ServerError } from "../server-error.ts";
import type { ViewQuery } from "../view-rows.ts";

const ORDER = { column: "urgency", reversed: false } as const;

/** `GET /api/runs`: the latest run of each pipeline, with a tag by which an unchanged answer is 304. */
export function addRunsRoute(app: FastifyInstance, context: ServerContext): void {
  const { feed, readView, readInsight, clock } = context;
  const tagger = createRowTagger();

  app.get<{ Querystring: ViewQuery }>(
    "/api/runs",
    {
      schema: {
        summary: "The latest run of each pipeline",
        tags: ["runs"],
        querystring: viewQuerySchema,
        response: { 200: runsSchema, 304: { type: "null" }, "4xx": errorSchema },
      },
    },
    async (request, reply) => {
      const view = readView(request.query);
      const [problem] = view.problems;
      if (problem !== undefined) {
        throw new ServerError(400, "bad-request", `filter: ${problem}`, "see README, Filter");
      }
      const { pipelines, sources } = feed.getSnapshot();
      const rows = sortPipelines(view.select(pipelines), ORDER);
      const isOld = createOldRowTest(sources);
      const tag = tagger(rows, isOld);
      void reply.header("etag", tag).header("cache-control", "private, no-cache");
      if (request.headers["if-none-match"] === tag) return reply.code(304).send();
      const nowMs = clock.now();
      const runs = rows.map((row) => ({
        ...row.latest,
        isOld: isOld(row),
        insight: readInsight(row, nowMs),
      }));
      return { generatedAt: new Date(nowMs).toISOString(), runs };
    },
  );
}

/** Rows say the same as long as they are the same objects; each object gets a number of its own. */
function createRowTagger() {
  const numbers = new WeakMap<Pipeline, number>();
  // Numbers of before a restart mean something else.
  const start = createHash("sha256")
    .update(`${process.pid} ${performance.timeOrigin}`)
    .digest("hex");
  let next = 0;
  return (rows: readonly Pipeline[], isOld: (row: Pipeline) => boolean): string => {
    const hash = createHash("sha256").update(start);
    for (const row of rows) {
      const number = numbers.get(row) ?? next++;
      numbers.set(row, number);
      hash.update(`${number}${isOld(row) ? "?" : ""} `);
    }
    return `W/"${hash.digest("base64url").slice(0, 22)}"`;
  };
}
