import { expect, it, vi } from "vitest";
import { makePipeline, makeSnapshot } from "../ui/make-pipeline.ts";
import { makeFeed } from "./make-feed.ts";
import { openSocket, startServer } from "./start-server.ts";

it("says who listens, then all there is, then what changes and what goes", async () => {
  const { url, feed } = await startServer();
  const { nextMessage } = openSocket(`${url}/api/socket`);
  expect(await nextMessage()).toMatchObject({
    type: "hello",
    protocol: 1,
    version: "1.2.3",
    user: { name: null, role: "operator" },
    me: ["ana"],
  });
  const before = feed.getSnapshot();
  const first = await nextMessage();
  if (first.type !== "snapshot") throw new Error(first.type);
  expect(first.pipelines.map(({ insight, ...row }) => row)).toEqual(before.pipelines);
  expect(first.sources.map(({ offers, ...source }) => source)).toEqual(before.sources);
  expect(first.sources[0]?.offers).toContain("rerun");

  const [gone, changed, same] = before.pipelines;
  if (!gone || !changed || !same) throw new Error("no rows");
  const after = { ...changed, latest: { ...changed.latest, status: "failed" as const } };
  feed.set({ ...before, pipelines: [after, same] });
  const second = await nextMessage();
  if (second.type !== "change") throw new Error(second.type);
  expect(second.pipelines.map(({ insight, ...row }) => row)).toEqual([after]);
  expect(second.removed).toEqual([gone.key]);
  expect(second.sources).toEqual([]);
});

it("sends of a source's targets only those that changed", async () => {
  const { url, feed } = await startServer();
  const { nextMessage } = openSocket(`${url}/api/socket`);
  await nextMessage();
  await nextMessage();
  const before = feed.getSnapshot();
  const [gh, lab] = before.sources;
  const [api, web] = gh?.targets ?? [];
  if (!gh || !lab || !api || !web) throw new Error("no targets");
  const failing = { ...web, state: "failing" as const };
  feed.set({
    ...before,
    sources: [{ ...gh, state: "partial", targets: [{ ...api }, failing] }, lab],
  });
  expect(await nextMessage()).toMatchObject({
    type: "change",
    pipelines: [],
    sources: [{ name: "gh", state: "partial", targets: [failing], complete: false }],
  });
});

it("sends only the rows of a filter", async () => {
  const { url, feed } = await startServer();
  const { nextMessage } = openSocket(`${url}/api/socket?filter=status:failed`);
  await nextMessage();
  expect(await nextMessage()).toMatchObject({ pipelines: [{ repo: "acme/api" }] });
  feed.set(makeSnapshot({ pipelines: [makePipeline({ repo: "acme/new", status: "failed" })] }));
  expect(await nextMessage()).toMatchObject({
    type: "change",
    pipelines: [{ repo: "acme/new" }],
    removed: [expect.stringContaining("acme/api")],
  });
});

it("tells everybody that it goes away, and asks its feed for nothing once nobody listens", async () => {
  const { app, url, feed } = await startServer();
  const first = openSocket(`${url}/api/socket`);
  const second = openSocket(`${url}/api/socket`);
  await Promise.all([first.nextMessage(), second.nextMessage()]);
  await Promise.all([first.nextMessage(), second.nextMessage()]);
  expect(feed.countListeners()).toBe(1);
  await app.close();
  expect(await Promise.all([first.ended, second.ended])).toEqual([1012, 1012]);
  expect(feed.countListeners()).toBe(0);
});

it("lets no page of another site listen", async () => {
  const { url } = await startServer();
  const foreign = openSocket(`${url}/api/socket`, { origin: "https://evil.example" });
  expect(await foreign.ended).toBe(403);
  const own = openSocket(`${url}/api/socket`, { origin: url });
  expect(await own.nextMessage()).toMatchObject({ type: "hello" });
});

it("gives whoever stalls a fresh snapshot instead of all it missed, and keeps nobody else waiting", async () => {
  const message = "x".repeat(800);
  const make = (turn: number) =>
    Array.from({ length: 400 }, (_, index) =>
      makePipeline({
        repo: `acme/r${index}`,
        actor: `turn ${turn}`,
        commit: { sha: null, message },
      }),
    );
  const { url, feed } = await startServer({ feed: makeFeed(makeSnapshot({ pipelines: make(0) })) });
  const [stalled, quick] = [openSocket(`${url}/api/socket`), openSocket(`${url}/api/socket`)];
  await Promise.all([stalled.nextMessage(), quick.nextMessage()]);
  await Promise.all([stalled.nextMessage(), quick.nextMessage()]);
  stalled.socket.pause();
  for (let turn = 1; turn <= 60; turn += 1) {
    feed.set(makeSnapshot({ pipelines: make(turn) }));
    expect(await quick.nextMessage()).toMatchObject({ type: "change", removed: [] });
  }
  stalled.socket.resume();
  let heard = 0;
  for (let actor: string | null | undefined = ""; actor !== "turn 60"; heard += 1) {
    const said = await stalled.nextMessage();
    if (said.type === "hello") throw new Error("it began anew");
    actor = said.pipelines[0]?.latest.actor;
    if (actor === "turn 60") expect(said.type).toBe("snapshot");
  }
  expect(heard).toBeLessThan(40);
}, 60_000);

it("does as a client says: asks again, but not too often, and asks what is seen first", async () => {
  const { url, feed } = await startServer();
  const { socket, nextMessage } = openSocket(`${url}/api/socket`);
  await nextMessage();
  await nextMessage();
  const [first] = feed.getSnapshot().pipelines;
  socket.send("no JSON");
  socket.send('{"type":"show","keys":7}');
  socket.send(JSON.stringify({ type: "show", keys: [first?.key] }));
  for (let turn = 0; turn < 5; turn += 1) socket.send('{"type":"refresh","repo":"acme/api"}');
  await expect.poll(() => vi.mocked(feed.refresh).mock.calls).toEqual([["acme/api"]]);
  expect(feed.show).toHaveBeenLastCalledWith([first]);
  socket.close();
  await expect.poll(() => vi.mocked(feed.show).mock.lastCall).toEqual([[]]);
});

it("says the same as events to whoever cannot hold a socket, until it goes away", async () => {
  const { app, url, feed } = await startServer();
  const response = await fetch(`${url}/api/events?filter=status:failed`);
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const reader = response.body?.getReader();
  let text = "";
  const until = async (part: string) => {
    while (!text.includes(part)) {
      const piece = await reader?.read();
      if (piece?.done !== false) throw new Error(`it ended without ${part}`);
      text += new TextDecoder().decode(piece.value);
    }
  };
  await until('data: {"type":"snapshot"');
  feed.set(makeSnapshot({ pipelines: [makePipeline({ repo: "acme/new", status: "failed" })] }));
  await until('data: {"type":"change"');
  await until("acme/new");
  await Promise.all([app.close(), until("event: end")]);
  expect(feed.countListeners()).toBe(0);
});
