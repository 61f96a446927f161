import type { DemoRequest } from "../http-types.ts";

/** Who asks: the token's user, nobody in particular, or somebody with a token that is not known. */
export type Access = "viewer" | "anonymous" | "refused";

/** Reads the `Authorization` header, `Bearer` or `token`. */
export function readAccess(request: DemoRequest, token: string): Access {
  const header = request.headers.authorization;
  if (header === undefined) return "anonymous";
  return /^(?:bearer|token)\s+(.*)$/iu.exec(header)?.[1] === token ? "viewer" : "refused";
}
