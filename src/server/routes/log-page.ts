import type { FastifyInstance } from "fastify";
import { describeFault } from "../../model/describe-fault.ts";
import { isUnfinished } from "../../model/run-status.ts";
import { findJob } from "../desk/find-job.ts";
import { createLogThread } from "../desk/log-thread.ts";
import { renderPage } from "../page/layout.ts";
import { type LogContent, renderLog, renderMore } from "../page/log.ts";
import type { RunParams } from "../run-finder.ts";
import { jobParamsSchema } from "../schemas/run-schema.ts";
import type { ServerContext } from "../server-context.ts";
import { signalOf } from "./request-signal.ts";

type JobParams = RunParams & { readonly job: string };

/** `GET /runs/:source/:id/jobs/:job`: the log of a job as a page, which reads on while it is written. */
export function addLogPageRoutes(app: FastifyInstance, context: ServerContext): void {
  const { findRun, desk } = context;
  const readOn = createLogThread(desk);

  async function readContent(
    params: JobParams,
    position: string | null,
    signal: AbortSignal,
  ): Promise<LogContent> {
    const { run } = findRun(params);
    const job = await findJob(desk, run, params.job, signal);
    const base = { run, job, hasWhole: desk.can(run, "wholeLog") };
    try {
      return { ...base, ...(await readOn(run, job, position, signal)), problem: null };
    } catch (error) {
      signal.throwIfAborted();
      // GitHub has no log before a job's end.
      const problem = isUnfinished(job.status)
        ? "its log comes once it has ended"
        : describeFault(error);
      return { ...base, log: null, position: null, problem };
    }
  }

  app.get<{ Params: JobParams }>(
    "/runs/:source/:id/jobs/:job",
    { schema: { hide: true, params: jobParamsSchema } },
    async (request, reply) => {
      const content = await readContent(request.params, null, signalOf(reply));
      const title = `${content.job.name} · ${content.run.repo} · cimon`;
      const reloadSec = content.position === null ? null : 10;
      const page = renderPage({ title, kind: "log", reloadSec }, renderLog(content));
      void reply.type("text/html; charset=utf-8").header("cache-control", "no-store");
      return reply.serializer(String).send(page);
    },
  );

  app.get<{ Params: JobParams; Querystring: { position?: string; numbered?: string } }>(
    "/runs/:source/:id/jobs/:job/more",
    { schema: { hide: true, params: jobParamsSchema } },
    async (request, reply) => {
      const { position = null, numbered } = request.query;
      const content = await readContent(request.params, position, signalOf(reply));
      void reply.type("text/html; charset=utf-8").header("cache-control", "no-store");
      return reply.serializer(String).send(renderMore(content, Number(numbered) || 0).html);
    },
  );
}
