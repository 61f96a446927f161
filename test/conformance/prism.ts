import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Why a conformance test is skipped: its weight keeps the proxy out of the ordinary install. */
export const PRISM_MISSING = "needs `npm ci --prefix .conformance`";

const MODULES = fileURLToPath(new URL("../../.conformance/node_modules/", import.meta.url));

const PRISM = findConformanceFile("@stoplight/prism-cli", "dist/index.js");

const START_MS = 90_000;

/** What prism found wrong with a request or with its answer. */
export interface Violation {
  readonly method: string;
  /** Path and query as they were asked for. */
  readonly url: string;
  /** The status of the upstream's answer, null where prism did not pass the request on. */
  readonly status: number | null;
  /** Where it lies, `response.body.workflow_runs.0.id`; empty where prism does not say. */
  readonly location: string;
  readonly message: string;
}

/** What to put the proxy between. */
export interface PrismOptions {
  /** Absolute path of the OpenAPI description, JSON or YAML. */
  readonly description: string;
  /** Origin of the server that is held against it, `http://127.0.0.1:4321`. */
  readonly upstream: string;
  /** What the upstream's paths start with and the description's do not: `/api/v3`. */
  readonly basePath?: string;
  /**
   * Statuses a real server gives without its description naming them for each operation (304, 401,
   * 404): that they are not named is no violation. The bodies of such answers are not checked.
   */
  readonly unnamedStatuses?: readonly number[];
}

/** A validating proxy that answers with the upstream's own bytes and remembers what it found. */
export interface PrismProxy {
  /** Stands for the upstream's origin. */
  readonly url: string;
  /** `GET /path?query 200` of every request that passed, in order. */
  readonly exchanges: readonly string[];
  readonly violations: readonly Violation[];
  /** Passes requests on to another origin from now on; a second prism would take its time to start. */
  useUpstream(origin: string): void;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Outgoing {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Where a file of a package lies that is installed for these tests alone. */
export function findConformanceFile(packageName: string, path: string): string {
  return join(MODULES, packageName, path);
}

/** True where prism is installed beside the project. */
export function isPrismInstalled(): boolean {
  return existsSync(PRISM);
}

/**
 * Starts prism between a client and an upstream (about 6 s for a description of 10 MB). The client's
 * requests go to it by way of a front, its own go to the upstream by way of a back: so the client gets
 * the upstream's answer untouched, redirects among them, which prism alone would follow.
 */
export async function startPrismProxy(options: PrismOptions): Promise<PrismProxy> {
  const { basePath = "", unnamedStatuses = [] } = options;
  let { upstream } = options;
  const answers = new Map<string, Answer>();
  const violations: Violation[] = [];
  const exchanges: string[] = [];
  let count = 0;

  const back = await listen(async (incoming) => {
    const id = String(incoming.headers["x-exchange"]);
    const { "x-exchange": _, ...headers } = incoming.headers;
    const path = `${basePath}${incoming.url}`;
    const outgoing = {
      method: incoming.method ?? "GET",
      path,
      headers,
      body: await read(incoming),
    };
    const answer = await send(upstream, outgoing);
    answers.set(id, answer);
    const { location: __, ...shown } = answer.headers;
    return { ...answer, headers: shown };
  });
  const prism = await startPrism(options.description, back.url);
  const front = await listen(async (incoming) => {
    const id = String(++count);
    const { method = "GET", url = "/" } = incoming;
    const path = url.startsWith(`${basePath}/`) ? url.slice(basePath.length) : url;
    const headers = { ...incoming.headers, "x-exchange": id };
    const judged = await send(prism.url, { method, path, headers, body: await read(incoming) });
    const answer = answers.get(id);
    answers.delete(id);
    const status = answer?.status ?? null;
    exchanges.push(`${method} ${path} ${status}`);
    for (const found of readFindings(judged, answer !== undefined)) {
      if (status !== null && unnamedStatuses.includes(status) && isUnnamed(found)) continue;
      violations.push({ method, url: path, status, ...found });
    }
    return answer ? withOrigin(answer, upstream, front.url) : judged;
  });

  return {
    url: front.url,
    exchanges,
    violations,
    useUpstream: (origin) => {
      upstream = origin;
    },
    close: async () => {
      await Promise.all([front.close(), prism.close(), back.close()]);
    },
  };
}

type Finding = Pick<Violation, "location" | "message">;

function isUnnamed({ message }: Finding): boolean {
  return message.startsWith("Unable to match the returned status code");
}

function readFindings(judged: Answer, wasPassedOn: boolean): readonly Finding[] {
  const header = judged.headers["sl-violations"];
  const text = Array.isArray(header) ? header.join() : header;
  if (text === undefined) {
    return wasPassedOn ? [] : [{ location: "", message: judged.body.toString().slice(0, 500) }];
  }
  try {
    const list = JSON.parse(text) as { location: string[]; message: string }[];
    return list.map(({ location, message }) => ({ location: location.join("."), message }));
  } catch {
    // Prism cuts a list of more than 8 KB in the middle.
    return [{ location: "", message: text }];
  }
}

/** Links and redirects to the upstream itself must lead through the proxy again. */
function withOrigin(answer: Answer, from: string, to: string): Answer {
  const headers = { ...answer.headers };
  if (headers.location !== undefined) headers.location = headers.location.replace(from, to);
  if (typeof headers.link === "string") headers.link = headers.link.replaceAll(from, to);
  return { ...answer, headers };
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function send(origin: string, { method, path, headers, body }: Outgoing): Promise<Answer> {
  const { host: _, connection: __, "transfer-encoding": ___, ...kept } = headers;
  if (body.length > 0) kept["content-length"] = String(body.length);
  return new Promise((resolve, reject) => {
    const options = { method, headers: kept, agent: false };
    const outgoing = request(`${origin}${path}`, options, (response) => {
      const { statusCode: status = 0, headers: given } = response;
      read(response).then((bytes) => resolve({ status, headers: given, body: bytes }), reject);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

async function listen(handle: (incoming: IncomingMessage) => Promise<Answer>) {
  const server = createServer((incoming, response) => {
    handle(incoming).then(
      ({ status, headers, body }) => {
        const { "transfer-encoding": _, connection: __, "sl-violations": ___, ...kept } = headers;
        response.writeHead(status, kept).end(body);
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function startPrism(description: string, upstream: string) {
  const child = spawn(
    process.execPath,
    [PRISM, "proxy", description, upstream, "--port", "0", "--host", "127.0.0.1"],
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" } },
  );
  const close = () => end(child);
  try {
    return { url: await readAddress(child), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const fail = (why: string) => reject(new Error(`prism ${why}: ${said.slice(-20).join("\n")}`));
    const timer = setTimeout(() => fail("did not start in time"), START_MS);
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      // Read to the end, or a full pipe would stop prism.
      createInterface({ input: stream }).on("line", (line) => {
        if (said.length < 1_000) said.push(line);
        const address = /listening on (http:\/\/127\.0\.0\.1:\d+)/u.exec(line)?.[1];
        if (address === undefined) return;
        clearTimeout(timer);
        resolve(address);
      });
    }
    child.once("exit", (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code}`);
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}
