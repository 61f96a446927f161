import { spawnSync } from "node:child_process";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { BenchRow } from "./bench-row.ts";
import type { Place } from "./places.ts";

/** The host that gh speaks plain HTTP to: https://github.com/cli/cli, internal/ghinstance. */
export const GH_HOST = "github.localhost";

/** A forward proxy through which gh takes an imitated GitHub for `github.localhost`. */
export interface GhProxy {
  readonly url: string;
  /** Every request that was not answered 304, by its path. */
  readonly counted: readonly string[];
  /** What gh is to be run with. */
  toEnv(place: Place, token: string): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** True where gh is installed. */
export function hasGh(): boolean {
  return spawnSync("gh", ["--version"], { stdio: "ignore" }).status === 0;
}

/** The row that stands for a measurement without gh. */
export function skipWithoutGh(what: string): BenchRow {
  return { what, measured: "gh not installed", goal: "", verdict: "skipped" };
}

/** Starts the proxy before an imitated GitHub. */
export async function startGhProxy(target: string): Promise<GhProxy> {
  const counted: string[] = [];

  function serve(incoming: IncomingMessage, response: ServerResponse): void {
    const { pathname, search, host } = new URL(incoming.url ?? "/", `http://api.${GH_HOST}`);
    const canned = answerBeside(pathname);
    if (canned !== null) {
      counted.push(pathname);
      response.writeHead(200, { "content-type": "application/json" }).end(canned);
      return;
    }
    // Links in answers are made from the host that was asked, and lead below /api/v3.
    const path = pathname.startsWith("/api/v3/") ? pathname : `/api/v3${pathname}`;
    const { "proxy-connection": _own, ...headers } = incoming.headers;
    const options = { method: incoming.method, headers: { ...headers, host } };
    const forwarded = request(new URL(`${path}${search}`, target), options, (answer) => {
      if (answer.statusCode !== 304) counted.push(path);
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.on("error", () => response.writeHead(502).end());
    incoming.pipe(forwarded);
  }

  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    counted,
    toEnv: (place, token) => ({
      ...place.env,
      HTTP_PROXY: url,
      GH_HOST,
      GH_TOKEN: token,
      GH_ENTERPRISE_TOKEN: token,
      GH_CONFIG_DIR: place.folder,
      GH_NO_UPDATE_NOTIFIER: "1",
      GH_PROMPT_DISABLED: "1",
    }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What gh asks beside the REST API of runs and jobs: no pull request, no annotations. */
function answerBeside(pathname: string): string | null {
  if (pathname === "/graphql") return '{"data":{"repository":{"pullRequests":{"nodes":[]}}}}';
  return pathname.endsWith("/annotations") ? "[]" : null;
}
