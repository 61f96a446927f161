import { expect, it } from "vitest";
import { makePipeline, makeSnapshot } from "../ui/make-pipeline.ts";
import { startServer } from "./start-server.ts";

it("hands out the latest run of each pipeline, the urgent first, with what its past says", async () => {
  const { url } = await startServer();
  const response = await fetch(`${url}/api/runs`);
  const { runs } = JSON.parse(await response.text());
  expect(runs.map(({ repo, status }: { repo: string; status: string }) => [repo, status])).toEqual([
    ["acme/api", "failed"],
    ["acme/web", "running"],
    ["team/nightly", "success"],
  ]);
  expect(runs[0]).toMatchObject({ isOld: false, insight: { transition: { kind: "broke" } } });
});

it("answers 304 until a row changes", async () => {
  const { url, feed } = await startServer();
  const first = await fetch(`${url}/api/runs`);
  const headers = { "if-none-match": first.headers.get("etag") ?? "" };
  expect((await fetch(`${url}/api/runs`, { headers })).status).toBe(304);
  expect((await fetch(`${url}/api/runs?filter=gone`, { headers })).status).toBe(200);
  feed.set(makeSnapshot({ pipelines: [makePipeline({ status: "failed" })] }));
  expect((await fetch(`${url}/api/runs`, { headers })).status).toBe(200);
});

it("narrows by the terminal's filter and by the views of the configuration", async () => {
  const { url } = await startServer();
  const list = async (query: string) => {
    const { runs } = JSON.parse(await (await fetch(`${url}/api/runs?${query}`)).text());
    return runs.map(({ repo }: { repo: string }) => repo);
  };
  expect(await list("filter=status:failed,running")).toEqual(["acme/api", "acme/web"]);
  expect(await list("view=Mine")).toEqual(["acme/api", "team/nightly"]);
  expect(await list("view=Mine&filter=-status:failed")).toEqual(["team/nightly"]);
});

it("says what is wrong with a filter, and that there is no such view", async () => {
  const { url } = await startServer();
  const wrong = await fetch(`${url}/api/runs?filter=color:red`);
  expect(wrong.status).toBe(400);
  expect(await wrong.json()).toMatchObject({
    error: { kind: "bad-request", message: expect.stringContaining("color: is unknown") },
  });
  expect((await fetch(`${url}/api/runs?view=nobody`)).status).toBe(404);
  expect((await fetch(`${url}/api/runs?filter=${"x".repeat(600)}`)).status).toBe(400);
});

it("hands out the sources with what can be done to their runs", async () => {
  const { url, feed } = await startServer();
  const { sources } = JSON.parse(await (await fetch(`${url}/api/sources`)).text());
  expect(sources).toMatchObject(feed.getSnapshot().sources);
  expect(sources[0].offers).toEqual(
    expect.arrayContaining(["jobs", "log", "rerun", "cancel", "openGate"]),
  );
});
