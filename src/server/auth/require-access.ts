import type { FastifyInstance, FastifyRequest } from "fastify";
import { ServerError } from "../server-error.ts";
import { type Access, ANYBODY, hasRole } from "./caller.ts";
import { isForLoopback, readOrigin } from "./own-names.ts";
import type { SignIn } from "./sign-in.ts";

/** How requests are let in. */
export interface AccessOptions {
  /** Finds out who sent a request; null where everybody is let in, by a name of this machine. */
  readonly signIn: SignIn | null;
  readonly publicFeeds: boolean;
}

/** A header that no page of another site can send without being asked about first. */
const OWN_HEADER = "x-cimon";

/**
 * Puts the door before every route, also before those that do not exist. What a route says of itself
 * in `config.access` decides; a route that says nothing is for those who signed in.
 */
export function requireAccess(app: FastifyInstance, { signIn, publicFeeds }: AccessOptions): void {
  app.decorateRequest("caller", null);
  app.addHook("onRequest", async (request, reply) => {
    const access: Access = request.routeOptions.config.access ?? "viewer";
    if (signIn === null && !isForLoopback(request)) {
      const hint = "open it as localhost, or configure server.users";
      throw new ServerError(421, "forbidden", "this name is not one of this machine", hint);
    }
    refuseForeignPages(request);
    if (access === "open" || (access === "feed" && publicFeeds)) return;
    const caller = signIn === null ? ANYBODY : await signIn(request, reply);
    const needed = access === "feed" ? "viewer" : access;
    if (!hasRole(caller, needed)) {
      const message = `this needs the role ${needed}`;
      throw new ServerError(403, "forbidden", message, "ask whoever runs this server for it");
    }
    request.caller = caller;
  });
}

/** A page of another site may neither change anything here nor listen in, whoever looks at it. */
function refuseForeignPages(request: FastifyRequest): void {
  const origin = readOrigin(request);
  const isSocket = request.headers.upgrade !== undefined;
  const changes = request.method !== "GET" && request.method !== "HEAD";
  if (!isSocket && !changes) return;
  if (request.routeOptions.config.access === "open") return;
  if (origin === "own" || (origin === "none" && (!changes || hasOwnHeader(request)))) return;
  const hint = `send the header ${OWN_HEADER}: 1`;
  throw new ServerError(403, "forbidden", "this came from another site's page", hint);
}

function hasOwnHeader({ headers }: FastifyRequest): boolean {
  return headers[OWN_HEADER] !== undefined || headers.authorization?.startsWith("Bearer ") === true;
}
