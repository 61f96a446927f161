import { createHmac, randomBytes } from "node:crypto";
import basicAuth from "@fastify/basic-auth";
import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { LRUCache } from "lru-cache";
import { ServerError } from "../server-error.ts";
import type { ServerUser } from "../server-options.ts";
import type { Caller } from "./caller.ts";
import { hashPassword, readHashCost, verifyPassword } from "./password-hash.ts";

/** Guesses a minute from one address; what was found right before is no guess. */
const GUESSES = { max: 10, timeWindow: 60_000 };
/** So long a right password need not be hashed again. */
const REMEMBER_MS = 600_000;

/** Makes what signs people in by name and password (HTTP Basic). */
export async function createPasswordDoor(
  app: FastifyInstance,
  users: readonly ServerUser[],
): Promise<(request: FastifyRequest, reply: FastifyReply) => Promise<Caller>> {
  // Hashed with a key of this process' own, so that no memory holds a password.
  const key = randomBytes(32);
  const known = new LRUCache<string, Caller>({ max: 1_000, ttl: REMEMBER_MS });
  // A name that nobody has takes as long to refuse as a wrong password.
  const cost = readHashCost(users[0]?.passwordHash ?? "");
  const nobody = await hashPassword(randomBytes(16).toString("hex"), cost);

  await app.register(rateLimit, { global: false });
  const countGuess = app.createRateLimit(GUESSES);
  await app.register(basicAuth, {
    authenticate: { realm: "cimon" },
    async validate(name, password, request) {
      const seal = createHmac("sha256", key).update(`${name}:${password}`).digest("base64");
      const caller = known.get(seal) ?? (await check(request, name, password));
      known.set(seal, caller);
      request.caller = caller;
    },
  });

  async function check(request: FastifyRequest, name: string, password: string): Promise<Caller> {
    const guess = await countGuess(request);
    if (!guess.isAllowed && guess.isExceeded) {
      const hint = `try again in ${guess.ttlInSeconds} s`;
      throw new ServerError(429, "too-many-requests", "too many tries to sign in", hint);
    }
    const user = users.find((one) => one.name === name);
    const isRight = await verifyPassword(password, user?.passwordHash ?? nobody);
    if (user && isRight) return { name: user.name, role: user.role };
    throw new ServerError(401, "auth", "name or password is wrong", "try again");
  }

  return (request, reply) =>
    new Promise((resolve, reject) => {
      app.basicAuth(request, reply, (error) => {
        if (request.caller && !error) resolve(request.caller);
        else if (error instanceof ServerError) reject(error);
        else reject(new ServerError(401, "auth", "this needs a name and a password", "sign in"));
      });
    });
}
