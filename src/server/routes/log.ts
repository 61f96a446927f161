import { once } from "node:events";
import { PassThrough } from "node:stream";
import type { FastifyInstance } from "fastify";
import { stripColours } from "../../model/clean-log.ts";
import { appendLog, EMPTY_LOG } from "../../model/log-text.ts";
import type { LogSink } from "../../model/run-detail.ts";
import { findJob } from "../desk/find-job.ts";
import type { RunParams } from "../run-finder.ts";
import { errorSchema } from "../schemas/error-schema.ts";
import { logSchema } from "../schemas/job-schema.ts";
import { jobParamsSchema } from "../schemas/run-schema.ts";
import type { ServerContext } from "../server-context.ts";
import { signalOf } from "./request-signal.ts";

interface LogQuery {
  readonly position?: string;
  readonly format?: "json" | "text";
}

const querySchema = {
  type: "object",
  properties: {
    position: { type: "string", maxLength: 200, description: "What the last piece gave." },
    format: { type: "string", enum: ["json", "text"], description: "text: cleaned, no colours." },
  },
} as const;

/** `GET …/jobs/:job/log`: the log of a job from a position on, raw as JSON or cleaned as text, or whole. */
export function addLogRoutes(app: FastifyInstance, { findRun, desk }: ServerContext): void {
  app.get<{ Params: RunParams & { job: string }; Querystring: LogQuery }>(
    "/api/runs/:source/:id/jobs/:job/log",
    {
      schema: {
        summary: "The log of a job from a position on",
        tags: ["run"],
        params: jobParamsSchema,
        querystring: querySchema,
        response: { 200: logSchema, "4xx": errorSchema, "5xx": errorSchema },
      },
    },
    async (request, reply) => {
      const { run } = findRun(request.params);
      const { position = null, format } = request.query;
      const signal = signalOf(reply);
      const job = await findJob(desk, run, request.params.job, signal);
      const chunk = await desk.readLog(run, job, position, signal);
      void reply.header("cache-control", "no-store");
      if (format !== "text") return chunk;
      const { lines } = appendLog(EMPTY_LOG, chunk);
      void reply.type("text/plain; charset=utf-8");
      void reply.header("x-position", encodeURIComponent(chunk.position));
      void reply.serializer(String);
      return lines.map(({ text }) => `${stripColours(text)}\n`).join("");
    },
  );

  app.get<{ Params: RunParams & { job: string } }>(
    "/api/runs/:source/:id/jobs/:job/log/whole",
    {
      schema: {
        summary: "The whole log of a job, as its CI server sends it, however long",
        tags: ["run"],
        params: jobParamsSchema,
        response: { "4xx": errorSchema, "5xx": errorSchema },
      },
    },
    async (request, reply) => {
      const { run } = findRun(request.params);
      const signal = signalOf(reply);
      const job = await findJob(desk, run, request.params.job, signal);
      const stream = await openLogStream((sink) => desk.copyLog(run, job, sink, signal), signal);
      void reply.header("cache-control", "no-store").type("text/plain; charset=utf-8");
      return reply.send(stream);
    },
  );
}

/** Resolves with the first piece, so that a fault before it is answered as one. */
async function openLogStream(copy: (sink: LogSink) => Promise<void>, signal: AbortSignal) {
  const stream = new PassThrough();
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const copied = copy(async (bytes) => {
    begin();
    if (!stream.write(bytes)) await once(stream, "drain", { signal });
  });
  await Promise.race([begun, copied]);
  copied.then(
    () => stream.end(),
    (error) => stream.destroy(error),
  );
  return stream;
}
