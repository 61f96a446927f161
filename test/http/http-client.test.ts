import { afterEach, describe, expect, it, vi } from "vitest";
import { CACHE_HEADER, createHttpClient, type HttpExchange } from "../../src/http/http-client.ts";
import { startScriptedServer } from "../helpers/scripted-server.ts";

const NOW_MS = 1_795_435_200_000;
const JSON_INIT = { headers: { accept: "application/json" } };

function connect(deadlineMs = 2_000) {
  const exchanges: HttpExchange[] = [];
  const onExchange = (exchange: HttpExchange) => exchanges.push(exchange);
  return { exchanges, ...createHttpClient({ deadlineMs, now: () => NOW_MS, onExchange }) };
}

afterEach(() => vi.restoreAllMocks());

describe("the HTTP client", () => {
  it("asks again with the ETag and answers a 304 with what it stands for", async () => {
    const server = await startScriptedServer(({ headers }) =>
      headers["if-none-match"] === '"v1"'
        ? {
            status: 304,
            headers: { etag: '"v1"', "x-ratelimit-limit": "60", "x-ratelimit-remaining": "59" },
          }
        : { headers: { etag: '"v1"' }, body: { runs: [1, 2] } },
    );
    const client = connect();
    await client.fetch(`${server.url}/runs`, JSON_INIT);
    const again = await client.fetch(`${server.url}/runs`, JSON_INIT);
    expect(again.status).toBe(200);
    expect(again.headers.get(CACHE_HEADER)).toBe("hit");
    expect(again.headers.get("content-type")).toContain("json");
    expect(await again.json()).toEqual({ runs: [1, 2] });
    expect(client.exchanges.map(({ status, cacheHit }) => [status, cacheHit])).toEqual([
      [200, false],
      [304, true],
    ]);
    expect(client.quota()).toEqual({ limit: 60, remaining: 59, resetAt: null });
  });

  it("forgets an old answer when the server has a new one", async () => {
    let version = 1;
    const server = await startScriptedServer(({ headers }) => {
      const etag = `"v${version}"`;
      if (headers["if-none-match"] === etag) return { status: 304, headers: { etag } };
      return { headers: { etag }, body: { version } };
    });
    const client = connect();
    const read = async () => (await client.fetch(server.url, JSON_INIT)).json();
    expect(await read()).toEqual({ version: 1 });
    version = 2;
    expect(await read()).toEqual({ version: 2 });
    expect(await read()).toEqual({ version: 2 });
  });

  it("remembers nothing for a caller that keeps its ETags itself", async () => {
    const server = await startScriptedServer(({ headers }) => {
      const etag = '"v1"';
      if (headers["if-none-match"] === etag) return { status: 304, headers: { etag } };
      return { headers: { etag }, body: { runs: [1, 2] } };
    });
    const client = connect();
    for (let round = 0; round < 2; round += 1) {
      const answer = await client.fetchUncached(server.url, JSON_INIT);
      expect(await answer.json()).toEqual({ runs: [1, 2] });
      expect(answer.headers.get(CACHE_HEADER)).toBeNull();
    }
    const headers = { ...JSON_INIT.headers, "if-none-match": '"v1"' };
    const again = await client.fetchUncached(server.url, { headers });
    expect(again.status).toBe(200);
    expect(again.headers.get(CACHE_HEADER)).toBe("hit");
    expect(await again.text()).toBe("");
    await client.fetch(server.url, JSON_INIT);
    expect(client.exchanges.map(({ status }) => status)).toEqual([200, 200, 304, 200]);
  });

  it("never has more than eight requests in flight", async () => {
    let inFlight = 0;
    let most = 0;
    const server = await startScriptedServer(() => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      return { headers: { "content-type": "application/json" }, body: "{}" };
    });
    const client = createHttpClient({
      deadlineMs: 2_000,
      now: () => NOW_MS,
      onExchange: () => {
        inFlight -= 1;
      },
    });
    await Promise.all(Array.from({ length: 40 }, (_, n) => client.fetch(`${server.url}/${n}`)));
    expect(server.requests).toHaveLength(40);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(8);
  });

  it("counts the deadline until the last byte, not until the first", async () => {
    const server = await startScriptedServer(() => ({
      headers: { "content-length": "100" },
      body: "too little",
    }));
    await expect(connect(150).fetch(server.url)).rejects.toMatchObject({ kind: "timeout" });
  });

  it("follows a redirect on the same host with the credential, and to another without it", async () => {
    const foreign = await startScriptedServer(() => ({ body: "log" }));
    const server = await startScriptedServer(({ url }) => {
      if (url === "/old") return { status: 301, headers: { location: "/new" } };
      if (url === "/new") return { status: 302, headers: { location: `${foreign.url}/log` } };
      return undefined;
    });
    const headers = { authorization: "Bearer secret", "private-token": "secret" };
    const response = await connect().fetch(`${server.url}/old`, { headers });
    expect(await response.text()).toBe("log");
    expect(server.requests.map((request) => request.headers.authorization)).toEqual([
      "Bearer secret",
      "Bearer secret",
    ]);
    expect(foreign.requests[0]?.headers).not.toHaveProperty("authorization");
    expect(foreign.requests[0]?.headers).not.toHaveProperty("private-token");
  });

  it("gives up on a circle of redirects", async () => {
    const server = await startScriptedServer(() => ({ status: 302, headers: { location: "/" } }));
    await expect(connect().fetch(server.url)).rejects.toMatchObject({ kind: "bad-response" });
    expect(server.requests.length).toBeLessThan(10);
  });

  it("does not repeat a POST that was redirected", async () => {
    const server = await startScriptedServer(() => ({ status: 302, headers: { location: "/x" } }));
    await expect(connect().fetch(server.url, { method: "POST" })).rejects.toMatchObject({
      status: 302,
    });
    expect(server.requests).toHaveLength(1);
  });

  it("hands out an answer without a body, as to a POST", async () => {
    const server = await startScriptedServer(() => ({ status: 204 }));
    expect((await connect().fetch(server.url, { method: "POST" })).status).toBe(204);
  });

  it("asks on a port that browsers bar, too", async () => {
    await expect(connect().fetch("http://127.0.0.1:6000/")).rejects.toMatchObject({
      message: expect.stringMatching(/^127\.0\.0\.1:6000 refused the connection/u),
    });
  });

  it("parses what it has checked to be JSON once", async () => {
    const body = { runs: [1] };
    const server = await startScriptedServer(() => ({ body }));
    const parse = vi.spyOn(JSON, "parse");
    const answer = await connect().fetch(server.url, JSON_INIT);
    expect(await answer.json()).toEqual(body);
    expect(parse).toHaveBeenCalledTimes(1);
  });

  it("reports each exchange without its query", async () => {
    const server = await startScriptedServer(() => ({ status: 500, body: "no" }));
    const client = connect();
    await client.fetch(`${server.url}/a/b?private_token=secret`).catch(() => undefined);
    expect(client.exchanges).toHaveLength(1);
    expect(client.exchanges[0]).toMatchObject({
      method: "GET",
      path: "/a/b",
      status: 500,
      bytes: 2,
    });
    expect(JSON.stringify(client.exchanges)).not.toContain("secret");
  });
});
