import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { RunStatus } from "../../../src/model/run-status.ts";
import { composeCctray } from "../../../src/server/feeds/cctray.ts";
import { makePipeline, makeSnapshot } from "../../ui/make-pipeline.ts";
import { startServer } from "../start-server.ts";
import { HOSTILE, readXml } from "./read-feed.ts";

const RECORDED = readXml(
  readFileSync(new URL("../../fixtures/cctray/jenkins.xml", import.meta.url), "utf8"),
).Projects.Project;

const readProjects = (text: string) => readXml(text).Projects.Project;

it("says of each row what the specification asks for, in its words and times", () => {
  const [project] = readProjects(composeCctray([makePipeline({ status: "failed", number: 41 })]));
  expect(project).toEqual({
    name: "acme/api :: main :: CI",
    activity: "Sleeping",
    lastBuildStatus: "Failure",
    lastBuildLabel: "41",
    lastBuildTime: "2026-03-02T14:06:00Z",
    webUrl: "https://github.com/acme/api/actions/runs/1",
  });
});

it.each([
  ["ok", "success"],
  ["bad", "failed"],
  ["unstable", "warning"],
  ["notbuilt", "skipped"],
] as const)("calls the build of %s as Jenkins' own feed does", (name, status) => {
  const recorded = RECORDED.find((project: { name: string }) => project.name === name);
  const [ours] = readProjects(
    composeCctray([makePipeline({ provider: "jenkins", repo: name, status })]),
  );
  expect(recorded.lastBuildStatus).toBeTypeOf("string");
  expect(ours.lastBuildStatus).toBe(recorded.lastBuildStatus);
  expect(ours.activity).toBe(recorded.activity);
  expect(Object.keys(ours).toSorted()).toEqual(Object.keys(recorded).toSorted());
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u;
  expect(recorded.lastBuildTime).toMatch(time);
  expect(ours.lastBuildTime).toMatch(time);
});

it.each([
  ["running", "Building"],
  ["queued", "CheckingModifications"],
  ["waiting", "Sleeping"],
] as const)("keeps the last verdict while a run is %s", (status, activity) => {
  const [project] = readProjects(composeCctray([makePipeline({ status }, ["success", "failed"])]));
  expect(project).toMatchObject({ activity, lastBuildStatus: "Failure" });
});

it.each<[RunStatus, string]>([
  ["cancelled", "Exception"],
  ["warning", "Success"],
  ["unknown", "Unknown"],
])("tells a run that is %s of GitHub as %s", (status, expected) => {
  expect(readProjects(composeCctray([makePipeline({ status })]))[0].lastBuildStatus).toBe(expected);
});

it("gives a row that was never built the time that is asked for", () => {
  const never = { status: "queued", queuedAt: null, startedAt: null, finishedAt: null } as const;
  const [project] = readProjects(composeCctray([makePipeline(never)]));
  expect(project).toMatchObject({
    lastBuildStatus: "Unknown",
    lastBuildTime: "1970-01-01T00:00:00Z",
  });
});

it("calls no two rows the same", () => {
  const rows = [makePipeline(), makePipeline({ source: "other" }), makePipeline({ branch: "dev" })];
  expect(readProjects(composeCctray(rows)).map(({ name }: { name: string }) => name)).toEqual([
    "gh :: acme/api :: main :: CI",
    "other :: acme/api :: main :: CI",
    "acme/api :: dev :: CI",
  ]);
});

it("is well-formed whatever a row is called", () => {
  const [project] = readProjects(
    composeCctray([makePipeline({ repo: HOSTILE, branch: "\u0000\ud800<", url: HOSTILE })]),
  );
  expect(Object.keys(project)).toHaveLength(6);
});

it("is served, narrowed by a filter, and to everybody only on purpose", async () => {
  const { url } = await startServer();
  const answer = await fetch(`${url}/cc.xml?filter=status:failed`);
  expect(answer.headers.get("content-type")).toMatch(/^application\/xml/u);
  expect(readProjects(await answer.text())).toHaveLength(1);
});

it("is an empty list without rows", async () => {
  const { url, feed } = await startServer();
  feed.set(makeSnapshot({ pipelines: [] }));
  const document = readXml(await (await fetch(`${url}/cc.xml`)).text());
  expect(document.Projects.trim()).toBe("");
});
