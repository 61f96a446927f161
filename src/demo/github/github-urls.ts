import type { DemoRequest } from "../http-types.ts";

/** Where a person and a program find this GitHub, neither with a slash at its end. */
export interface GithubUrls {
  readonly web: string;
  readonly api: string;
}

/** What every path of the API starts with, as on a GitHub Enterprise Server. */
export const API_PATH = "/api/v3";

/** Tells the addresses from the one that was asked, so that links lead back to where they came from. */
export function readUrls(request: DemoRequest): GithubUrls {
  const web = `http://${request.headers.host ?? "127.0.0.1"}`;
  return { web, api: `${web}${API_PATH}` };
}

/** A GraphQL id as GitHub's older ones look. */
export function nodeId(kind: string, id: number): string {
  return Buffer.from(`0${kind.length}:${kind}${id}`).toString("base64");
}

/** Milliseconds since 1970 as GitHub writes times: whole seconds, UTC. */
export function toTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/u, "Z");
}
