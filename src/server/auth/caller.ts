import type { FastifyRequest } from "fastify";
import type { Role } from "../../model/server-protocol.ts";

/** Who sent a request. */
export interface Caller {
  /** Null where nobody has to sign in. */
  readonly name: string | null;
  readonly role: Role;
}

/** Who may use a route: anybody at all, anybody where feeds are public, or those who signed in. */
export type Access = "open" | "feed" | Role;

declare module "fastify" {
  interface FastifyRequest {
    /** Null until the request was let in, and for what is open to anybody. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** Left out: `viewer`. */
    access?: Access;
  }
}

/** Who may do everything where nobody has to sign in. */
export const ANYBODY: Caller = { name: null, role: "operator" };

/** True where a caller's role covers the one that is needed. */
export function hasRole(caller: Caller | null, needed: Role): boolean {
  return caller !== null && (caller.role === "operator" || caller.role === needed);
}

/** The caller of a request that was let in as one. */
export function callerOf({ caller }: Pick<FastifyRequest, "caller">): Caller {
  return caller ?? { name: null, role: "viewer" };
}
