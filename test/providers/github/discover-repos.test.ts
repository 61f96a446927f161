import { describe, expect, it } from "vitest";
import { createHttpClient } from "../../../src/http/http-client.ts";
import { createGithubProvider } from "../../../src/providers/github/provider.ts";
import example from "../../fixtures/github/minimal-repository.json" with { type: "json" };
import { type ScriptedAnswer, startScriptedServer } from "../../helpers/scripted-server.ts";

const NEVER = new AbortController().signal;

function makeRepo(full_name: string, fields: Readonly<Record<string, unknown>> = {}) {
  return { ...example, full_name, name: full_name.split("/")[1], ...fields };
}

const ACME = [
  makeRepo("Acme/api"),
  makeRepo("Acme/web-shop"),
  makeRepo("Acme/web-old"),
  makeRepo("Acme/web-gone", { archived: true }),
  makeRepo("Acme/web-off", { disabled: true }),
];

const MANY = Array.from({ length: 230 }, (_, index) => makeRepo(`big/r${index}`));

const LISTS: Readonly<Record<string, readonly unknown[]>> = {
  "/orgs/acme/repos": ACME,
  "/orgs/big/repos": MANY,
  "/users/octocat/repos": [makeRepo("octocat/public")],
  "/user/repos?affiliation=owner": [makeRepo("octocat/public"), makeRepo("octocat/secret")],
  "/user/repos": [...ACME, makeRepo("octocat/secret")],
};

interface Options {
  readonly token?: string | null;
  readonly special?: (path: string) => ScriptedAnswer | undefined;
}

async function discover(repos: readonly string[], { token = "t0ken", special }: Options = {}) {
  const server = await startScriptedServer(({ url }) => {
    const { pathname, searchParams } = new URL(url, "http://x");
    const path = pathname.replace("/api/v3", "");
    const answer = special?.(path);
    if (answer) return answer;
    if (path === "/user") return { body: { login: "Octocat" } };
    const affiliation = searchParams.get("affiliation");
    const list = LISTS[affiliation ? `${path}?affiliation=${affiliation}` : path];
    if (!list) return { status: 404, body: { message: "Not Found" } };
    expect(searchParams.get("per_page")).toBe("100");
    const from = (Number(searchParams.get("page") ?? 1) - 1) * 100;
    return { body: list.slice(from, from + 100) };
  });
  const http = createHttpClient({ deadlineMs: 5_000, now: () => 0 });
  const { url } = server;
  const provider = createGithubProvider({ source: "gh", url, token, http, now: () => 0, repos });
  const targets = await provider.discoverTargets(NEVER).catch((error: unknown) => error);
  const ids = Array.isArray(targets) ? targets.map((target) => target.id) : targets;
  const asked = server.requests.map((request) => request.url.replace("/api/v3", ""));
  const again = () => provider.discoverTargets(NEVER);
  const namesAgain = async () => (await again()).map(({ id }) => id);
  return { server, provider, targets, ids, asked, url, again, namesAgain };
}

describe("discoverTargets of GitHub", () => {
  it("takes exact names as they stand, without a request", async () => {
    const { targets, asked, url } = await discover(["Acme/API", "octo/web", "acme/api"]);
    expect(targets).toEqual([
      { id: "Acme/API", url: `${url}/Acme/API` },
      { id: "octo/web", url: `${url}/octo/web` },
    ]);
    expect(asked).toEqual([]);
  });

  it("resolves globs whatever the case, less exclusions, archived and disabled ones", async () => {
    const { ids, asked } = await discover(["acme/WEB-*", "ACME/*", "!acme/Web-Old", "!x/y"]);
    expect(ids).toEqual(["Acme/web-shop", "Acme/api"]);
    expect(asked).toEqual(["/orgs/acme/repos?per_page=100"]);
  });

  it("applies exclusions to exact names too", async () => {
    expect((await discover(["acme/api", "acme/web", "!acme/a*"])).ids).toEqual(["acme/web"]);
  });

  it("reads all pages of a large organisation", async () => {
    const { ids, asked } = await discover(["big/*"]);
    expect(ids).toHaveLength(230);
    expect(asked).toHaveLength(3);
  });

  it("takes an owner who is no organisation for a user", async () => {
    const { ids, asked } = await discover(["octocat/*"], { token: null });
    expect(ids).toEqual(["octocat/public"]);
    expect(asked).toEqual([
      "/orgs/octocat/repos?per_page=100",
      "/users/octocat/repos?per_page=100",
    ]);
  });

  it("finds the private repositories of the token's own user", async () => {
    expect((await discover(["octocat/*"])).ids).toEqual(["octocat/public", "octocat/secret"]);
  });

  it("goes on with a token that belongs to no user", async () => {
    const special = (path: string) =>
      path === "/user" ? { status: 403, body: { message: "Resource not accessible" } } : undefined;
    expect((await discover(["octocat/*"], { special })).ids).toEqual(["octocat/public"]);
  });

  it("searches all that the token sees for a pattern of owners, and needs a token for it", async () => {
    expect((await discover(["*/{api,secret}"])).ids).toEqual(["Acme/api", "octocat/secret"]);
    expect((await discover(["*/api"], { token: null })).ids).toMatchObject({ kind: "auth" });
  });

  it("keeps an unknown owner's pattern as a target of its own beside the others", async () => {
    expect((await discover(["nobody/*", "acme/api"])).ids).toEqual(["acme/api", "nobody/*"]);
  });

  it("fails where nothing is left, and where the server itself is in trouble", async () => {
    expect((await discover(["nobody/*"])).ids).toMatchObject({ kind: "not-found", status: 404 });
    const special = () => ({ status: 502, body: "" });
    expect((await discover(["acme/*", "a/b"], { special })).ids).toMatchObject({ status: 502 });
    const refused = () => ({ status: 401, body: {} });
    expect((await discover(["acme/*", "a/b"], { special: refused })).ids).toMatchObject({
      kind: "auth",
    });
    const strange = () => ({ body: { message: "hello" } });
    expect((await discover(["acme/*"], { special: strange })).ids).toMatchObject({
      kind: "bad-response",
    });
  });

  it("tells when each was last pushed to, exact ones of a listed owner too", async () => {
    const list = [
      makeRepo("acme/api", { pushed_at: "2026-11-23T09:00:00Z" }),
      makeRepo("acme/web", { pushed_at: "2026-11-23T10:00:00Z" }),
      makeRepo("acme/empty", { pushed_at: null }),
    ];
    const special = () => ({ body: list });
    const { targets } = await discover(["Acme/API", "acme/*"], { special });
    expect(targets).toMatchObject([
      { id: "Acme/API", changedAt: "2026-11-23T09:00:00.000Z" },
      { id: "acme/web", changedAt: "2026-11-23T10:00:00.000Z" },
      { id: "acme/empty" },
    ]);
    expect(Array.isArray(targets) && "changedAt" in targets[2]).toBe(false);
  });

  it("asks conditionally for what it knows; new, renamed, archived and deleted ones come and go", async () => {
    const before = ["acme/a", "acme/b", "acme/c", "acme/d"].map((name) => makeRepo(name));
    const answer = (body: unknown, etag: string) => ({ body, headers: { etag } });
    const special = () => answer(before, '"one"');
    const { server, ids, namesAgain } = await discover(["acme/*"], { special });
    expect(ids).toEqual(["acme/a", "acme/b", "acme/c", "acme/d"]);
    server.answerWith(({ headers }) => ({
      status: headers["if-none-match"] === '"one"' ? 304 : 500,
    }));
    expect(await namesAgain()).toEqual(ids);
    expect(server.requests).toHaveLength(2);
    const archived = makeRepo("acme/b", { archived: true });
    const after = [makeRepo("acme/a"), archived, makeRepo("acme/c-renamed"), makeRepo("acme/new")];
    server.answerWith(() => answer(after, '"two"'));
    expect(await namesAgain()).toEqual(["acme/a", "acme/c-renamed", "acme/new"]);
  });

  it("asks no second time whether a user is an organisation", async () => {
    const { server, namesAgain } = await discover(["octocat/*"]);
    const before = server.requests.length;
    expect(await namesAgain()).toEqual(["octocat/public", "octocat/secret"]);
    expect(server.requests.slice(before).map(({ url }) => url)).toEqual([
      "/api/v3/user/repos?affiliation=owner&per_page=100",
    ]);
  });

  it.each([403, 404])("keeps what an owner had whose list is answered %i later", async (status) => {
    let isRefused = false;
    const special = (path: string) =>
      isRefused && path.includes("/acme/") ? { status, body: {} } : undefined;
    const patterns = ["acme/web-*", "big/r1", "octocat/*"];
    const { ids, namesAgain, provider } = await discover(patterns, { special });
    expect(ids).toEqual([
      "Acme/web-shop",
      "Acme/web-old",
      "big/r1",
      "octocat/public",
      "octocat/secret",
    ]);
    isRefused = true;
    expect(await namesAgain()).toEqual([ids, "acme/web-*"].flat());
    const target = { id: "acme/web-*", url: "" };
    const asked = provider.listRuns({ target, cursor: null, unfinished: [], signal: NEVER });
    await expect(asked).rejects.toMatchObject({ status });
    isRefused = false;
    expect(await namesAgain()).toEqual(ids);
  });

  it("takes a rate limit for no refusal, even one that is a 403", async () => {
    const limited = { status: 403, headers: { "retry-after": "9" }, body: {} };
    const special = (path: string) => (path.startsWith("/orgs/acme") ? limited : undefined);
    expect((await discover(["acme/*", "a/b"], { special })).ids).toMatchObject({
      kind: "rate-limited",
    });
  });

  it("names an entry that is no repository", async () => {
    expect((await discover(["acme"])).ids).toMatchObject({ message: '"acme" is no owner/name' });
  });

  it("ends with a server that repeats its pages for ever", async () => {
    const page = MANY.slice(0, 100);
    const { ids, asked } = await discover(["big/*"], { special: () => ({ body: page }) });
    expect(ids).toHaveLength(100);
    expect(asked).toHaveLength(100);
  });
});
