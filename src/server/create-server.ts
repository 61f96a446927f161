import helmet from "@fastify/helmet";
import swagger from "@fastify/swagger";
import websocket from "@fastify/websocket";
import fastify, { type FastifyInstance } from "fastify";
import { requireAccess } from "./auth/require-access.ts";
import { createSignIn } from "./auth/sign-in.ts";
import { drainOnClose } from "./drain.ts";
import { handleErrors } from "./handle-errors.ts";
import { logRequests } from "./log-requests.ts";
import { renderErrorPage } from "./page/error-page.ts";
import { closeRefused } from "./push/close-refused.ts";
import { addRoutes } from "./routes/add-routes.ts";
import { createServerContext } from "./server-context.ts";
import type { ServerOptions } from "./server-options.ts";

/** Requests and messages from outside are small; only the answers are not. */
const MOST_BODY_BYTES = 64_000;
/** Names of runs can be long: a Jenkins' folders are part of them. */
const LONGEST_PARAM = 2_000;

/** The proxy we speak to is believed; what it was told itself may be anybody's word. */
const isRightInFront = (_address: string, hop: number) => hop === 0;

/** Assembles the server; it listens once told to, and `close` tells every socket before it ends. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { auth, tls, trustProxy, version } = options;
  const app: FastifyInstance = fastify({
    logger: false,
    trustProxy: trustProxy && isRightInFront,
    bodyLimit: MOST_BODY_BYTES,
    requestTimeout: 30_000,
    forceCloseConnections: "idle",
    // Left out quietly, a name that was mistyped would start a run other than the one that was meant.
    ajv: { customOptions: { removeAdditional: false } },
    routerOptions: { maxParamLength: LONGEST_PARAM },
    ...(tls === null ? {} : { https: tls }),
  } as const);
  app.setSerializerCompiler(() => (document) => JSON.stringify(document));
  const context = createServerContext(options);
  drainOnClose(app, context);
  logRequests(app, options);
  closeRefused(app);
  await app.register(helmet, toHeaders(tls !== null));
  const signIn = auth === null ? null : await createSignIn(app, auth, options.clock);
  requireAccess(app, { signIn, publicFeeds: options.publicFeeds });
  await app.register(websocket, {
    options: { maxPayload: MOST_BODY_BYTES, perMessageDeflate: false },
  });
  await app.register(swagger, { openapi: { openapi: "3.1.0", info: { title: "cimon", version } } });
  handleErrors(app, options.log, renderErrorPage);
  await addRoutes(app, context);
  return app;
}

function toHeaders(isTls: boolean) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        // A socket is of another scheme, which not every browser takes for the same place.
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    strictTransportSecurity: isTls,
    xFrameOptions: { action: "deny" },
    // Without any referrer a browser would not say either that a form is of our own page.
    referrerPolicy: { policy: "same-origin" },
  } as const;
}
