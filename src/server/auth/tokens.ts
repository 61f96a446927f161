import jwt from "@fastify/jwt";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { ROLES, type Role } from "../../model/server-protocol.ts";
import { ServerError } from "../server-error.ts";
import type { Caller } from "./caller.ts";

const ISSUER = "cimon";

/** Lets a server sign and read bearer tokens with a key. */
async function registerTokens(app: FastifyInstance, key: string): Promise<void> {
  await app.register(jwt, {
    secret: key,
    sign: { algorithm: "HS256", iss: ISSUER },
    // A token without an end would be one for ever.
    verify: { algorithms: ["HS256"], allowedIss: ISSUER, requiredClaims: ["exp", "sub", "role"] },
  });
}

/** Makes what reads the bearer token of a request; it throws where that is none of ours, or too old. */
export async function createTokenReader(
  app: FastifyInstance,
  key: string,
): Promise<(request: FastifyRequest) => Caller> {
  await registerTokens(app, key);
  return ({ headers }) => {
    const token = headers.authorization?.replace(/^Bearer +/iu, "") ?? "";
    try {
      const { sub, role } = app.jwt.verify<{ sub: unknown; role: unknown }>(token);
      const known = ROLES.find((one) => one === role);
      if (typeof sub === "string" && known) return { name: sub, role: known };
    } catch {
      // What is wrong with a token is nobody's business but its owner's, who reads it below.
    }
    const hint = "make another by: cimon serve token";
    throw new ServerError(401, "auth", "this token is wrong or has expired", hint);
  };
}

/** What a token is for. */
export interface TokenGrant {
  readonly name: string;
  readonly role: Role;
  readonly lifetimeSec: number;
}

/** Signs a bearer token. */
export async function signToken(
  key: string,
  { name, role, lifetimeSec }: TokenGrant,
): Promise<string> {
  const app = fastify({ logger: false });
  await registerTokens(app, key);
  await app.ready();
  return app.jwt.sign({ role }, { sub: name, expiresIn: lifetimeSec * 1_000 });
}
