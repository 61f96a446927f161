import { createHash } from "node:crypto";
import { DEMO_CREDENTIALS } from "../demo-credentials.ts";
import { startDemoServer } from "../http-server.ts";
import type { DemoAnswer, DemoRequest, DemoRoute, DemoServer } from "../http-types.ts";
import type { World } from "../world/types.ts";
import { createGitlabState } from "./gitlab-state.ts";
import { createJobRoutes } from "./job-routes.ts";
import { createPipelineRoutes } from "./pipeline-routes.ts";
import { createProjectRoutes } from "./project-routes.ts";
import { createMinuteLimit } from "./rate-limit.ts";
import { createStartRoutes } from "./start-routes.ts";

/** What an imitated GitLab is made of. */
export interface GitlabDemoOptions {
  readonly world: World;
  /** The only token it knows, which sees every project; the demo's own unless said. */
  readonly token?: string;
  /** Any free one unless said. */
  readonly port?: number;
  /** Where it lies below its host, `/gitlab`; at the root unless said. */
  readonly basePath?: string;
  /** Requests a minute; GitLab.com's 2,000 unless said. */
  readonly requestsPerMinute?: number;
}

const DAY_MS = 86_400_000;

const VERSION = {
  version: "18.5.1-ee",
  revision: "4f3b2c1d0e9",
  kas: { enabled: false, externalUrl: null, externalK8sProxyUrl: null, version: null },
  enterprise: true,
};

/** Starts a GitLab on loopback whose projects and pipelines are the world's. */
export async function startGitlabDemo(options: GitlabDemoOptions): Promise<DemoServer> {
  const { world, basePath = "", requestsPerMinute = 2_000 } = options;
  const { token = DEMO_CREDENTIALS.gitlabToken } = options;
  const state = createGitlabState({ world, basePath });
  const limit = createMinuteLimit(requestsPerMinute, world.now);
  const api = `${basePath}/api/v4`;
  const show = (path: string, json: unknown): DemoRoute => ({
    method: "GET",
    path,
    handle: () => ({ json }),
  });
  const routes = [
    ...createPipelineRoutes(state),
    ...createJobRoutes(state),
    ...createProjectRoutes(state),
    ...createStartRoutes(state),
    show("/version", { version: VERSION.version, revision: VERSION.revision }),
    show("/metadata", VERSION),
    show("/personal_access_tokens/self", presentToken(world)),
  ];
  return await startDemoServer({
    ...(options.port === undefined ? {} : { port: options.port }),
    basePath,
    routes: routes.map((route) => ({
      ...route,
      path: `${api}${route.path}`,
      handle: async (request) => withWeakEtag(await route.handle(request)),
    })),
    before: (request) => {
      if (!request.path.startsWith(`${api}/`)) return null;
      return limit.take() ?? authenticate(token, request, request.path.slice(api.length));
    },
    notFound: ({ path }) =>
      path.startsWith(`${api}/`)
        ? { status: 404, json: { error: "404 Not Found" } }
        : { status: 404, text: "<h1>404: Page not found</h1>\n", type: "text/html; charset=utf-8" },
    extraHeaders: () => ({
      ...limit.headers(),
      // The limit is told by the world's clock, so the answer is dated by it too.
      date: new Date(world.now()).toUTCString(),
      "cache-control": "max-age=0, private, must-revalidate",
      vary: "Origin",
      "x-content-type-options": "nosniff",
      "x-gitlab-meta": '{"correlation_id":"01DEMO","version":"1"}',
    }),
  });
}

/** The token as it tells of itself: https://docs.gitlab.com/api/personal_access_tokens/#self-inform */
function presentToken({ viewer, now }: World) {
  const madeAt = new Date(now() - 30 * DAY_MS).toISOString();
  return {
    id: 41,
    name: "cimon",
    revoked: false,
    created_at: madeAt,
    description: "",
    scopes: ["api"],
    user_id: viewer.id,
    last_used_at: madeAt,
    active: true,
    expires_at: new Date(now() + 300 * DAY_MS).toISOString().slice(0, 10),
  };
}

/** A wrong token is refused; without one there is no such project, for all of them are private. */
function authenticate(token: string, request: DemoRequest, path: string): DemoAnswer | null {
  const { headers, query } = request;
  const given =
    headers["private-token"] ??
    query.get("private_token") ??
    /^Bearer (.+)$/iu.exec(headers.authorization ?? "")?.[1];
  if (given === token) return null;
  const unauthorized = { status: 401, json: { message: "401 Unauthorized" } };
  if (given !== undefined && given !== null) return unauthorized;
  if (path === "/projects") return { json: [] };
  const kind = /^\/(project|group|user)s\//u.exec(path)?.[1];
  if (kind === undefined) return unauthorized;
  const word = `${kind[0]?.toUpperCase()}${kind.slice(1)}`;
  return { status: 404, json: { message: `404 ${word} Not Found` } };
}

/** GitLab's tags are weak ones of the whole body. */
function withWeakEtag(answer: DemoAnswer): DemoAnswer {
  if (answer.etag !== undefined) return answer;
  const body = answer.text ?? JSON.stringify(answer.json ?? null);
  return { ...answer, etag: `W/"${createHash("md5").update(body).digest("hex")}"` };
}
