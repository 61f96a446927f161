import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { PROVIDER_KINDS, type ProviderKind } from "../../model/pipeline-run.ts";
import type { ServerContext } from "../server-context.ts";
import { ServerError } from "../server-error.ts";
import { findTargets } from "../webhooks/find-targets.ts";
import { VENDOR_HOOKS } from "../webhooks/vendor-hooks.ts";

/** A workflow's event is some 100 KB; nobody needs more to say that something happened. */
const MOST_BYTES = 2_000_000;

interface HookParams {
  readonly secret?: string;
}

/**
 * `POST /hooks/github`, `/hooks/gitlab`, `/hooks/jenkins` and `/hooks/jenkins/SECRET`: an event of a CI
 * server has the target it is about polled at once. Nothing else of it is believed.
 */
export function addWebhookRoutes(app: FastifyInstance, context: ServerContext): void {
  void app.register(async (hooks) => {
    // A signature is over the bytes as they came.
    hooks.removeAllContentTypeParsers();
    hooks.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) =>
      done(null, body),
    );
    for (const kind of PROVIDER_KINDS) addHook(hooks, context, kind, `/hooks/${kind}`);
    addHook(hooks, context, "jenkins", "/hooks/jenkins/:secret");
  });
}

function addHook(
  app: FastifyInstance,
  context: ServerContext,
  kind: ProviderKind,
  path: string,
): void {
  app.post<{ Params: HookParams; Body: Buffer }>(
    path,
    {
      bodyLimit: MOST_BYTES,
      config: { access: "open" },
      schema: { summary: `An event of a ${kind}`, tags: ["hooks"] },
    },
    async (request, reply) => hear(request, reply, context, kind),
  );
}

function hear(
  { body, headers, params }: FastifyRequest<{ Params: HookParams; Body: Buffer }>,
  reply: FastifyReply,
  { webhooks, feed, hear, log }: ServerContext,
  kind: ProviderKind,
): { readonly polled: number } {
  const secret = webhooks[kind];
  if (secret === null) {
    const hint = `configure server.webhooks.${kind}`;
    throw new ServerError(404, "not-found", "this server takes no such events", hint);
  }
  const vendor = VENDOR_HOOKS[kind];
  if (!vendor.isGenuine({ headers, body, pathSecret: params.secret ?? null }, secret)) {
    const hint = `give the hook the secret of server.webhooks.${kind}`;
    throw new ServerError(401, "auth", "this event is not signed as it should be", hint);
  }
  const topic = vendor.readTopic(parse(body), headers);
  const targets = findTargets(feed.getSnapshot(), kind, topic);
  for (const { source, target } of targets) hear(source, target);
  log.write("info", "hook", { provider: kind, topic: topic.kind, polled: targets.length });
  void reply.code(202).header("cache-control", "no-store");
  return { polled: targets.length };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new ServerError(400, "bad-request", "this event is no JSON", "send application/json");
  }
}
