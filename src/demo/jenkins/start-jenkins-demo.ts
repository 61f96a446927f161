import { startDemoServer } from "../http-server.ts";
import type { DemoHandler, DemoServer } from "../http-types.ts";
import type { World } from "../world/types.ts";
import { createAccess, JENKINS_DEMO_USER } from "./access.ts";
import { answerTree } from "./answer-tree.ts";
import { describeRoot, type ItemContext } from "./describe-item.ts";
import { answerItem } from "./item-routes.ts";
import { notFound } from "./pages.ts";
import { answerQueueItem, cancelQueueItem, describeQueue } from "./queue-routes.ts";

/** What the imitated Jenkins is made of. */
export interface JenkinsDemoOptions {
  readonly world: World;
  /** 0, any free one, unless said. */
  readonly port?: number;
  /** Where Jenkins lies below the host, `/jenkins`; nowhere special unless said. */
  readonly basePath?: string;
}

/**
 * Starts an imitation of Jenkins 2.263 with the pipeline, folder, git and Pipeline REST API plugins
 * over the world's Jenkins items. It wants {@link JENKINS_DEMO_USER} with the token or password.
 */
export async function startJenkinsDemo(options: JenkinsDemoOptions): Promise<DemoServer> {
  const { world, basePath = "" } = options;
  const access = createAccess(world.seed);
  let root = "";
  const context = (): ItemContext => ({ world, root });

  const routes: readonly (readonly ["GET" | "POST", string, DemoHandler])[] = [
    ["GET", "/api/json", (request) => answerTree(request, describeRoot(context()))],
    ["GET", "/crumbIssuer/api/json", () => access.issueCrumb()],
    ["GET", "/whoAmI/api/json", () => ({ json: WHO_AM_I })],
    ["GET", "/queue/api/json", (request) => answerTree(request, describeQueue(context()))],
    ["GET", "/queue/item/:id/api/json", (request) => answerQueueItem(request, context())],
    ["POST", "/queue/cancelItem", (request) => cancelQueueItem(request, context())],
    ["GET", "/job/*", (request) => answerItem(request, basePath, context())],
    ["POST", "/job/*", (request) => answerItem(request, basePath, context())],
  ];
  const server = await startDemoServer({
    ...(options.port === undefined ? {} : { port: options.port }),
    basePath,
    routes: routes.map(([method, path, handle]) => ({
      method,
      path: `${basePath}${path}`,
      // Jenkins sends no ETag with any of its answers.
      handle: async (request) => ({ ...(await handle(request)), etag: false }),
    })),
    before: (request) => access.refuse(request),
    notFound: (request) => notFound(request.path),
    extraHeaders: () => ({
      server: "Jetty(9.4.33.v20201020)",
      "x-content-type-options": "nosniff",
      "x-jenkins": "2.263.4",
    }),
  });
  root = server.url;
  return server;
}

const WHO_AM_I = {
  _class: "hudson.security.WhoAmI",
  anonymous: false,
  authenticated: true,
  authorities: ["authenticated"],
  name: JENKINS_DEMO_USER,
};
