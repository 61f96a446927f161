import type { FastifyInstance } from "fastify";
import type { TriggerOrder } from "../../model/run-detail.ts";
import { callerOf } from "../auth/caller.ts";
import { createDoer, RUN_ACTIONS } from "../desk/create-doer.ts";
import type { RunParams } from "../run-finder.ts";
import { errorSchema } from "../schemas/error-schema.ts";
import { triggerOrderSchema } from "../schemas/job-schema.ts";
import { jobParamsSchema, runParamsSchema } from "../schemas/run-schema.ts";
import type { ServerContext } from "../server-context.ts";
import { signalOf } from "./request-signal.ts";

/** `POST /api/runs/:source/:id/…`: rerun, rerunFailed, cancel, openGate; for operators alone. */
export function addActionRoutes(app: FastifyInstance, context: ServerContext): void {
  const act = createDoer(context);
  const schema = (summary: string, params: object = runParamsSchema) => ({
    summary,
    tags: ["actions"],
    params,
    response: { 202: { type: "object" }, "4xx": errorSchema, "5xx": errorSchema },
  });

  for (const action of RUN_ACTIONS) {
    app.post<{ Params: RunParams }>(
      `/api/runs/:source/:id/${action}`,
      { config: { access: "operator" }, schema: schema(`Do ${action} to a run`) },
      async (request, reply) => {
        await act(request.params, { action }, signalOf(reply), callerOf(request).name);
        return reply.code(202).send({});
      },
    );
  }

  app.post<{ Params: RunParams & { job: string } }>(
    "/api/runs/:source/:id/jobs/:job/openGate",
    {
      config: { access: "operator" },
      schema: schema("Start a manual job, or open a gate", jobParamsSchema),
    },
    async (request, reply) => {
      const { job } = request.params;
      const who = callerOf(request).name;
      await act(request.params, { action: "openGate", job }, signalOf(reply), who);
      return reply.code(202).send({});
    },
  );

  app.post<{ Params: RunParams; Body: Partial<TriggerOrder> | null }>(
    "/api/runs/:source/:id/trigger",
    {
      config: { access: "operator" },
      schema: { ...schema("Start a new run of the same workflow"), body: triggerOrderSchema },
    },
    async (request, reply) => {
      const { branch = null, inputs = {} } = request.body ?? {};
      const deed = { action: "trigger", order: { branch, inputs } } as const;
      await act(request.params, deed, signalOf(reply), callerOf(request).name);
      return reply.code(202).send({});
    },
  );
}
