import type { FastifyInstance } from "fastify";
import type { WebSocket } from "ws";
import { callerOf } from "../auth/caller.ts";
import { type RunState, readRunState, UNKNOWN_RUN } from "../desk/run-state.ts";
import { renderPage } from "../page/layout.ts";
import { renderRun } from "../page/run.ts";
import { SAID } from "../page/run-actions.ts";
import { createRunChannel } from "../push/run-channel.ts";
import { createSocketSubscriber } from "../push/socket-subscriber.ts";
import type { FoundRun, RunParams } from "../run-finder.ts";
import { runParamsSchema } from "../schemas/run-schema.ts";
import type { ServerContext } from "../server-context.ts";
import { signalOf } from "./request-signal.ts";

/** So long a page waits for what its CI server says; the socket brings what comes later. */
const PATIENCE_MS = 3_000;

/** `GET /runs/:source/:id`: a run as a page, and the socket that keeps it up to date. */
export function addRunPageRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get<{ Params: RunParams; Querystring: { did?: string } }>(
    "/runs/:source/:id",
    { schema: { hide: true, params: runParamsSchema } },
    async (request, reply) => {
      const found = context.findRun(request.params);
      const state = await readPatiently(context, found, signalOf(reply));
      const said = SAID[request.query.did ?? ""] ?? null;
      const content = { ...found, ...state, caller: callerOf(request) };
      const { repo, workflow, number } = found.run;
      const title = `${repo} ${workflow}${number === null ? "" : ` #${number}`} · cimon`;
      void reply.type("text/html; charset=utf-8").header("cache-control", "no-store");
      const body = renderRun(content, context, said);
      const page = renderPage({ title, kind: "run", reloadSec: 30 }, body);
      return reply.serializer(String).send(page);
    },
  );

  app.get<{ Params: RunParams }>(
    "/runs/:source/:id/live",
    {
      websocket: true,
      preValidation: async (request) => void context.findRun(request.params),
      schema: { hide: true, params: runParamsSchema },
    },
    (socket: WebSocket, request) => {
      const { params } = request;
      const caller = callerOf(request);
      const key = `run ${caller.role} ${JSON.stringify([params.source, params.id])}`;
      const subscriber = createSocketSubscriber(socket, context.clock);
      const touch = () => context.hub.touch(key);
      const create = () => createRunChannel(context, params, caller, touch);
      socket.on("close", context.hub.join(key, create, subscriber));
    },
  );
}

async function readPatiently(
  { desk, clock }: ServerContext,
  { run }: FoundRun,
  signal: AbortSignal,
): Promise<RunState> {
  let state = UNKNOWN_RUN;
  const answer = readRunState(desk, run, UNKNOWN_RUN, signal, (next) => {
    state = next;
  });
  let cancel = () => {};
  const late = new Promise<null>((resolve) => {
    cancel = clock.setTimer(() => resolve(null), PATIENCE_MS);
  });
  try {
    return (await Promise.race([answer, late])) ?? state;
  } finally {
    cancel();
    answer.catch(() => undefined);
  }
}
