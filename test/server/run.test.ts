import { describe, expect, it } from "vitest";
import { ProviderError } from "../../src/model/provider-error.ts";
import { makeDesk, makeJob } from "../ui/make-desk.ts";
import { makePipeline, makeSnapshot } from "../ui/make-pipeline.ts";
import { makeFeed } from "./make-feed.ts";
import { startServer } from "./start-server.ts";

async function getJson(url: string) {
  const response = await fetch(url);
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const runUrl = (url: string, source: string, id: string) =>
  `${url}/api/runs/${encodeURIComponent(source)}/${encodeURIComponent(id)}`;

describe("a run", () => {
  it("is found by any of the names CI servers give, latest or not", async () => {
    for (const id of [
      "12",
      "team/app#3",
      "a%2Fb",
      "ä ö/../..",
      "x".repeat(400),
      "100%",
      "?a=b#c",
    ]) {
      const feed = makeFeed(makeSnapshot({ pipelines: [makePipeline({ id }, ["success"])] }));
      const { url } = await startServer({ feed });
      const { status, body } = await getJson(runUrl(url, "gh", id));
      expect([id, status, body.run?.id]).toEqual([id, 200, id]);
      const older = feed.getSnapshot().pipelines[0]?.history[1];
      const past = await getJson(runUrl(url, "gh", older?.id ?? ""));
      expect(past.body.run).toEqual(older);
    }
  });

  it("that is not known is 404, with a way out", async () => {
    const { url } = await startServer();
    const { status, body } = await getJson(runUrl(url, "gh", "nothing"));
    expect(status).toBe(404);
    expect(body.error).toMatchObject({ kind: "not-found", hint: expect.stringContaining("list") });
  });

  it("says what may be asked and done", async () => {
    const desk = makeDesk({ can: (_run, deed) => deed === "jobs" || deed === "rerun" });
    const { url, feed } = await startServer({ desk });
    const run = feed.getSnapshot().pipelines[0]?.latest;
    const { body } = await getJson(runUrl(url, "gh", run?.id ?? ""));
    expect(body.allowed).toEqual(["jobs", "rerun"]);
    expect(body.pipeline).toMatchObject({ ...feed.getSnapshot().pipelines[0] });
  });
});

describe("its jobs", () => {
  it("are asked once for all who ask at a time", async () => {
    const { url, feed, desk } = await startServer();
    const run = runUrl(url, "gh", feed.getSnapshot().pipelines[0]?.latest.id ?? "");
    const answers = await Promise.all(Array.from({ length: 20 }, () => getJson(`${run}/jobs`)));
    expect(answers.map(({ body }) => body.jobs[1].name)).toEqual(
      Array.from({ length: 20 }, () => "test (node 20)"),
    );
    expect(desk.listJobs).toHaveBeenCalledTimes(1);
  });

  it("keep the kind and the sentence of what their CI server answered, and are asked again then", async () => {
    const fault = new ProviderError("rate-limited", "gh says no", {
      status: 429,
      retryAtMs: 1.9e12,
    });
    const jobs = async () => Promise.reject(fault);
    const { url, feed, desk } = await startServer({ desk: makeDesk({ jobs }) });
    const run = runUrl(url, "gh", feed.getSnapshot().pipelines[0]?.latest.id ?? "");
    const { status, body } = await getJson(`${run}/jobs`);
    expect(status).toBe(503);
    expect(body.error).toEqual({
      kind: "rate-limited",
      message: "gh says no",
      hint: "wait until the limit is reset",
      status: 429,
      retryAt: "2030-03-17T17:46:40.000Z",
    });
    await getJson(`${run}/jobs`);
    expect(desk.listJobs).toHaveBeenCalledTimes(2);
  });

  it("have annotations and a log, raw from a position on or cleaned", async () => {
    const desk = makeDesk({
      annotations: [{ level: "failure", message: "no such name", place: "src/a.ts:1" }],
      log: async (position) => ({
        text: position === null ? "\u001b[31mred\u001b[0m\r\nnext\u0007\n" : "more\n",
        position: "17",
        isComplete: false,
      }),
    });
    const { url, feed } = await startServer({ desk });
    const run = runUrl(url, "gh", feed.getSnapshot().pipelines[0]?.latest.id ?? "");
    const job = `${run}/jobs/test`;
    expect((await getJson(`${job}/annotations`)).body.annotations).toHaveLength(1);
    expect((await getJson(`${job}/log`)).body).toEqual({
      text: "\u001b[31mred\u001b[0m\r\nnext\u0007\n",
      position: "17",
      isComplete: false,
    });
    expect((await getJson(`${job}/log?position=17`)).body.text).toBe("more\n");
    const plain = await fetch(`${job}/log?format=text`);
    expect(plain.headers.get("content-type")).toContain("text/plain");
    expect(await plain.text()).toBe("red\nnext\n");
    expect((await getJson(`${run}/jobs/nothing/log`)).status).toBe(404);
  });
});

describe("an action", () => {
  const post = (url: string, headers: Record<string, string> = { "x-cimon": "1" }) =>
    fetch(url, { method: "POST", headers });

  it("is done once, written down, and has the row asked at once", async () => {
    const { url, feed, desk, lines } = await startServer();
    const run = feed.getSnapshot().pipelines[0]?.latest;
    const at = runUrl(url, "gh", run?.id ?? "");
    for (const action of ["rerun", "rerunFailed", "cancel"] as const) {
      expect((await post(`${at}/${action}`)).status).toBe(202);
      expect(desk.act).toHaveBeenLastCalledWith(run, action, expect.anything());
    }
    expect(desk.act).toHaveBeenCalledTimes(3);
    expect(feed.refresh).toHaveBeenLastCalledWith("acme/api");
    expect(lines.join("\n")).toContain('"action":"cancel"');
  });

  it("opens the gate of one job", async () => {
    const gate = makeJob({ id: "deploy", status: "waiting", gate: "approve" });
    const { url, feed, desk } = await startServer({ desk: makeDesk({ jobs: async () => [gate] }) });
    const run = feed.getSnapshot().pipelines[0]?.latest;
    const at = runUrl(url, "gh", run?.id ?? "");
    expect((await post(`${at}/jobs/deploy/openGate`)).status).toBe(202);
    expect(desk.openGate).toHaveBeenCalledWith(run, gate, expect.anything());
    expect((await post(`${at}/jobs/other/openGate`)).status).toBe(404);
  });

  it("is refused where the desk does not offer it, or a page of another site asks", async () => {
    const desk = makeDesk({ can: (_run, deed) => deed === "jobs" });
    const { url, feed } = await startServer({ desk });
    const at = runUrl(url, "gh", feed.getSnapshot().pipelines[0]?.latest.id ?? "");
    expect((await post(`${at}/rerun`)).status).toBe(409);
    expect((await post(`${at}/rerun`, {})).status).toBe(403);
    expect((await post(`${at}/rerun`, { origin: "http://evil.example" })).status).toBe(403);
    expect((await post(`${at}/explode`)).status).toBe(404);
    expect((await fetch(`${at}/rerun`)).status).toBe(404);
    expect(desk.act).not.toHaveBeenCalled();
  });

  it("is asked of its CI server again afterwards, not of memory", async () => {
    const { url, feed, desk } = await startServer();
    const at = runUrl(url, "gh", feed.getSnapshot().pipelines[0]?.latest.id ?? "");
    await getJson(`${at}/jobs`);
    await post(`${at}/rerun`);
    await getJson(`${at}/jobs`);
    expect(desk.listJobs).toHaveBeenCalledTimes(2);
  });
});
