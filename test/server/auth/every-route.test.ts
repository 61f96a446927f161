import { createHmac } from "node:crypto";
import type { FastifyServerOptions, RouteOptions } from "fastify";
import { beforeAll, expect, it, vi } from "vitest";
import { signToken } from "../../../src/server/auth/tokens.ts";
import type { AuthOptions } from "../../../src/server/server-options.ts";
import { signUp } from "../sign-up.ts";
import { openSocket, startServer } from "../start-server.ts";

// The server keeps no list of its routes; here it says each as it is added.
const table = vi.hoisted((): RouteOptions[] => []);
vi.mock("fastify", async (load) => {
  const real = await load<typeof import("fastify")>();
  const create = (options: FastifyServerOptions) => {
    const app = real.default(options);
    app.addHook("onRoute", (route) => void table.push(route));
    return app;
  };
  return { ...real, default: create };
});

const KEY = "k".repeat(40);
/** What needs no credential, by what it is for. */
const OPEN = [
  "GET /assets/*",
  "GET /healthz",
  "GET /readyz",
  "HEAD /assets/*",
  "HEAD /healthz",
  "HEAD /readyz",
  "POST /hooks/github",
  "POST /hooks/gitlab",
  "POST /hooks/jenkins",
  "POST /hooks/jenkins/:secret",
];
const PUBLIC_FEEDS = ["GET /badge/*", "GET /cc.xml", "HEAD /badge/*", "HEAD /cc.xml"];

interface Route {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly access: string;
  readonly isSocket: boolean;
}

let auth: AuthOptions;

beforeAll(async () => {
  auth = await signUp(KEY);
});

/** A server and each of its routes, with parts of addresses that are there. */
async function startKnown(options: { readonly publicFeeds?: boolean } = {}) {
  table.length = 0;
  const server = await startServer({ auth, ...options });
  const routes = table.flatMap(({ method, url, config, websocket }): Route[] =>
    [method].flat().map((verb) => ({
      name: `${verb} ${url}`,
      method: verb,
      path: url
        .replace(":source", "gh")
        .replace(":id", "1")
        .replace(":job", "1")
        .replace(":secret", "x")
        .replace("*", "acme/api/main/CI.svg"),
      access: config?.access ?? "viewer",
      isSocket: websocket === true,
    })),
  );
  return { ...server, routes, names: routes.map(({ name }) => name) };
}

const basic = (name: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`,
});

/** Credentials that are none, each of its own kind. */
function listWrong(): readonly (readonly [string, Record<string, string>])[] {
  const end = Date.now() + 3_600_000;
  const value = `${end} operator`;
  const signature = createHmac("sha256", "guess").update(value).digest("base64");
  const forged = `cimon=${encodeURIComponent(`${value}.${signature.replace(/=+$/u, "")}`)}`;
  return [
    ["none", {}],
    ["a password that is wrong", basic("operator", "guess")],
    ["a name without a password", basic("operator", "")],
    ["half a header", { authorization: "Basic" }],
    ["a token that is none", { authorization: "Bearer a.b.c" }],
    ["a kind that there is not", { authorization: "Negotiate YII=" }],
    ["a cookie that somebody made", { cookie: forged }],
  ];
}

function ask(url: string, { method, path }: Route, headers: Record<string, string>) {
  return fetch(url + path, { method, headers: { "x-cimon": "1", ...headers }, redirect: "manual" });
}

it("has no route but those that say what they need, and no open one but those on purpose", async () => {
  const { routes, names } = await startKnown();
  expect(routes.length).toBe(new Set(names).size);
  expect(routes.length).toBeGreaterThanOrEqual(60);
  const byAccess = (access: string) =>
    routes
      .filter((one) => one.access === access)
      .map(({ name }) => name)
      .toSorted();
  expect(byAccess("open")).toEqual(OPEN);
  expect(byAccess("feed")).toEqual(PUBLIC_FEEDS);
  const changing = routes.filter(({ method }) => method !== "GET" && method !== "HEAD");
  expect(changing.length).toBeGreaterThanOrEqual(14);
  for (const { name, access } of changing) {
    expect([name, access]).toEqual([name, OPEN.includes(name) ? "open" : "operator"]);
  }
});

it.each(listWrong())("answers none of them to whoever shows %s", async (_, headers) => {
  const { url, routes, desk, feed } = await startKnown();
  const closed = routes.filter(({ access }) => access !== "open");
  expect(closed.length).toBeGreaterThanOrEqual(50);
  for (const route of closed) {
    const answer = await ask(url, route, headers);
    // Who guesses on and on is told to wait, and no more.
    expect([route.name, [401, 429].includes(answer.status)]).toEqual([route.name, true]);
    expect(await answer.text()).not.toMatch(/acme|nightly/u);
  }
  const sockets = closed.filter(({ isSocket, method }) => isSocket && method === "GET");
  expect(sockets.map(({ path }) => path)).toEqual(["/api/socket", "/runs/gh/1/live"]);
  for (const { path } of sockets) {
    expect([401, 429]).toContain(await openSocket(url + path, headers).ended);
  }
  for (const deed of Object.values(desk)) {
    if (vi.isMockFunction(deed)) expect(deed).not.toHaveBeenCalled();
  }
  expect(feed.refresh).not.toHaveBeenCalled();
});

it("lets a viewer change nothing, by no route", async () => {
  const { url, routes, desk } = await startKnown();
  const token = await signToken(KEY, { name: "bot", role: "viewer", lifetimeSec: 60 });
  const headers = { authorization: `Bearer ${token}` };
  for (const route of routes.filter(({ access }) => access === "operator")) {
    expect([route.name, (await ask(url, route, headers)).status]).toEqual([route.name, 403]);
  }
  for (const deed of [desk.act, desk.openGate, desk.trigger]) expect(deed).not.toHaveBeenCalled();
});

it("answers all of them to an operator, so that what is refused above is there", async () => {
  const { url, routes } = await startKnown();
  const token = await signToken(KEY, { name: "bot", role: "operator", lifetimeSec: 60 });
  const headers = { authorization: `Bearer ${token}` };
  for (const route of routes.filter(
    ({ access, path }) => access !== "open" && path !== "/api/events",
  )) {
    const { status } = await ask(url, route, headers);
    // What is a socket, or takes a body, says so.
    expect([route.name, status < 400 || [404, 409, 422].includes(status)]).toEqual([
      route.name,
      true,
    ]);
  }
});

it("opens badges and cctray to everybody on purpose, and nothing else", async () => {
  const { url, routes } = await startKnown({ publicFeeds: true });
  for (const route of routes.filter(({ access, isSocket }) => access !== "open" && !isSocket)) {
    const { status } = await ask(url, route, {});
    expect([route.name, status === 401]).toEqual([route.name, !PUBLIC_FEEDS.includes(route.name)]);
  }
});
