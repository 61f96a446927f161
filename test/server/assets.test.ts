import { describe, expect, it } from "vitest";
import { startServer } from "./start-server.ts";

describe("what the page loads", () => {
  it.each([
    ["htmx.js", "application/javascript; charset=utf-8", "htmx"],
    ["htmx-ws.js", "application/javascript; charset=utf-8", "WebSocket"],
    ["page.js", "application/javascript; charset=utf-8", "addEventListener"],
    ["style.css", "text/css; charset=utf-8", "{"],
    ["icon.svg", "image/svg+xml", "<svg"],
  ])("comes gzipped, as what it is: %s", async (name, type, part) => {
    const { url } = await startServer();
    const response = await fetch(`${url}/assets/${name}`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(response.headers.get("content-type")).toBe(type);
    expect(await response.text()).toContain(part);
  });

  it("is not sent again while it is as it was", async () => {
    const { app } = await startServer();
    const first = await app.inject("/assets/htmx.js");
    const headers = { "if-none-match": first.headers.etag };
    const again = await app.inject({ url: "/assets/htmx.js", headers });
    expect([first.statusCode, again.statusCode]).toEqual([200, 304]);
    expect(again.body).toBe("");
  });

  it("is nothing but what is there", async () => {
    const { url } = await startServer();
    const response = await fetch(`${url}/assets/none.js`);
    expect(response.status).toBe(404);
    expect(response.headers.get("content-encoding")).toBeNull();
  });
});
