import { request as sendRequest } from "node:http";
import { expect, it } from "vitest";
import { startServer } from "../start-server.ts";

/** The status of a request with any headers, also those that `fetch` does not let be set. */
function ask(url: string, headers: Record<string, string>, method = "GET"): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = sendRequest(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on("error", reject).end();
  });
}

it("answers under the names of this machine only, where nobody has to sign in", async () => {
  const { url } = await startServer();
  const { port } = new URL(url);
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, "LOCALHOST"]) {
    expect([host, await ask(`${url}/api/runs`, { host })]).toEqual([host, 200]);
  }
  const foreign = [
    "evil.example",
    `evil.example:${port}`,
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "1.2.3.4",
  ];
  for (const host of foreign) {
    expect([host, await ask(`${url}/api/runs`, { host })]).toEqual([host, 421]);
  }
});

it("believes a proxy's word for its name only when told to", async () => {
  const headers = { host: "localhost", "x-forwarded-host": "evil.example" };
  const { url } = await startServer();
  expect(await ask(`${url}/api/runs`, headers)).toBe(200);
  const behind = await startServer({ trustProxy: true });
  expect(await ask(`${behind.url}/api/runs`, headers)).toBe(421);
});

it("changes nothing for another site's page", async () => {
  const { url } = await startServer();
  const host = new URL(url).host;
  const origins: Record<string, number> = {
    [`http://${host}`]: 404,
    [`https://${host}`]: 404,
    "http://evil.example": 403,
    [`http://${host}.evil.example`]: 403,
    null: 403,
    "": 403,
  };
  for (const [origin, status] of Object.entries(origins)) {
    expect([origin, await ask(`${url}/api/nothing`, { origin }, "POST")]).toEqual([origin, status]);
  }
  expect(await ask(`${url}/api/nothing`, {}, "POST")).toBe(403);
  expect(await ask(`${url}/api/nothing`, { "x-cimon": "1" }, "POST")).toBe(404);
});

it("forbids every script, style and frame that is not its own", async () => {
  const { url } = await startServer();
  const { headers } = await fetch(`${url}/api/runs`);
  const policy = headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});
