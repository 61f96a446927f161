import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ProviderKind } from "../../src/model/pipeline-run.ts";
import type { PlannedRepo } from "./ci-day.ts";
import { type FaultEpisode, type FaultKind, findFault } from "./fault-plan.ts";
import { createHourlyQuota, type HourlyQuota } from "./hourly-quota.ts";
import { createSoakApi } from "./soak-api.ts";

/** A request as the server saw it. */
export interface ServedRequest {
  readonly atMs: number;
  readonly target: string | null;
  readonly isPoll: boolean;
  /** null where it was well answered. */
  readonly fault: FaultKind | null;
  /** True where it counts towards the primary limit. */
  readonly isCounted: boolean;
  /** Until when the server's answer asks to wait, by its own clock. */
  readonly waitUntilMs: number | null;
}

/** What a server is made of. */
export interface FaultServerOptions {
  readonly vendor: ProviderKind;
  readonly repos: readonly PlannedRepo[];
  readonly faults: readonly FaultEpisode[];
  /** Requests an hour, null where the vendor has no such limit. */
  readonly hourlyLimit: number | null;
  /** False for a server behind a proxy that drops ETags. */
  readonly hasEtags: boolean;
  /** The true time, whatever the clock of the one who asks says. */
  readonly now: () => number;
  readonly onRequest: (request: ServedRequest) => void;
}

/** A CI server on loopback whose faults follow a plan. */
export interface FaultServer {
  readonly url: string;
  readonly quota: HourlyQuota | null;
  /** How many requests it holds back for good. */
  countHeld(): number;
  /** The most that were ever under way at once. */
  mostAtOnce(): number;
  /** Refuses every connection until `open`, on the same port. */
  shut(): Promise<void>;
  open(): Promise<void>;
}

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

/** Starts the server. */
export async function startFaultServer(options: FaultServerOptions): Promise<FaultServer> {
  const { vendor, faults, now } = options;
  const api = createSoakApi(vendor, options.repos);
  const quota = options.hourlyLimit === null ? null : createHourlyQuota(options.hourlyLimit, now);
  let held = 0;
  let inFlight = 0;
  let most = 0;

  function serve(request: IncomingMessage, response: ServerResponse): void {
    inFlight += 1;
    most = Math.max(most, inFlight);
    response.on("close", () => {
      inFlight -= 1;
    });
    const nowMs = now();
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const call = api(url, nowMs);
    const fault = findFault(faults, call?.target ?? null, nowMs)?.kind ?? null;
    const given = fault === null ? (call?.answer() ?? null) : null;
    const body = JSON.stringify(given);
    const etag = `"${createHash("sha1").update(body).digest("hex")}"`;
    const isUnchanged = options.hasEtags && request.headers["if-none-match"] === etag;
    const isCounted = fault !== null || !isUnchanged;
    if (isCounted) quota?.spend(1);
    response.setHeader("date", new Date(nowMs).toUTCString());
    const waitUntilMs = fault === null ? null : toWait(fault, nowMs);
    const { target = null, isPoll = false } = call ?? {};
    options.onRequest({ atMs: nowMs, target, isPoll, fault, isCounted, waitUntilMs });
    for (const [name, value] of Object.entries(quota?.headers() ?? {}))
      response.setHeader(name, value);
    if (fault !== null) misbehave(fault, response, nowMs, hold);
    else if (given === null) response.writeHead(404, JSON_TYPE).end('{"message":"Not Found"}');
    else {
      if (options.hasEtags) response.setHeader("etag", etag);
      if (isUnchanged) response.writeHead(304).end();
      else response.writeHead(200, JSON_TYPE).end(body);
    }
  }

  function hold(response: ServerResponse): void {
    held += 1;
    response.on("close", () => {
      held -= 1;
    });
  }

  const server = createServer(serve);
  // Real time: a busy machine must not make the server drop connections that are in use.
  server.keepAliveTimeout = 60_000;
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => {
        server.off("error", reject);
        resolve();
      });
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    quota,
    countHeld: () => held,
    mostAtOnce: () => most,
    shut: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    open: () => listen(port),
  };
}

const RETRY_AFTER_SEC = 90;

/** GitHub's minute, where it names no time of its own. */
const DEFAULT_WAIT_MS = 60_000;

const LONG_RETRY_AFTER_SEC = 600;

function toWait(fault: FaultKind, nowMs: number): number | null {
  switch (fault) {
    case "too-many-until":
      return nowMs + RETRY_AFTER_SEC * 1000;
    case "limit-403":
      return nowMs + LONG_RETRY_AFTER_SEC * 1000;
    case "too-many":
    case "limit-403-past-reset":
      return nowMs + DEFAULT_WAIT_MS;
    default:
      return null;
  }
}

function misbehave(
  fault: FaultKind,
  response: ServerResponse,
  nowMs: number,
  hold: (response: ServerResponse) => void,
): void {
  const refuse = (status: number, message: string, headers: Record<string, string | number> = {}) =>
    response.writeHead(status, { ...JSON_TYPE, ...headers }).end(JSON.stringify({ message }));
  switch (fault) {
    case "unauthorized":
      refuse(401, "Bad credentials");
      return;
    case "forbidden":
      refuse(403, "Resource not accessible by personal access token");
      return;
    case "missing":
      refuse(404, "Not Found");
      return;
    case "too-many":
      refuse(429, "Too Many Requests");
      return;
    case "too-many-until":
      refuse(429, "Too Many Requests", { "retry-after": RETRY_AFTER_SEC });
      return;
    case "limit-403":
      refuse(403, "You have exceeded a secondary rate limit", {
        "retry-after": LONG_RETRY_AFTER_SEC,
      });
      return;
    case "limit-403-past-reset":
      refuse(403, "API rate limit exceeded", {
        "x-ratelimit-remaining": 0,
        "x-ratelimit-limit": 5_000,
        "x-ratelimit-reset": Math.floor(nowMs / 1000) - 600,
      });
      return;
    case "server-error":
      refuse(500, "Server Error");
      return;
    case "bad-gateway-page":
      response.writeHead(502, { "content-type": "text/html" }).end("<h1>502</h1>");
      return;
    case "page-for-json":
      response.writeHead(200, { "content-type": "text/html" }).end("<h1>Sign in</h1>");
      return;
    case "half-json":
      response.writeHead(200, JSON_TYPE).end('[{"workflow_runs": [{"id": 1, "na');
      return;
    case "cut":
      response.writeHead(200, { ...JSON_TYPE, "content-length": 5_000 });
      response.write('{"jobs": [', () => response.destroy());
      return;
    case "hang":
      hold(response);
      return;
    case "reset":
    case "gone":
      response.socket?.resetAndDestroy();
      return;
  }
}
