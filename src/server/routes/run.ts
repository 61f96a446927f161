import type { FastifyInstance } from "fastify";
import { createOldRowTest } from "../../model/old-rows.ts";
import { callerOf } from "../auth/caller.ts";
import { findJob } from "../desk/find-job.ts";
import { listAllowed } from "../desk/list-allowed.ts";
import type { RunParams } from "../run-finder.ts";
import { errorSchema } from "../schemas/error-schema.ts";
import {
  annotationsSchema,
  jobsSchema,
  parametersSchema,
  triggerFormSchema,
} from "../schemas/job-schema.ts";
import { jobParamsSchema, runDetailSchema, runParamsSchema } from "../schemas/run-schema.ts";
import type { ServerContext } from "../server-context.ts";
import { signalOf } from "./request-signal.ts";

const answers = (ok: object) => ({ 200: ok, "4xx": errorSchema, "5xx": errorSchema });

/** `GET /api/runs/:source/:id` and what can be asked about a run: its jobs, and what tools found. */
export function addRunRoutes(app: FastifyInstance, context: ServerContext): void {
  const { findRun, feed, desk, readInsight, clock } = context;
  const tags = ["run"];

  app.get<{ Params: RunParams }>(
    "/api/runs/:source/:id",
    {
      schema: {
        summary: "One run, the row it stands in and what can be done",
        tags,
        params: runParamsSchema,
        response: answers(runDetailSchema),
      },
    },
    async (request, reply) => {
      const { run, pipeline } = findRun(request.params);
      void reply.header("cache-control", "no-store");
      return {
        run,
        pipeline: { ...pipeline, insight: readInsight(pipeline, clock.now()) },
        isOld: createOldRowTest(feed.getSnapshot().sources)(pipeline),
        allowed: listAllowed(desk, run, callerOf(request)),
      };
    },
  );

  app.get<{ Params: RunParams }>(
    "/api/runs/:source/:id/jobs",
    {
      schema: {
        summary: "The jobs of a run with their steps, as its CI server tells them now",
        tags,
        params: runParamsSchema,
        response: answers(jobsSchema),
      },
    },
    async (request, reply) => {
      const { run } = findRun(request.params);
      void reply.header("cache-control", "no-store");
      return { jobs: await desk.listJobs(run, signalOf(reply)) };
    },
  );

  app.get<{ Params: RunParams }>(
    "/api/runs/:source/:id/parameters",
    {
      schema: {
        summary: "What a run was started with",
        tags,
        params: runParamsSchema,
        response: answers(parametersSchema),
      },
    },
    async (request, reply) => {
      const { run } = findRun(request.params);
      void reply.header("cache-control", "no-store");
      return { parameters: await desk.listParameters(run, signalOf(reply)) };
    },
  );

  app.get<{ Params: RunParams }>(
    "/api/runs/:source/:id/trigger",
    {
      schema: {
        summary: "What a new run of the same workflow can be given",
        tags,
        params: runParamsSchema,
        response: answers(triggerFormSchema),
      },
    },
    async (request, reply) => {
      const { run } = findRun(request.params);
      void reply.header("cache-control", "no-store");
      return desk.describeTrigger(run, signalOf(reply));
    },
  );

  app.get<{ Params: RunParams & { job: string } }>(
    "/api/runs/:source/:id/jobs/:job/annotations",
    {
      schema: {
        summary: "What tools found in the code during a job",
        tags,
        params: jobParamsSchema,
        response: answers(annotationsSchema),
      },
    },
    async (request, reply) => {
      const { run } = findRun(request.params);
      const signal = signalOf(reply);
      const job = await findJob(desk, run, request.params.job, signal);
      void reply.header("cache-control", "no-store");
      return { annotations: await desk.listAnnotations(run, job, signal) };
    },
  );
}
