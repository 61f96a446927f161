import { connect } from "node:net";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { signToken } from "../../src/server/auth/tokens.ts";
import { makePipeline, makeSnapshot } from "../ui/make-pipeline.ts";
import { makeFeed } from "./make-feed.ts";
import { openSocket, startServer } from "./start-server.ts";

/** Sends bytes as they are, which no client would, and reads all that comes back. */
function speak(url: string, lines: readonly string[], body = ""): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${lines.join("\r\n")}\r\nconnection: close\r\n\r\n${body}`);
    });
    let text = "";
    socket.setEncoding("utf8").on("data", (piece) => {
      text += piece;
    });
    // A server that hangs up on what is left unread may take its own answer back with it.
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(text));
  });
}

const readHead = (answer: string) => answer.split("\r\n\r\n", 1)[0] ?? "";
/** 0 where there was no answer. */
const readStatus = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/u.exec(answer)?.[1] ?? 0);

describe("an address that leads out of where it may", () => {
  it.each([
    "/assets/../package.json",
    "/assets/..%2fpackage.json",
    "/assets/%2e%2e/%2e%2e/package.json",
    "/assets/%2e%2e%2f%2e%2e%2fpackage.json",
    "/assets/..\\..\\package.json",
    "/assets/..%5c..%5cpackage.json",
    "/assets//etc/passwd",
    "/assets/%2fetc%2fpasswd",
    "/assets/style.css%00.js",
    "/assets/%c0%ae%c0%ae/package.json",
    "/assets/",
    "/badge/../../package.json",
    "/runs/gh/..%2f..%2fpackage.json",
    "/runs/..%2f/1/jobs/..%2f..%2f",
    "//evil.example/%2e%2e",
    "/%",
  ])("gets nothing: %s", async (path) => {
    const { url } = await startServer();
    const answer = await speak(url, [`GET ${path} HTTP/1.1`, "host: localhost"]);
    expect([path, [400, 403, 404].includes(readStatus(answer))]).toEqual([path, true]);
    expect(answer).not.toMatch(/"dependencies"|root:|\/work\/|node_modules/u);
  });

  it("gets what is there by its own name, so that the above is refused and not absent", async () => {
    const { url } = await startServer();
    const answer = await speak(url, ["GET /assets/style.css HTTP/1.1", "host: localhost"]);
    expect(readStatus(answer)).toBe(200);
  });
});

describe("a line break in what is asked for", () => {
  const id = "1\r\nset-cookie: evil=1";

  it("ends no header of the answer", async () => {
    const run = makePipeline({ id });
    const feed = makeFeed(makeSnapshot({ pipelines: [run] }));
    const { url, desk, lines } = await startServer({ feed });
    const path = `/runs/gh/${encodeURIComponent(id)}`;
    const headers = { origin: url };
    const moved = await fetch(`${url}${path}/rerun`, {
      method: "POST",
      headers,
      redirect: "manual",
    });
    expect([moved.status, moved.headers.get("location")]).toEqual([303, `${path}?did=rerun`]);
    expect(desk.act).toHaveBeenCalledOnce();
    for (const part of [
      `${path}?did=x%0d%0aset-cookie:%20evil=1`,
      `/?filter=x%0d%0aset-cookie:%20evil=1`,
      `/badge/x%0d%0aset-cookie:%20evil=1.svg`,
      `/api/runs/gh/1%0d%0aset-cookie:%20evil=1/jobs/1/log?format=text&position=%0d%0aevil:1`,
      `/nowhere%0d%0aset-cookie:%20evil=1`,
    ]) {
      const head = readHead(await speak(url, [`GET ${part} HTTP/1.1`, "host: localhost"]));
      expect(readStatus(head)).toBeGreaterThan(0);
      expect(head).not.toMatch(/^(?:set-cookie|evil)/imu);
    }
    // A line of the log is one line.
    for (const line of lines) expect(line).not.toMatch(/[\r\n]/u);
  });

  it("in a position that a CI server hands out ends none either", async () => {
    const { makeDesk } = await import("../ui/make-desk.ts");
    const position = "9\r\nset-cookie: evil=1";
    const desk = makeDesk({ log: async () => ({ text: "x\n", position, isComplete: true }) });
    const { url } = await startServer({ desk });
    const [job] = await desk.listJobs(makePipeline().latest, new AbortController().signal);
    const jobId = encodeURIComponent(job?.id ?? "");
    const { status, headers } = await fetch(`${url}/api/runs/gh/1/jobs/${jobId}/log?format=text`);
    expect([status, headers.get("set-cookie")]).toEqual([200, null]);
    expect(decodeURIComponent(headers.get("x-position") ?? "")).toBe(position);
  });

  it("and a quote in the name it is called by stay in the feed's own address", async () => {
    const key = "k".repeat(40);
    const { url } = await startServer({ auth: { key, users: [] } });
    const token = await signToken(key, { name: "bot", role: "viewer", lifetimeSec: 60 });
    const host = `localhost"><evil a="`;
    const answer = await speak(url, [
      `GET /atom.xml?filter="><evil> HTTP/1.1`,
      `host: ${host}`,
      `authorization: Bearer ${token}`,
    ]);
    const feed = answer.slice(answer.indexOf("<?xml"), answer.lastIndexOf(">") + 1);
    if (readStatus(answer) !== 200) expect(readStatus(answer)).toBe(400);
    else {
      expect(XMLValidator.validate(feed)).toBe(true);
      expect(Object.keys(new XMLParser().parse(feed).feed)).not.toContain("evil");
    }
  });
});

describe("a body that is too large, or none of what may come", () => {
  const large = "x".repeat(100_000);
  const post = (url: string, type: string, body: string) =>
    fetch(url, { method: "POST", body, headers: { "content-type": type, "x-cimon": "1" } });

  it("is refused by the API and by the forms, and nothing is done", async () => {
    const { url, desk } = await startServer();
    const trigger = `${url}/api/runs/gh/1/trigger`;
    const form = "application/x-www-form-urlencoded";
    const statuses = [
      (await post(trigger, "application/json", JSON.stringify({ branch: large }))).status,
      (await post(`${url}/runs/gh/1/trigger`, form, `branch=${large}`)).status,
      (await post(`${url}/runs/gh/1/rerun`, form, large)).status,
    ];
    expect(statuses).toEqual([413, 413, 413]);
    expect((await post(trigger, "text/xml", "<a/>")).status).toBe(415);
    for (const body of [
      "{",
      "[]",
      '"text"',
      '{"inputs":[]}',
      '{"inputs":{"a":{"b":1}}}',
      '{"branch":{}}',
      '{"more":1}',
      '{"__proto__":{"branch":"x"}}',
      '{"inputs":{"constructor":{"prototype":{"x":1}}}}',
    ]) {
      expect([body, (await post(trigger, "application/json", body)).status]).toEqual([body, 400]);
    }
    for (const deed of [desk.act, desk.trigger]) expect(deed).not.toHaveBeenCalled();
  });

  it("is refused before its end where nobody said how long it is", async () => {
    const { url, desk } = await startServer();
    const chunk = `8000\r\n${"x".repeat(0x8000)}\r\n`;
    const answer = await speak(
      url,
      [
        "POST /runs/gh/1/trigger HTTP/1.1",
        "host: localhost",
        "x-cimon: 1",
        "content-type: application/x-www-form-urlencoded",
        "transfer-encoding: chunked",
      ],
      `${chunk}${chunk}`,
    );
    expect([0, 413]).toContain(readStatus(answer));
    expect(desk.trigger).not.toHaveBeenCalled();
  });

  it("is refused by a socket, which then ends", async () => {
    const { url, feed } = await startServer();
    const { socket, next, ended } = openSocket(`${url}/api/socket`);
    await next();
    socket.send(JSON.stringify({ type: "show", keys: [large] }));
    expect(await ended).toBe(1009);
    expect(feed.refresh).not.toHaveBeenCalled();
  });

  it("is refused where it is an address", async () => {
    const { url } = await startServer();
    expect((await fetch(`${url}/?filter=${"x".repeat(501)}`)).status).toBe(400);
    expect((await fetch(`${url}/runs/gh/${"x".repeat(3_000)}`)).status).toBeGreaterThanOrEqual(400);
    const answer = await speak(url, [`GET /?${"x".repeat(20_000)} HTTP/1.1`, "host: localhost"]);
    expect([0, 431]).toContain(readStatus(answer));
  });
});

it("answers one request where two are hidden in it", async () => {
  const { url, desk } = await startServer();
  const hidden = "POST /api/runs/gh/1/rerun HTTP/1.1\r\nhost: localhost\r\nx-cimon: 1\r\n\r\n";
  const answer = await speak(
    url,
    [
      "POST /hooks/github HTTP/1.1",
      "host: localhost",
      "content-type: application/json",
      `content-length: ${hidden.length}`,
      "transfer-encoding: chunked",
    ],
    `0\r\n\r\n${hidden}`,
  );
  expect(readStatus(answer)).toBe(400);
  expect(desk.act).not.toHaveBeenCalled();
});
