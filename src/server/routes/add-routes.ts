import type { FastifyInstance } from "fastify";
import type { ServerContext } from "../server-context.ts";
import { addActionForms } from "./action-forms.ts";
import { addActionRoutes } from "./actions.ts";
import { addAssetRoutes } from "./assets.ts";
import { addEventsRoute } from "./events.ts";
import { addFeedRoutes } from "./feeds.ts";
import { addHealthRoutes } from "./health.ts";
import { addLogRoutes } from "./log.ts";
import { addLogPageRoutes } from "./log-page.ts";
import { addOpenapiRoute } from "./openapi.ts";
import { addPageRoute } from "./page.ts";
import { addRunRoutes } from "./run.ts";
import { addRunPageRoutes } from "./run-page.ts";
import { addRunsRoute } from "./runs.ts";
import { addSocketRoute } from "./socket.ts";
import { addSourcesRoute } from "./sources.ts";
import { addStartPageRoutes } from "./start-page.ts";
import { addWebhookRoutes } from "./webhooks.ts";

const ROUTES: readonly ((app: FastifyInstance, context: ServerContext) => void)[] = [
  addRunsRoute,
  addSourcesRoute,
  addRunRoutes,
  addLogRoutes,
  addActionRoutes,
  addSocketRoute,
  addEventsRoute,
  addFeedRoutes,
  addHealthRoutes,
  addWebhookRoutes,
  addOpenapiRoute,
  addAssetRoutes,
  addPageRoute,
  addRunPageRoutes,
  addLogPageRoutes,
  addActionForms,
  addStartPageRoutes,
];

/** Adds every route there is; a route not in this list is not there. */
export async function addRoutes(app: FastifyInstance, context: ServerContext): Promise<void> {
  // Within a plugin of its own, so that it comes after the plugins that watch for routes.
  await app.register(async (routes) => {
    for (const add of ROUTES) add(routes, context);
  });
}
