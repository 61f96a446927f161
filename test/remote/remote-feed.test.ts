import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { WebSocketServer } from "ws";
import { createSystemClock } from "../../src/model/clock.ts";
import { createOldRowTest } from "../../src/model/old-rows.ts";
import { createRemoteFeed } from "../../src/remote/remote-feed.ts";
import type { RemoteMemory } from "../../src/remote/remote-memory.ts";
import { readServerAddress, type ServerLogin } from "../../src/remote/server-address.ts";
import { makeFeed } from "../server/make-feed.ts";
import { startServer } from "../server/start-server.ts";
import { makePipeline, makeSnapshot, makeSource, makeTarget } from "../ui/make-pipeline.ts";
import { STRAIGHT } from "./straight.ts";

const PATIENCE = { timeout: 20_000, interval: 20 };

function connect(url: string, login: ServerLogin = { kind: "none" }, memory?: RemoteMemory) {
  const address = readServerAddress(url, login);
  if (address === null) throw new Error("no address");
  const clock = createSystemClock();
  const feed = createRemoteFeed({ address, route: STRAIGHT, clock, random: () => 0 });
  onTestFinished(() => feed.stop());
  if (memory) feed.restore(memory);
  feed.start();
  const until = (check: () => void) => vi.waitFor(check, PATIENCE);
  const error = () => feed.getSnapshot().sources[0]?.error;
  return { feed, until, error };
}

/** A server of sockets that says what a test wants. */
async function speak(...messages: readonly unknown[]) {
  const server = createServer((_request, response) => response.writeHead(404).end());
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (socket) => {
    for (const message of messages) {
      socket.send(typeof message === "string" ? message : JSON.stringify(message));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets.clients) socket.terminate();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const HELLO = { type: "hello", protocol: 1, version: "1", user: {}, views: [], me: [] };

describe("the rows of a server", () => {
  it("are those it has, to the last run", async () => {
    const server = await startServer();
    const { feed, until } = connect(server.url);
    expect(feed.getSnapshot().sources[0]?.state).toBe("loading");
    await until(() => expect(feed.getSnapshot().pipelines).toHaveLength(3));
    const { pipelines, sources } = server.feed.getSnapshot();
    expect(feed.getSnapshot().pipelines).toEqual(pipelines);
    expect(feed.getSnapshot().sources).toMatchObject(sources);
  });

  it("change alone: those that stay are the same objects", async () => {
    const server = await startServer();
    const { feed, until } = connect(server.url);
    await until(() => expect(feed.getSnapshot().pipelines).toHaveLength(3));
    const before = new Map(feed.getSnapshot().pipelines.map((row) => [row.repo, row]));
    const heard = vi.fn();
    feed.subscribe(heard);
    const [first, ...others] = server.feed.getSnapshot().pipelines;
    const { source, repo, branch, workflow } = first?.latest ?? makePipeline().latest;
    const changed = makePipeline({ source, repo, branch, workflow, status: "running" });
    server.feed.set(makeSnapshot({ pipelines: [changed, ...others.slice(1)] }));
    await until(() => expect(feed.getSnapshot().pipelines).toHaveLength(2));
    expect(heard).toHaveBeenCalled();
    for (const row of feed.getSnapshot().pipelines) {
      if (row.repo === repo) expect(row.latest.status).toBe("running");
      else expect(row).toBe(before.get(row.repo));
    }
  });

  it("stay when it goes away, marked as old, and are right again when it is back", async () => {
    const first = await startServer();
    const { feed, until, error } = connect(first.url);
    await until(() => expect(feed.getSnapshot().pipelines).toHaveLength(3));
    await first.app.close();
    await until(() => expect(error()?.kind).toBe("network"));
    const lost = feed.getSnapshot();
    expect(lost.pipelines).toHaveLength(3);
    expect(lost.pipelines.every(createOldRowTest(lost.sources))).toBe(true);
    expect(lost.sources[0]?.nextPollAt).not.toBeNull();

    // The port is what the terminal knows the server by.
    const again = await startServer({
      feed: makeFeed(makeSnapshot({ pipelines: [makePipeline()] })),
      port: Number(new URL(first.url).port),
    });
    await until(() => expect(feed.getSnapshot().pipelines).toHaveLength(1));
    expect(error()).toBeNull();
    expect(again.feed.countListeners()).toBe(1);
  });

  it("are asked for by the rows that are seen, and again on wish", async () => {
    const server = await startServer();
    const { feed, until } = connect(server.url);
    await until(() => expect(feed.getSnapshot().pipelines).toHaveLength(3));
    feed.show(feed.getSnapshot().pipelines.slice(0, 1));
    feed.refresh("acme/api");
    await until(() => expect(server.feed.refresh).toHaveBeenCalledWith("acme/api"));
    await until(() => expect(server.feed.show).toHaveBeenCalled());
  });

  it("are cleaned once more, whatever a server sends", async () => {
    const row = makePipeline({ actor: "\u001b[31mred\u202e" });
    const evil = {
      ...row,
      history: row.history.map((run) => ({ ...run, branch: "a\u001b]0;x\u0007b" })),
    };
    const snapshot = { type: "snapshot", generatedAt: "", pipelines: [evil], sources: [] };
    const { feed, until } = connect(await speak(HELLO, snapshot));
    await until(() => expect(feed.getSnapshot().pipelines).toHaveLength(1));
    const [got] = feed.getSnapshot().pipelines;
    expect(got).toMatchObject({ branch: "ab", latest: { actor: "red", branch: "ab" } });
    expect(got?.key).toBe(["gh", "acme/api", "ab", "CI"].join("\n"));
  });
});

describe("a server that is not as it should be", () => {
  it.each([
    ["another protocol", [{ ...HELLO, protocol: 99 }], /update the older/u],
    ["half a message", [HELLO, '{"type":"snapshot"'], /no message of cimon/u],
    [
      "a row that is none",
      [HELLO, { type: "snapshot", pipelines: [{}], sources: [] }],
      /no message/u,
    ],
  ] as const)("is told as such: %s", async (_, messages, sentence) => {
    const { until, error } = connect(await speak(...messages));
    await until(() => expect(error()?.message).toMatch(sentence));
  });

  it("is told as such where it wants to know who we are", async () => {
    const seen: (string | undefined)[] = [];
    const server = createServer();
    server.on("upgrade", ({ headers }, socket) => {
      seen.push(headers.authorization);
      socket.end("HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { until, error } = connect(`http://127.0.0.1:${port}`, {
      kind: "token",
      token: "s3cret",
    });
    await until(() => expect(error()).toMatchObject({ kind: "auth", status: 401 }));
    expect(error()?.hint).toContain("CIMON_TOKEN");
    expect(JSON.stringify(error())).not.toContain("s3cret");
    expect(seen[0]).toBe("Bearer s3cret");
  });

  it("is told as such where it is none", async () => {
    const { until, error } = connect("http://127.0.0.1:1");
    await until(() => expect(error()?.message).toMatch(/127\.0\.0\.1:1 refused the connection/u));
  });
});

it("reads addresses as people write them, and none with a secret in it", () => {
  const read = (text: string) => readServerAddress(text, { kind: "none" })?.url ?? null;
  expect(read("localhost:8642")).toBe("http://localhost:8642");
  expect(read("https://ci.example.com/cimon/")).toBe("https://ci.example.com/cimon");
  expect(read("https://ana:pw@ci.example.com")).toBeNull();
  expect(read("https://ci.example.com/?token=x")).toBeNull();
  expect(read("not an address")).toBeNull();
});

it("are shown as they were the last time, dated, until the server answers, and are those of now then", async () => {
  const target = makeTarget({ id: "acme/api", lastOkAt: "2026-11-01T10:00:00.000Z" });
  const lost = { ...makePipeline({ repo: "acme/gone" }), target: "acme/api" };
  const memory = {
    pipelines: [lost],
    targets: [{ source: "gh", id: target.id, lastOkAt: target.lastOkAt ?? "" }],
  };
  const server = await startServer();
  const { feed, until } = connect(server.url, { kind: "none" }, memory);
  const { pipelines, sources } = feed.getSnapshot();
  expect(pipelines).toEqual([lost]);
  expect(sources).toMatchObject([
    { name: "gh", state: "loading", targets: [{ id: "acme/api", lastOkAt: target.lastOkAt }] },
  ]);
  expect(pipelines.every(createOldRowTest(sources))).toBe(true);
  expect(feed.save()).toEqual(memory);
  await until(() => expect(feed.getSnapshot().pipelines).toHaveLength(3));
  expect(feed.getSnapshot().pipelines).toEqual(server.feed.getSnapshot().pipelines);
  expect(feed.save().pipelines).toHaveLength(3);
});

it("marks what is lost as lost with the targets it had", async () => {
  const target = makeTarget({ id: "acme/api" });
  const server = await startServer({
    feed: makeFeed(makeSnapshot({ sources: [makeSource({ targets: [target] })] })),
  });
  const { feed, until } = connect(server.url);
  await until(() => expect(feed.getSnapshot().sources[0]?.state).toBe("ok"));
  await server.app.close();
  await until(() => expect(feed.getSnapshot().sources[0]?.state).toBe("failing"));
  const { host } = new URL(server.url);
  const { lastOkAt } = target;
  const [lost, ...sources] = feed.getSnapshot().sources;
  // It is told once, and dated, however many sources it has.
  const { error, nextPollAt } = lost ?? {};
  expect([error?.kind, nextPollAt]).toEqual(["network", expect.any(String)]);
  expect(lost).toMatchObject({ name: host, targets: [{ lastOkAt, nextPollAt }] });
  expect(sources).toMatchObject([
    {
      name: "gh",
      error: null,
      nextPollAt,
      targets: [{ id: "acme/api", state: "failing", lastOkAt, nextPollAt }],
    },
  ]);
});
