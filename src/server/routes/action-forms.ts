import type { FastifyInstance, FastifyReply } from "fastify";
import { callerOf } from "../auth/caller.ts";
import { createDoer, type Deed, RUN_ACTIONS } from "../desk/create-doer.ts";
import { runUrl } from "../page/addresses.ts";
import type { RunParams } from "../run-finder.ts";
import { jobParamsSchema, runParamsSchema } from "../schemas/run-schema.ts";
import type { ServerContext } from "../server-context.ts";
import { takeForms } from "./form-body.ts";
import { signalOf } from "./request-signal.ts";

/** `POST /runs/:source/:id/…`: the forms of a run's page; they have no fields, and lead back to it. */
export function addActionForms(app: FastifyInstance, context: ServerContext): void {
  const act = createDoer(context);
  app.register(async (forms) => {
    takeForms(forms);
    const config = { access: "operator" } as const;

    async function answer(
      reply: FastifyReply,
      params: RunParams,
      deed: Deed,
      who: string | null,
    ): Promise<FastifyReply> {
      await act(params, deed, signalOf(reply), who);
      const { source, id } = params;
      return reply.redirect(`${runUrl({ source, id })}?did=${deed.action}`, 303);
    }

    for (const action of RUN_ACTIONS) {
      forms.post<{ Params: RunParams }>(
        `/runs/:source/:id/${action}`,
        { config, schema: { hide: true, params: runParamsSchema } },
        (request, reply) => answer(reply, request.params, { action }, callerOf(request).name),
      );
    }

    forms.post<{ Params: RunParams & { job: string } }>(
      "/runs/:source/:id/jobs/:job/openGate",
      { config, schema: { hide: true, params: jobParamsSchema } },
      (request, reply) => {
        const deed = { action: "openGate", job: request.params.job } as const;
        return answer(reply, request.params, deed, callerOf(request).name);
      },
    );
  });
}
