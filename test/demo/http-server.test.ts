import { afterEach, describe, expect, it } from "vitest";
import { startDemoServer } from "../../src/demo/http-server.ts";
import type { DemoServer, DemoServerOptions } from "../../src/demo/http-types.ts";

let server: DemoServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

async function start(options: Partial<DemoServerOptions> = {}): Promise<DemoServer> {
  server = await startDemoServer({
    routes: [
      { method: "GET", path: "/things/:id", handle: ({ params }) => ({ json: { id: params.id } }) },
      { method: "GET", path: "/tree/*", handle: ({ params }) => ({ json: { rest: params["*"] } }) },
      { method: "GET", path: "/parts", handle: () => ({ text: "0123456789", hasParts: true }) },
      { method: "GET", path: "/plain", handle: () => ({ text: "süß", etag: false }) },
      { method: "POST", path: "/echo", handle: ({ body }) => ({ status: 201, json: { body } }) },
      {
        method: "GET",
        path: "/throws",
        handle: () => {
          throw new Error("out of order");
        },
      },
    ],
    ...options,
  });
  return server;
}

describe("startDemoServer", () => {
  it("listens on loopback and answers by its routes", async () => {
    const { url, port } = await start();
    expect(url).toBe(`http://127.0.0.1:${port}`);
    const response = await fetch(`${url}/things/7?x=1`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain("application/json");
    expect(await response.json()).toEqual({ id: "7" });
  });

  it("keeps an encoded slash within its segment and decodes once", async () => {
    const { url } = await start();
    const one = await fetch(`${url}/things/platform%2Finfra%2Fterraform`);
    expect(await one.json()).toEqual({ id: "platform/infra/terraform" });
    const two = await fetch(`${url}/things/feature%252Fx`);
    expect(await two.json()).toEqual({ id: "feature%2Fx" });
    const rest = await fetch(`${url}/tree/a/b`);
    expect(await rest.json()).toEqual({ rest: "a/b" });
  });

  it("answers 304 without a body to whoever holds the ETag, weak or strong", async () => {
    const { url, requests } = await start();
    const first = await fetch(`${url}/things/7`);
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/u);
    for (const held of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await fetch(`${url}/things/7`, { headers: { "if-none-match": held } });
      expect(again.status).toBe(304);
      expect(await again.text()).toBe("");
    }
    const other = await fetch(`${url}/things/8`, { headers: { "if-none-match": etag } });
    expect(other.status).toBe(200);
    expect(requests.map((request) => request.status)).toEqual([200, 304, 304, 304, 200]);
  });

  it("leaves the ETag out where the route says so, and counts bytes rather than characters", async () => {
    const { url } = await start();
    const response = await fetch(`${url}/plain`);
    expect(response.headers.get("etag")).toBeNull();
    expect(response.headers.get("content-length")).toBe("5");
    expect(await response.text()).toBe("süß");
  });

  it.each([
    ["bytes=4-", 206, "456789", "bytes 4-9/10"],
    ["bytes=4-5", 206, "45", "bytes 4-5/10"],
    ["bytes=10-", 416, "", "bytes */10"],
    ["bytes=-3", 200, "0123456789", null],
  ])(
    "answers a Range of %s with %d where the route has parts",
    async (range, status, text, part) => {
      const { url } = await start();
      const answer = await fetch(`${url}/parts`, { headers: { range } });
      expect(answer.status).toBe(status);
      expect(await answer.text()).toBe(text);
      expect(answer.headers.get("content-range")).toBe(part);
      expect(answer.headers.get("accept-ranges")).toBe("bytes");
      const whole = await fetch(`${url}/plain`, { headers: { range } });
      expect(whole.status).toBe(200);
    },
  );

  it("parses JSON and form bodies and refuses what is too large", async () => {
    const { url } = await start({ maxBodyBytes: 100 });
    const json = await fetch(`${url}/echo`, { method: "POST", body: '{"ref":"main"}' });
    expect(await json.json()).toEqual({ body: { ref: "main" } });
    const form = await fetch(`${url}/echo`, {
      method: "POST",
      body: new URLSearchParams({ ENV: "prod" }),
    });
    expect(await form.json()).toEqual({ body: { ENV: "prod" } });
    const large = await fetch(`${url}/echo`, { method: "POST", body: "x".repeat(101) });
    expect(large.status).toBe(413);
  });

  it("answers HEAD like GET, 404 for the unknown and 500 for a handler that throws", async () => {
    const { url } = await start();
    const head = await fetch(`${url}/things/7`, { method: "HEAD" });
    expect(head.status).toBe(200);
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
    expect((await fetch(`${url}/echo`)).status).toBe(404);
    expect((await fetch(`${url}/throws`)).status).toBe(500);
  });

  it("lets `before` refuse and `extraHeaders` see the final status", async () => {
    const { url } = await start({
      before: ({ headers }) =>
        headers.authorization === undefined ? { status: 401, json: {} } : null,
      extraHeaders: (_request, status) => ({ "X-Final": String(status) }),
    });
    const refused = await fetch(`${url}/things/7`);
    expect([refused.status, refused.headers.get("x-final")]).toEqual([401, "401"]);
    const authorization = "Bearer x";
    const first = await fetch(`${url}/things/7`, { headers: { authorization } });
    const held = first.headers.get("etag") ?? "";
    const again = await fetch(`${url}/things/7`, {
      headers: { authorization, "if-none-match": held },
    });
    expect([again.status, again.headers.get("x-final")]).toEqual([304, "304"]);
  });
});

describe("faults", () => {
  it("answers 500, an HTML 502, a 429 with Retry-After and broken JSON when told to", async () => {
    const { url, setFault } = await start();
    setFault({ kind: "error" });
    expect((await fetch(`${url}/things/7`)).status).toBe(500);
    setFault({ kind: "html" });
    const html = await fetch(`${url}/things/7`);
    expect([html.status, html.headers.get("content-type")]).toEqual([502, "text/html"]);
    setFault({ kind: "rate-limit", retryAfterSec: 3 });
    const limited = await fetch(`${url}/things/7`);
    expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "3"]);
    setFault({ kind: "broken-json" });
    const broken = await fetch(`${url}/things/7`);
    expect(broken.status).toBe(200);
    await expect(broken.json()).rejects.toThrow(SyntaxError);
    setFault(null);
    expect((await fetch(`${url}/things/7`)).status).toBe(200);
  });

  it("resets the socket, or cuts the body short", async () => {
    const { url, setFault, requests } = await start();
    setFault({ kind: "reset" });
    await expect(fetch(`${url}/things/7`)).rejects.toThrow();
    setFault({ kind: "cut" });
    const cut = await fetch(`${url}/things/7`);
    await expect(cut.text()).rejects.toThrow();
    expect(requests[0]?.status).toBeNull();
  });

  it("never answers a hanging request, and closing ends it", async () => {
    const { url, setFault, close } = await start();
    setFault({ kind: "hang" });
    const held = fetch(`${url}/things/7`).then(
      () => "answered",
      () => "ended",
    );
    await expect.poll(() => server?.requestCount()).toBe(1);
    await close();
    server = null;
    expect(await held).toBe("ended");
  });

  it("is late when told to, with the right answer", async () => {
    const { url, setFault } = await start();
    setFault({ kind: "slow", delayMs: 40 });
    const before = performance.now();
    const response = await fetch(`${url}/things/7`);
    expect(await response.json()).toEqual({ id: "7" });
    expect(performance.now() - before).toBeGreaterThanOrEqual(38);
  });

  it("keeps to the requests and the number of times it was given", async () => {
    const { url, setFault } = await start();
    setFault({ kind: "error" }, { when: ({ path }) => path === "/things/7", times: 1 });
    expect((await fetch(`${url}/things/8`)).status).toBe(200);
    expect((await fetch(`${url}/things/7`)).status).toBe(500);
    expect((await fetch(`${url}/things/7`)).status).toBe(200);
  });
});
