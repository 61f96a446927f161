import type { Pipelines } from "@gitbeaker/rest";
import type { HttpClient } from "../../http/http-client.ts";
import { type Conditions, createGitlabRequester } from "./requester.ts";

/** What is needed to speak to one server. */
export interface ConnectionOptions {
  /** The server's address as a person opens it, no slash at its end; `/api/v4` is added by the SDK. */
  readonly url: string;
  /** A personal, project, group or OAuth token; null: anonymous. */
  readonly token: string | null;
  readonly http: HttpClient;
}

/** What gitbeaker's resources are made with. */
export type Connection = NonNullable<ConstructorParameters<typeof Pipelines>[0]>;

/** Makes the connection of one call; unless said, its answer is not remembered. */
export type Connect = (signal: AbortSignal, conditions?: Conditions) => Connection;

/** Creates what every call to one server begins with. Nothing in it outlives a call. */
export function createConnect({ url, token, http }: ConnectionOptions): Connect {
  return (signal, conditions = { kind: "once" }) => ({
    host: url,
    ...(token === null ? {} : { token }),
    requesterFn: createGitlabRequester(http, conditions, signal),
    // Both would keep timers; the deadline is the http client's, the pace the store's.
    queryTimeout: null,
    rateLimits: {},
  });
}
