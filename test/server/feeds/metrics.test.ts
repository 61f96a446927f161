import { expect, it } from "vitest";
import { createTraffic } from "../../../src/server/traffic.ts";
import { makePipeline, makeSnapshot, makeSource } from "../../ui/make-pipeline.ts";
import { openSocket, startServer } from "../start-server.ts";
import { HOSTILE } from "./read-feed.ts";

async function readMetrics(url: string): Promise<readonly string[]> {
  const answer = await fetch(`${url}/metrics`);
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=/u);
  return (await answer.text()).split("\n");
}

it("counts pipelines by status, and forgets what is no more", async () => {
  const { url, feed } = await startServer();
  expect(await readMetrics(url)).toContain('cimon_runs{source="gh",status="failed"} 1');
  feed.set(makeSnapshot({ pipelines: [makePipeline({ repo: "acme/web" })] }));
  const lines = await readMetrics(url);
  expect(lines).toContain('cimon_runs{source="gh",status="failed"} 0');
  expect(lines).toContain('cimon_runs{source="gh",status="success"} 1');
  expect(lines.some((line) => line.includes('repo="acme/api"'))).toBe(false);
});

it("tells of each pipeline how its last run ended and how long it took", async () => {
  const { url, feed } = await startServer();
  feed.set(makeSnapshot({ pipelines: [makePipeline({ status: "running" }, ["failed"])] }));
  const lines = await readMetrics(url);
  const labels = 'source="gh",repo="acme/api",branch="main",workflow="CI"';
  expect(lines).toContain(`cimon_run_status{${labels},status="running"} 1`);
  expect(lines).toContain(`cimon_run_duration_seconds{${labels}} 300`);
});

it("tells of each source whether it answers and what is left of its quota", async () => {
  const { url, feed } = await startServer();
  feed.set(makeSnapshot({ sources: [makeSource({ state: "partial" })] }));
  const lines = await readMetrics(url);
  expect(lines).toContain('cimon_source_up{source="gh"} 0');
  expect(lines).toContain('cimon_targets{source="gh",state="ok"} 1');
  expect(lines).toContain('cimon_quota_limit{source="gh"} 5000');
  expect(lines).toContain('cimon_quota_remaining{source="gh"} 4688');
  expect(lines).toContain('cimon_planned_requests_per_hour{source="gh"} 312');
});

it("counts the requests to CI servers, and who listens", async () => {
  const traffic = createTraffic();
  const { url } = await startServer({ traffic });
  await openSocket(`${url}/api/socket`).next();
  traffic.tell({ source: "gh", outcome: "unchanged", durationMs: 80 });
  traffic.tell({ source: "gh", outcome: "given-up", durationMs: 9_000 });
  const lines = await readMetrics(url);
  expect(lines).toContain('cimon_requests_total{source="gh",outcome="unchanged"} 1');
  expect(lines).toContain('cimon_requests_total{source="gh",outcome="given-up"} 1');
  expect(lines).toContain('cimon_request_duration_seconds_count{source="gh"} 1');
  expect(lines).toContain("cimon_sockets 1");
});

it("writes one line for one figure, whatever a row is called", async () => {
  const { url, feed } = await startServer();
  const row = makePipeline({ repo: `a\\b${HOSTILE}`, branch: 'x"} 1\nevil 2' });
  feed.set(makeSnapshot({ pipelines: [row] }));
  const lines = (await readMetrics(url)).filter((line) => line !== "" && !line.startsWith("#"));
  const line = /^[a-z_]\w*(?:\{(?:[a-z_]\w*="(?:[^"\\\n]|\\["\\n])*",?)*\})? \S+$/u;
  for (const one of lines) expect(one).toMatch(line);
  expect(lines.some((one) => one.startsWith("evil"))).toBe(false);
});
