import { expect, it } from "vitest";
import { composeAtom } from "../../../src/server/feeds/atom.ts";
import { ago, makePipeline, NOW } from "../../ui/make-pipeline.ts";
import { startServer } from "../start-server.ts";
import { HOSTILE, readXml } from "./read-feed.ts";

const SELF = "https://ci.example.com/atom.xml";
const at = new Date(NOW).toISOString();
const readFeed = (text: string) => readXml(text).feed;

it("tells what broke and what was fixed, newest first, and nothing of what stayed as it was", () => {
  const row = makePipeline({ status: "success" }, ["success", "failed", "failed", "cancelled"]);
  const feed = readFeed(composeAtom([row], SELF, at));
  expect(feed.entry.map(({ title }: { title: string }) => title)).toEqual([
    "acme/api main CI was fixed",
    "acme/api main CI broke",
  ]);
  expect(feed.updated).toBe(ago(120));
  expect(feed.entry[0].summary).toBe(
    "acme/api main CI #7 was fixed · 9f31c0e Fix token refresh · by ana",
  );
});

it("gives each entry an id that stays and that no other has", () => {
  const rows = [
    makePipeline({ status: "failed" }, ["success"]),
    makePipeline({ status: "failed", repo: "acme/web" }, ["success"]),
  ];
  const read = () =>
    readFeed(composeAtom(rows, SELF, at)).entry.map(({ id }: { id: string }) => id);
  expect(read()).toEqual(read());
  expect(new Set(read()).size).toBe(2);
  for (const id of read())
    expect(id).toMatch(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u);
});

it("is a feed without entries where nothing turned", () => {
  const feed = readFeed(composeAtom([makePipeline()], SELF, at));
  expect(feed.entry).toBeUndefined();
  expect(feed.updated).toBe(at);
});

it("is well-formed whatever a run is called", () => {
  const row = makePipeline({ status: "failed", repo: HOSTILE, actor: HOSTILE, url: HOSTILE }, [
    "success",
  ]);
  expect(readFeed(composeAtom([row], `${SELF}?filter=${HOSTILE}`, at)).entry).toHaveLength(1);
});

it("is served, narrowed by a filter", async () => {
  const { url } = await startServer();
  const answer = await fetch(`${url}/atom.xml?filter=status:failed`);
  expect(answer.headers.get("content-type")).toMatch(/^application\/atom\+xml/u);
  const titles = readFeed(await answer.text()).entry.map(({ title }: { title: string }) => title);
  expect(titles.length).toBeGreaterThan(0);
  expect(new Set(titles.map((title: string) => title.split(" ")[0]))).toEqual(
    new Set(["acme/api"]),
  );
});
