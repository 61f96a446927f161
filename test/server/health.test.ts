import { expect, it } from "vitest";
import { makeSnapshot, makeSource } from "../ui/make-pipeline.ts";
import { startServer } from "./start-server.ts";

it("is healthy while it runs, and ready once every source was heard of", async () => {
  const { url, feed } = await startServer();
  feed.set(makeSnapshot({ sources: [makeSource({ state: "loading" })] }));
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  feed.set(makeSnapshot({ sources: [makeSource({ state: "failing" })] }));
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
});
