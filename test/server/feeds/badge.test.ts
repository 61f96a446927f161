import { describe, expect, it } from "vitest";
import { makePipeline, makeSnapshot } from "../../ui/make-pipeline.ts";
import { startServer } from "../start-server.ts";
import { HOSTILE, readXml } from "./read-feed.ts";

async function fetchBadge(path: string, snapshot = makeSnapshot()) {
  const { url, feed } = await startServer();
  feed.set(snapshot);
  const answer = await fetch(`${url}/badge/${path}`);
  return { answer, svg: readXml(await answer.text()).svg };
}

describe("a badge", () => {
  it.each([
    "acme/web/feat/login/e2e.svg",
    "acme%2Fweb/feat%2Flogin/e2e.svg",
    "acme/web/feat/login/e2e.svg?source=gh",
  ])("is found at %s, slashes and all", async (path) => {
    const { answer, svg } = await fetchBadge(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^image\/svg\+xml/u);
    expect(answer.headers.get("cache-control")).toBe("no-cache");
    expect(svg["aria-label"]).toBe("e2e: running");
  });

  it.each([
    "acme/nothing/main/CI.svg",
    "acme/api/main/CI.svg?source=other",
    "..%2F..%2Fetc%2Fpasswd",
  ])("says so where there is no such pipeline: %s", async (path) => {
    const { answer } = await fetchBadge(path);
    expect(answer.status).toBe(404);
  });

  it("passes and fails in the words people know", async () => {
    const failing = await fetchBadge("acme/api/main/CI.svg");
    expect(failing.svg.title).toBe("CI: failing");
  });

  it("is an image and nothing else, whatever a workflow is called", async () => {
    const row = makePipeline({ workflow: HOSTILE });
    const path = `acme/api/main/${encodeURIComponent(HOSTILE)}.svg`;
    const { answer, svg } = await fetchBadge(path, makeSnapshot({ pipelines: [row] }));
    expect(answer.status).toBe(200);
    expect(JSON.stringify(Object.keys(svg))).not.toContain("script");
    expect(svg.title).toContain("<script>");
  });
});
