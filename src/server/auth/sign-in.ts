import { randomBytes } from "node:crypto";
import cookie from "@fastify/cookie";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Clock } from "../../model/clock.ts";
import { ServerError } from "../server-error.ts";
import type { AuthOptions } from "../server-options.ts";
import type { Caller } from "./caller.ts";
import { createPasswordDoor } from "./password-door.ts";
import { createTokenReader } from "./tokens.ts";

/** Finds out who sent a request; throws where nobody did who may. */
export type SignIn = (request: FastifyRequest, reply: FastifyReply) => Promise<Caller>;

const COOKIE = "cimon";
/** Not every browser sends a password along with a socket; for so long the cookie stands for it. */
const SESSION_MS = 12 * 3_600_000;

/** Makes what signs in: programs by a bearer token, people by password, then by a cookie. */
export async function createSignIn(
  app: FastifyInstance,
  { users, key }: AuthOptions,
  clock: Clock,
): Promise<SignIn> {
  await app.register(cookie, { secret: randomBytes(32).toString("hex") });
  const readToken = key === null ? null : await createTokenReader(app, key);
  const readPassword = await createPasswordDoor(app, users);

  function readCookie(request: FastifyRequest): Caller | null {
    const { valid, value } = request.unsignCookie(request.cookies[COOKIE] ?? "");
    if (!valid) return null;
    const [endMs, ...name] = value.split(" ");
    const user = users.find((one) => one.name === name.join(" "));
    if (!user || Number(endMs) < clock.now()) return null;
    return { name: user.name, role: user.role };
  }

  return async (request, reply) => {
    const { authorization } = request.headers;
    if (/^bearer /iu.test(authorization ?? "")) {
      if (readToken) return readToken(request);
      const hint = "configure server.key";
      throw new ServerError(401, "auth", "no tokens are accepted here", hint);
    }
    const known = readCookie(request);
    // A password that is sent stands above a cookie: it may be another person's.
    if (known && authorization === undefined) return known;
    const caller = await readPassword(request, reply);
    if (known?.name === caller.name) return caller;
    void reply.setCookie(COOKIE, `${clock.now() + SESSION_MS} ${caller.name}`, {
      signed: true,
      httpOnly: true,
      sameSite: "strict",
      secure: request.protocol === "https",
      path: "/",
      maxAge: SESSION_MS / 1_000,
    });
    return caller;
  };
}
