import type { FastifyInstance, FastifyReply } from "fastify";
import { describeFault } from "../../model/describe-fault.ts";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import { ProviderError } from "../../model/provider-error.ts";
import type { TriggerForm } from "../../model/run-detail.ts";
import {
  type FilledField,
  findStartProblem,
  listStartFields,
  toStartOrder,
  VARIABLE_FIELD,
} from "../../model/start-form.ts";
import { callerOf } from "../auth/caller.ts";
import { assertOffered, createDoer } from "../desk/create-doer.ts";
import { runUrl } from "../page/addresses.ts";
import { renderPage } from "../page/layout.ts";
import { nameField, renderStart, type StartContent } from "../page/start-form.ts";
import type { RunParams } from "../run-finder.ts";
import { runParamsSchema } from "../schemas/run-schema.ts";
import type { ServerContext } from "../server-context.ts";
import { toStatusCode } from "../server-error.ts";
import { takeForms } from "./form-body.ts";
import { signalOf } from "./request-signal.ts";

/** `GET` and `POST /runs/:source/:id/trigger`: the form for a new run like this one; for operators alone. */
export function addStartPageRoutes(app: FastifyInstance, context: ServerContext): void {
  const { findRun, desk } = context;
  const act = createDoer(context);
  app.register(async (forms) => {
    takeForms(forms);
    const path = "/runs/:source/:id/trigger";
    const rules = {
      config: { access: "operator" },
      schema: { hide: true, params: runParamsSchema },
    } as const;

    forms.get<{ Params: RunParams }>(path, rules, async (request, reply) => {
      const { run } = findRun(request.params);
      assertOffered(desk, run, "trigger");
      const form = await desk.describeTrigger(run, signalOf(reply));
      const fields = fillIn(run, form, new URLSearchParams());
      return send(reply, 200, { run, fields, problem: null, ...form });
    });

    forms.post<{ Params: RunParams; Body: unknown }>(path, rules, async (request, reply) => {
      const { run } = findRun(request.params);
      assertOffered(desk, run, "trigger");
      const signal = signalOf(reply);
      const form = await desk.describeTrigger(run, signal);
      const { body } = request;
      const given = body instanceof URLSearchParams ? body : new URLSearchParams();
      const fields = fillIn(run, form, given);
      const problem = findStartProblem(fields);
      if (problem !== null) return send(reply, 422, { run, fields, problem, ...form });
      const order = toStartOrder(run, fields);
      try {
        const deed = { action: "trigger", order } as const;
        await act(request.params, deed, signal, callerOf(request).name);
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        // What was filled in is worth more than a page about the fault alone.
        const refused = { at: null, text: describeFault(error) };
        return send(reply, toStatusCode(error), { run, fields, problem: refused, ...form });
      }
      return reply.redirect(`${runUrl(run)}?did=trigger`, 303);
    });
  });
}

/** What is left out of what was sent is as it is at first. */
function fillIn(run: PipelineRun, form: TriggerForm, given: URLSearchParams) {
  const read = (name: string) => given.get(name)?.replaceAll("\r\n", "\n");
  const fields: readonly FilledField[] = listStartFields(run, form).map((field) => ({
    ...field,
    text: read(nameField(field)) ?? field.defaultValue,
  }));
  const lines = form.takesVariables ? (read(VARIABLE_FIELD.kind) ?? "").split("\n") : [];
  const variables = lines.filter((line) => line.trim() !== "");
  return [...fields, ...variables.map((text) => ({ ...VARIABLE_FIELD, text }))];
}

function send(reply: FastifyReply, statusCode: number, content: StartContent): FastifyReply {
  const { repo, workflow } = content.run;
  const title = `New run of ${repo} ${workflow} · cimon`;
  const page = renderPage({ title, kind: "run", reloadSec: null }, renderStart(content));
  void reply.code(statusCode).type("text/html; charset=utf-8").header("cache-control", "no-store");
  return reply.serializer(String).send(page);
}
