import type { IncomingHttpHeaders } from "node:http";

/** A request as a route's handler sees it. */
export interface DemoRequest {
  readonly method: string;
  /** Path and query as they came, still encoded. */
  readonly url: string;
  /** The path as it came, still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** What the route's `:name` segments (and `*`) stand for, decoded once. */
  readonly params: Readonly<Record<string, string>>;
  /** The body: parsed JSON, a form's fields as an object of strings, or null where there is none. */
  readonly body: unknown;
  readonly text: string;
}

/** What a handler answers: `json`, or `text` with its type (or neither, for an empty body). */
export interface DemoAnswer {
  /** 200 unless said. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  /** Content type of `text`, `text/plain; charset=utf-8` unless said. */
  readonly type?: string;
  /**
   * A successful GET gets a strong ETag of its body, and 304 where the caller holds it. A string is
   * taken as the ETag itself, quotes included; false leaves it out.
   */
  readonly etag?: string | false;
  /** True gives parts of it where a `Range` from a first byte on asks for them. */
  readonly hasParts?: boolean;
}

export type DemoHandler = (request: DemoRequest) => DemoAnswer | Promise<DemoAnswer>;

export interface DemoRoute {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** In find-my-way's notation, `/repos/:owner/:repo/actions/runs`. */
  readonly path: string;
  readonly handle: DemoHandler;
}

/** What a server does instead of answering as it should. */
export type DemoFault =
  /** A JSON error, 500 unless said. */
  | { readonly kind: "error"; readonly status?: number }
  /** A proxy's page, 502 unless said. */
  | { readonly kind: "html"; readonly status?: number }
  /** 429 (or 403) with `Retry-After`. */
  | { readonly kind: "rate-limit"; readonly retryAfterSec: number; readonly status?: number }
  /** 200 with half a JSON body, correctly framed. */
  | { readonly kind: "broken-json" }
  /** Headers and half the promised body, then the socket ends. */
  | { readonly kind: "cut" }
  /** No answer until the server closes. */
  | { readonly kind: "hang" }
  /** The socket is reset before any answer. */
  | { readonly kind: "reset" }
  /** The right answer, late. */
  | { readonly kind: "slow"; readonly delayMs: number };

export interface DemoFaultScope {
  /** Only for these requests; all unless said. */
  readonly when?: (request: SeenRequest) => boolean;
  /** Only for the first so many of them; without end unless said. */
  readonly times?: number;
}

/** A request as the server's record holds it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** What was answered; null while under way, and where no answer was given. */
  readonly status: number | null;
}

export interface DemoServerOptions {
  readonly routes: readonly DemoRoute[];
  /** 0, any free one, unless said. */
  readonly port?: number;
  /** What `url` ends in, without a slash at its end; the routes' paths hold it themselves. */
  readonly basePath?: string;
  /** Looks at every request before its route does, the unknown ones too: an answer ends it there. */
  readonly before?: (request: DemoRequest) => DemoAnswer | null;
  /** Answers what no route knows; a JSON 404 unless said. */
  readonly notFound?: DemoHandler;
  /** Headers for every answer, by its final status (a 304 among them): rate limits, dates. */
  readonly extraHeaders?: (
    request: DemoRequest,
    status: number,
  ) => Readonly<Record<string, string>>;
  /** Body size at which a request is answered 413, bytes; 1 MiB unless said. */
  readonly maxBodyBytes?: number;
}

/** A server on loopback. */
export interface DemoServer {
  /** The address a person would configure, without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** The newest 10,000 requests, oldest first. */
  readonly requests: readonly SeenRequest[];
  /** How many requests there have been. */
  requestCount(): number;
  clearRequests(): void;
  /** Misbehaves from now on; null makes it behave again. */
  setFault(fault: DemoFault | null, scope?: DemoFaultScope): void;
  /** Ends every socket, those that hang too. */
  close(): Promise<void>;
}
