import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createPlainServer } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { createHttpClient } from "../../src/http/http-client.ts";

const TEXT = "a line of a log ✓\n".repeat(5_000);

function connect() {
  return createHttpClient({ deadlineMs: 10_000, now: Date.now });
}

async function start(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("a request straight to a server", () => {
  it.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
    ["deflate", deflateSync],
    ["GZIP", gzipSync],
  ])("is answered packed by %s and read unpacked", async (coding, pack) => {
    const url = await start((_, response) => {
      response.writeHead(200, { "content-encoding": coding }).end(pack(TEXT));
    });
    const answer = await connect().fetch(url);
    expect(await answer.text()).toBe(TEXT);
    expect(answer.headers.has("content-encoding")).toBe(false);
  });

  it("says what it would unpack, and who asks", async () => {
    const url = await start(({ headers }, response) => {
      response.end(JSON.stringify(headers));
    });
    const told = (await (await connect().fetch(url)).json()) as Record<string, string>;
    expect(told).toMatchObject({ "accept-encoding": "gzip, br", "user-agent": "cimon" });
  });

  it.each([
    ["half of it", gzipSync(TEXT).subarray(0, 60)],
    ["something else", Buffer.from("no gzip at all")],
  ])("fails with a sentence where %s was packed", async (_, body) => {
    const url = await start((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(body);
    });
    await expect(connect().fetch(url)).rejects.toMatchObject({
      kind: "network",
      message: expect.stringMatching(/sent what cannot be unpacked/u),
    });
  });

  it("stops reading where more is unpacked than it takes", async () => {
    const bomb = gzipSync(Buffer.alloc(70 * 1024 * 1024));
    const url = await start((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
    });
    await expect(connect().fetch(url)).rejects.toMatchObject({
      kind: "bad-response",
      message: expect.stringMatching(/longer than/u),
    });
  });

  it("takes an empty answer that says it is packed", async () => {
    const url = await start((_, response) => {
      response.writeHead(204, { "content-encoding": "gzip" }).end();
    });
    expect((await connect().fetch(url)).bytes).toHaveLength(0);
  });

  it("uses a connection again", async () => {
    const ports = new Set<number | undefined>();
    const url = await start(({ socket }, response) => {
      ports.add(socket.remotePort);
      response.end("ok");
    });
    const { fetch } = connect();
    for (let round = 0; round < 3; round += 1) await fetch(url);
    expect(ports.size).toBe(1);
  });

  it("is never sent twice, not even where the connection it was sent on is closed unread", async () => {
    const seen: string[] = [];
    const server = createPlainServer((socket) => {
      let isUsed = false;
      socket.on("error", () => {});
      socket.on("data", (data) => {
        seen.push(`${isUsed ? "again" : "first"} ${String(data).split(" ")[0]}`);
        if (isUsed) socket.resetAndDestroy();
        else socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
        isUsed = true;
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { fetch } = connect();
    await fetch(`http://127.0.0.1:${port}`);
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toMatchObject({ kind: "network" });
    expect(seen).toEqual(["first GET", "again GET"]);
  });

  it("is told apart from one to a port that speaks something else", async () => {
    const server = createPlainServer((socket) => {
      socket.on("error", () => {});
      socket.end("SSH-2.0-OpenSSH_9.6\r\n");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    await expect(connect().fetch(`http://127.0.0.1:${port}`)).rejects.toMatchObject({
      message: expect.stringMatching(/does not speak HTTP on this port/u),
      hint: expect.stringMatching(/http or https/u),
    });
  });

  it("ends at once with the reason of its signal, before its answer and in the midst of it", async () => {
    const url = await start(({ url: path }, response) => {
      if (path === "/half") response.writeHead(200, { "content-length": "100" }).write("half");
    });
    for (const path of ["/silent", "/half"]) {
      const controller = new AbortController();
      const reason = new Error(path);
      const pending = connect().fetch(`${url}${path}`, { signal: controller.signal });
      setImmediate(() => controller.abort(reason));
      await expect(pending).rejects.toBe(reason);
    }
  });

  it("signs nobody in by an address that a redirect leads to", async () => {
    const seen: (string | undefined)[] = [];
    const foreign = await start(({ headers }, response) => {
      seen.push(headers.authorization);
      response.end("ok");
    });
    const location = foreign.replace("http://", "http://ana:secret@");
    const url = await start((_, response) => {
      response.writeHead(302, { location }).end();
    });
    await connect().fetch(url);
    expect(seen).toEqual([undefined]);
  });
});
