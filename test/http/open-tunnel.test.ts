import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, createServer, connect as dial } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createHttpClient } from "../../src/http/http-client.ts";
import { createTransport } from "../../src/http/transport.ts";
import { type Certificate, makeAuthority, makeCertificate } from "../helpers/certificates.ts";
import { startScriptedServer } from "../helpers/scripted-server.ts";
import { startProxy } from "../helpers/start-proxy.ts";

const NAME = "ci.test";

let authority: Certificate;
let certificate: Certificate;
let proxyCertificate: Certificate;

beforeAll(async () => {
  authority = await makeAuthority("Acme");
  certificate = await makeCertificate(authority, { names: [NAME] });
  proxyCertificate = await makeCertificate(authority, { names: ["127.0.0.1"] });
});

function connect(env: Record<string, string>, deadlineMs = 20_000) {
  const transport = createTransport({ env, ca: authority.cert });
  return createHttpClient({ deadlineMs, now: Date.now, transport });
}

async function startTlsServer(): Promise<number> {
  const server = createSecureServer(certificate, (request, response) => {
    response.end(`${request.method} ${request.url} for ${request.headers.host}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A proxy that does as it is told with the socket of whoever connects. */
async function startOddProxy(answer: string | null): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", () => {
      if (answer !== null) socket.end(answer);
    });
    onTestFinished(() => void socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("a tunnel through a proxy", () => {
  it("leads to the server it was asked for, and is used again", async () => {
    const proxy = await startProxy({ port: await startTlsServer() });
    const { fetch } = connect({ HTTPS_PROXY: `http://ana:100%@${proxy.host}` });
    for (const path of ["/one", "/two"]) {
      const answer = await fetch(`https://${NAME}${path}?a=b`);
      expect(await answer.text()).toBe(`GET ${path}?a=b for ${NAME}`);
    }
    expect(proxy.seen).toEqual([`CONNECT ${NAME}:443 as ana:100%`]);
  });

  it("carries many requests at once", async () => {
    const proxy = await startProxy({ port: await startTlsServer() });
    const { fetch } = connect({ HTTPS_PROXY: proxy.host });
    const answers = Array.from({ length: 20 }, async (_, index) =>
      (await fetch(`https://${NAME}/${index}`)).text(),
    );
    const texts = await Promise.all(answers);
    expect(texts).toEqual(texts.map((_, index) => `GET /${index} for ${NAME}`));
    expect(proxy.seen.length).toBeLessThanOrEqual(8);
  });

  it("is not waited for longer than the deadline, nor after an abort", async () => {
    const env = { HTTPS_PROXY: await startOddProxy(null) };
    const url = `https://${NAME}/`;
    await expect(connect(env, 200).fetch(url)).rejects.toMatchObject({ kind: "timeout" });
    const controller = new AbortController();
    const pending = connect(env).fetch(url, { signal: controller.signal });
    const reason = new Error("the user has left");
    setImmediate(() => controller.abort(reason));
    await expect(pending).rejects.toBe(reason);
  });

  it.each([
    ["ends", "", /^the proxy 127\S+ on the way to ci\.test closed the connection half-way/u],
    ["speaks no HTTP", "SSH-2.0-x\r\n", /does not speak HTTP on this port/u],
    [
      "refuses",
      "HTTP/1.1 502 No\r\n\r\n",
      /^the proxy 127\S+ lets nothing through to ci\.test \(/u,
    ],
  ])("that the proxy %s instead has a sentence", async (_, answer, message) => {
    const { fetch } = connect({ HTTPS_PROXY: await startOddProxy(answer) });
    await expect(fetch(`https://${NAME}/`)).rejects.toMatchObject({
      kind: "network",
      message: expect.stringMatching(message),
    });
  });

  it("is opened over TLS where the proxy's own address says so", async () => {
    const inner = await startProxy({ port: await startTlsServer() });
    const [, port = ""] = inner.host.split(":");
    const outer = createTlsServer(proxyCertificate, (socket) => {
      const onward = dial(Number(port), "127.0.0.1");
      for (const end of [socket, onward]) end.on("error", () => end.destroy());
      socket.pipe(onward).pipe(socket);
      onTestFinished(() => void socket.destroy());
    });
    await new Promise<void>((resolve) => outer.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void outer.close());
    const address = `https://127.0.0.1:${(outer.address() as AddressInfo).port}`;
    const answer = await connect({ HTTPS_PROXY: address }).fetch(`https://${NAME}/deep`);
    expect(await answer.text()).toBe(`GET /deep for ${NAME}`);
    expect(inner.seen).toEqual([`CONNECT ${NAME}:443`]);
  });
});

describe("a proxy for what is not encrypted", () => {
  it("is signed in to, and the server is not", async () => {
    const server = await startScriptedServer(() => ({ body: "ok" }));
    const proxy = await startProxy({ port: Number(new URL(server.url).port) });
    const { fetch } = connect({ http_proxy: `http://ana:se%20cret@${proxy.host}` });
    expect(await (await fetch(`http://${NAME}/one?a=b`)).text()).toBe("ok");
    expect(proxy.seen).toEqual([`GET http://${NAME}/one?a=b as ana:se cret`]);
    expect(server.requests[0]?.headers).toMatchObject({ host: NAME });
    expect(server.requests[0]?.headers).not.toHaveProperty("authorization");
  });

  it("that wants a password is named, not the server", async () => {
    const { url } = await startScriptedServer();
    const proxy = await startProxy({ port: Number(new URL(url).port), refusal: 407 });
    await expect(
      connect({ http_proxy: proxy.host }).fetch(`http://${NAME}/`),
    ).rejects.toMatchObject({
      message: expect.stringMatching(/^the proxy 127\S+ wants a user and password/u),
    });
  });
});
