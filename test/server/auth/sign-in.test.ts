import { createHmac } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "../../../src/server/auth/password-hash.ts";
import { signToken } from "../../../src/server/auth/tokens.ts";
import type { AuthOptions } from "../../../src/server/server-options.ts";
import { openSocket, startServer } from "../start-server.ts";

const KEY = "k".repeat(40);
let auth: AuthOptions;

beforeAll(async () => {
  const passwordHash = await hashPassword("open sesame", { log2n: 10, r: 8, p: 1 });
  auth = {
    key: KEY,
    users: [
      { name: "ana", passwordHash, role: "operator" },
      { name: "vic", passwordHash, role: "viewer" },
    ],
  };
});

const basic = (name: string, password = "open sesame") => ({
  authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`,
});
const hmac = (text: string) => createHmac("sha256", KEY).update(text).digest("base64url");
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const status = async (url: string, headers: Record<string, string> = {}) =>
  (await fetch(url, { headers })).status;

describe("without the right credential", () => {
  it("no route answers, whether it exists or not", async () => {
    const { url } = await startServer({ auth });
    const paths = [
      "/",
      "/nowhere",
      "/api/runs",
      "/api/sources",
      "/api/events",
      "/api/openapi.json",
    ];
    for (const path of paths) {
      const response = await fetch(url + path);
      expect([path, response.status]).toEqual([path, 401]);
      expect(response.headers.get("www-authenticate")).toContain("Basic");
      expect([path, await status(url + path, basic("ana", "guess"))]).toEqual([path, 401]);
      expect([path, await status(url + path, bearer("a.b.c"))]).toEqual([path, 401]);
    }
    expect(await openSocket(`${url}/api/socket`).ended).toBe(401);
    expect(await openSocket(`${url}/api/socket`, bearer("x")).ended).toBe(401);
  });

  it("no route that the description lists answers, whatever its method", async () => {
    const { app, url } = await startServer({ auth });
    const routes = Object.entries(app.swagger().paths ?? {}).flatMap(([path, item]) =>
      Object.keys(item ?? {}).map((method) => ({ path: path.replace(/\{\w+\}/gu, "x"), method })),
    );
    expect(routes.length).toBeGreaterThan(15);
    const open = new Set(["/healthz", "/readyz"]);
    for (const { path, method } of routes) {
      // A hook signs what it sends.
      if (open.has(path) || path.startsWith("/hooks/")) continue;
      const headers = { "x-cimon": "1" };
      const response = await fetch(url + path, { method: method.toUpperCase(), headers });
      expect([method, path, response.status]).toEqual([method, path, 401]);
    }
  });

  it("a right name counts no more than a wrong one", async () => {
    const { url } = await startServer({ auth });
    const texts = await Promise.all(
      ["ana", "nobody"].map(async (name) =>
        (await fetch(`${url}/api/runs`, { headers: basic(name, "guess") })).text(),
      ),
    );
    expect(texts[0]).toBe(texts[1]);
  });

  it("guessing ends after ten times a minute, also with the right one, and says so", async () => {
    const { url } = await startServer({ auth });
    for (let guess = 0; guess < 10; guess += 1) {
      expect(await status(`${url}/api/runs`, basic("ana", `guess ${guess}`))).toBe(401);
    }
    const response = await fetch(`${url}/api/runs`, { headers: basic("ana") });
    expect(response.status).toBe(429);
    expect(await response.text()).toContain("try again in");
  });
});

describe("a person", () => {
  it("signs in by name and password, and by a cookie afterwards", async () => {
    const { url } = await startServer({ auth });
    const first = await fetch(`${url}/api/runs`, { headers: basic("vic") });
    expect(first.status).toBe(200);
    const cookie = first.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/HttpOnly/u);
    expect(cookie).toMatch(/SameSite=Strict/u);
    const pair = { cookie: cookie.split(";", 1)[0] ?? "" };
    expect(await status(`${url}/api/runs`, pair)).toBe(200);
    const socket = openSocket(`${url}/api/socket`, pair);
    expect(await socket.nextMessage()).toMatchObject({ user: { name: "vic", role: "viewer" } });
    const forged = { cookie: pair.cookie.replace("vic", "ana") };
    expect(await status(`${url}/api/runs`, forged)).toBe(401);
  });

  it("is not asked to prove a right password again and again", async () => {
    const { url } = await startServer({ auth });
    const answers = [];
    for (let turn = 0; turn < 30; turn += 1)
      answers.push(await status(`${url}/api/runs`, basic("ana")));
    expect(new Set(answers)).toEqual(new Set([200]));
  });
});

describe("a program", () => {
  it("shows a token of its own role", async () => {
    const { url } = await startServer({ auth });
    const token = await signToken(KEY, { name: "bot", role: "viewer", lifetimeSec: 60 });
    const { nextMessage } = openSocket(`${url}/api/socket`, bearer(token));
    expect(await nextMessage()).toMatchObject({ user: { name: "bot", role: "viewer" } });
  });

  it("is refused with a token of another key, that has expired, without an end, or unsigned", async () => {
    const { url } = await startServer({ auth });
    const grant = { name: "bot", role: "operator", lifetimeSec: 60 } as const;
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
    const claims = { sub: "bot", role: "operator", iss: "cimon" };
    const exp = Math.floor(Date.now() / 1_000) + 60;
    const sign = (head: object, body: object) => {
      const text = `${encode(head)}.${encode(body)}`;
      return `${text}.${hmac(text)}`;
    };
    const tokens = [
      await signToken("x".repeat(40), grant),
      await signToken(KEY, { ...grant, lifetimeSec: -60 }),
      sign({ alg: "HS256" }, claims),
      sign({ alg: "HS256" }, { ...claims, exp, role: "king" }),
      sign({ alg: "HS256" }, { ...claims, exp, iss: "another" }),
      `${encode({ alg: "none" })}.${encode({ ...claims, exp })}.`,
    ];
    for (const token of tokens) expect(await status(`${url}/api/runs`, bearer(token))).toBe(401);
    const right = sign({ alg: "HS256" }, { ...claims, exp });
    expect(await status(`${url}/api/runs`, bearer(right))).toBe(200);
  });

  it("is refused where no key is configured", async () => {
    const { url } = await startServer({ auth: { ...auth, key: null } });
    const token = await signToken(KEY, { name: "bot", role: "viewer", lifetimeSec: 60 });
    expect(await status(`${url}/api/runs`, bearer(token))).toBe(401);
  });
});

it("writes no password, token or query to its log", async () => {
  const { url, lines } = await startServer({ auth });
  const token = await signToken(KEY, { name: "bot", role: "viewer", lifetimeSec: 60 });
  await status(`${url}/api/runs?filter=hush`, basic("ana"));
  await status(`${url}/api/runs`, basic("ana", "my secret guess"));
  await status(`${url}/api/runs`, bearer(token));
  await status(`${url}/api/runs?token=${token}`);
  await expect.poll(() => lines.length).toBeGreaterThan(3);
  const log = lines.join("\n");
  for (const secret of [
    "open sesame",
    "my secret guess",
    token,
    "hush",
    basic("ana").authorization,
  ]) {
    expect(log).not.toContain(secret);
  }
});

it("lets a viewer look, and only an operator act", async () => {
  const { url, feed, desk } = await startServer({ auth });
  const run = feed.getSnapshot().pipelines[0]?.latest;
  const at = `${url}/api/runs/gh/${run?.id}`;
  const act = async (headers: Record<string, string>) =>
    (await fetch(`${at}/rerun`, { method: "POST", headers })).status;
  const viewer = await signToken(KEY, { name: "bot", role: "viewer", lifetimeSec: 60 });
  const operator = await signToken(KEY, { name: "bot", role: "operator", lifetimeSec: 60 });
  expect(await status(`${at}/jobs`, bearer(viewer))).toBe(200);
  expect(await act(bearer(viewer))).toBe(403);
  expect(await act({ ...basic("vic"), origin: url })).toBe(403);
  expect(desk.act).not.toHaveBeenCalled();
  // A password travels with whatever a browser sends, so that it alone does not show who wanted it.
  expect(await act(basic("ana"))).toBe(403);
  expect(await act({ ...basic("ana"), origin: url })).toBe(202);
  expect(await act(bearer(operator))).toBe(202);
  expect(desk.act).toHaveBeenCalledTimes(2);
});
