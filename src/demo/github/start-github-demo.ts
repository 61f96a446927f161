import { DEMO_CREDENTIALS } from "../demo-credentials.ts";
import { startDemoServer } from "../http-server.ts";
import type { DemoAnswer, DemoRequest, DemoServer } from "../http-types.ts";
import type { World } from "../world/types.ts";
import { readAccess } from "./access.ts";
import { answerError, answerNotFound } from "./answers.ts";
import type { GithubContext } from "./context.ts";
import { createDeploymentRoutes } from "./deployment-routes.ts";
import { API_PATH } from "./github-urls.ts";
import { createJobRoutes } from "./job-routes.ts";
import { createRateLimiter, toRateHeaders } from "./rate-limit.ts";
import { createRateRoute, createRepoRoutes } from "./repo-routes.ts";
import { createRunRoutes } from "./run-routes.ts";
import { createWebRoutes } from "./web-routes.ts";
import { createWorkflowRoutes } from "./workflow-routes.ts";

/** What an imitated GitHub is made of. */
export interface GithubDemoOptions {
  readonly world: World;
  /** The one token it knows, the demo's own unless said; without any one sees public repositories. */
  readonly token?: string;
  /** 0, any free one, unless said. */
  readonly port?: number;
  /** Requests an hour with the token, 5,000 unless said. */
  readonly hourlyLimit?: number;
}

const USER_LIMIT = 5_000;
const ANONYMOUS_LIMIT = 60;

const COMMON_HEADERS = {
  "cache-control": "private, max-age=60, s-maxage=60",
  server: "github.com",
  vary: "Accept, Authorization, Cookie, X-GitHub-OTP, Accept-Encoding",
  "x-github-api-version-selected": "2022-11-28",
  "x-github-media-type": "github.v3; format=json",
} as const;

/**
 * Starts a GitHub Enterprise Server of the demo's world on loopback: its `url` is what a source is
 * configured with, its API lies below it at {@link API_PATH}.
 */
export async function startGithubDemo(options: GithubDemoOptions): Promise<DemoServer> {
  const { world, token = DEMO_CREDENTIALS.githubToken, port } = options;
  const isUser = (request: DemoRequest) => readAccess(request, token) === "viewer";
  const callerOf = (request: DemoRequest) => (isUser(request) ? "user" : "anonymous");
  const rates = createRateLimiter(world.now, (caller) =>
    caller === "user" ? (options.hourlyLimit ?? USER_LIMIT) : ANONYMOUS_LIMIT,
  );
  const context: GithubContext = { world, token, rates };

  function admit(request: DemoRequest): DemoAnswer | null {
    if (!isApi(request)) return null;
    if (readAccess(request, token) === "refused") return answerError(401, "Bad credentials");
    if (isFree(request) || rates.state(callerOf(request)).remaining > 0) return null;
    const whose = isUser(request) ? `user ID ${world.viewer.id}` : "127.0.0.1";
    return answerError(403, `API rate limit exceeded for ${whose}.`);
  }

  function describe(request: DemoRequest, status: number): Readonly<Record<string, string>> {
    if (!isApi(request)) return {};
    const caller = callerOf(request);
    // A confirmation that nothing has changed is free for whoever has shown a valid token.
    if (!isFree(request) && !(status === 304 && caller === "user")) rates.spend(caller);
    const scopes = caller === "user" ? { "x-oauth-scopes": "repo, workflow" } : {};
    // The limit is told by the world's clock, so the answer is dated by it too.
    const date = new Date(world.now()).toUTCString();
    return { ...COMMON_HEADERS, ...scopes, ...toRateHeaders(rates.state(caller)), date };
  }

  return startDemoServer({
    ...(port === undefined ? {} : { port }),
    routes: [
      ...createRunRoutes(context),
      ...createJobRoutes(context),
      ...createDeploymentRoutes(context),
      ...createWorkflowRoutes(context),
      ...createRepoRoutes(context),
      createRateRoute(context, callerOf),
      ...createWebRoutes(world),
    ],
    before: admit,
    extraHeaders: describe,
    notFound: answerNotFound,
  });
}

function isApi({ path }: DemoRequest): boolean {
  return path.startsWith(`${API_PATH}/`);
}

function isFree({ path }: DemoRequest): boolean {
  return path === `${API_PATH}/rate_limit`;
}
