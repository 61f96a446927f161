import type { DemoAnswer } from "../http-types.ts";

/** A thing of that kind is not there, in GitLab's words: `404 Project Not Found`. */
export function notFound(what?: "Project" | "Group" | "User" | "Commit"): DemoAnswer {
  const message = what === undefined ? "404 Not found" : `404 ${what} Not Found`;
  return { status: 404, json: { message } };
}

/** The action is not possible as things stand. */
export function forbidden(why: string): DemoAnswer {
  return { status: 403, json: { message: `403 Forbidden - ${why}` } };
}

/** What was sent does not do. */
export function badRequest(message: unknown): DemoAnswer {
  return { status: 400, json: { message } };
}
