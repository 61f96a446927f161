import type { FastifyInstance } from "fastify";
import type { RunAction } from "../../model/run-desk.ts";
import type { TriggerOrder } from "../../model/run-detail.ts";
import { callerOf } from "../auth/caller.ts";
import { findJob } from "../desk/find-job.ts";
import type { RunParams } from "../run-finder.ts";
import { errorSchema } from "../schemas/error-schema.ts";
import { triggerOrderSchema } from "../schemas/job-schema.ts";
import { jobParamsSchema, runParamsSchema } from "../schemas/run-schema.ts";
import type { ServerContext } from "../server-context.ts";
import { ServerError } from "../server-error.ts";
import { signalOf } from "./request-signal.ts";

const ACTIONS: readonly RunAction[] = ["rerun", "rerunFailed", "cancel"];

/** What is done to a run, and to which of its jobs. */
type Deed =
  | { readonly action: RunAction }
  /** The job whose gate is opened. */
  | { readonly action: "openGate"; readonly job: string }
  | { readonly action: "trigger"; readonly order: TriggerOrder };

/** Does something to a run for whoever asked; throws where its CI server refuses, or has no such thing. */
type Doer = (
  params: RunParams,
  deed: Deed,
  signal: AbortSignal,
  who: string | null,
) => Promise<void>;

/** Creates what does things to runs: it writes down who did what, and has the row asked at once. */
function createDoer({ findRun, desk, feed, log }: ServerContext): Doer {
  return async (params, deed, signal, who) => {
    const { run } = findRun(params);
    const { action } = deed;
    if (!desk.can(run, action)) {
      const hint = "it is read-only, or its CI server has no such thing";
      throw new ServerError(409, "forbidden", `${run.source} does not offer ${action}`, hint);
    }
    const fields = { user: who, action, source: run.source, repo: run.repo, run: run.id };
    log.write("info", "action", fields);
    if (deed.action === "openGate") {
      await desk.openGate(run, await findJob(desk, run, deed.job, signal), signal);
    } else if (deed.action === "trigger") await desk.trigger(run, deed.order, signal);
    else await desk.act(run, deed.action, signal);
    feed.refresh(run.repo);
  };
}

/** `POST /api/runs/:source/:id/…`: rerun, rerunFailed, cancel, openGate; for operators alone. */
export function addActionRoutes(app: FastifyInstance, context: ServerContext): void {
  const act = createDoer(context);
  const schema = (summary: string, params: object = runParamsSchema) => ({
    summary,
    tags: ["actions"],
    params,
    response: { 202: { type: "object" }, "4xx": errorSchema, "5xx": errorSchema },
  });

  for (const action of ACTIONS) {
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
