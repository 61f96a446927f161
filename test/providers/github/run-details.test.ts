import { describe, expect, it } from "vitest";
import { startScriptedServer } from "../../helpers/scripted-server.ts";
import { makeJob, NEVER, REPO, RUN, startGithub } from "./scripted-github.ts";

const JOBS = `GET ${REPO}/actions/runs/7/jobs?filter=latest&per_page=100`;
const PENDING = `GET ${REPO}/actions/runs/7/pending_deployments`;
const LOG = `GET ${REPO}/actions/jobs/70/logs`;
const ANNOTATIONS = `GET ${REPO}/check-runs/70/annotations?per_page=100`;

function rawJobs(from: number, to: number, status = "in_progress") {
  const ids = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const jobs = ids.map((id) => ({ id, name: `job ${id}`, status, conclusion: null, steps: [] }));
  return { total_count: 250, jobs };
}

function environment(id: number, name: string, current_user_can_approve: boolean) {
  return { environment: { id, name }, current_user_can_approve };
}

describe("listJobs of GitHub", () => {
  it("reads every page of the latest attempt, in GitHub's order", async () => {
    const { provider, asked } = await startGithub({
      [JOBS]: { body: rawJobs(1, 100) },
      [`${JOBS}&page=2`]: { body: rawJobs(101, 200) },
      [`${JOBS}&page=3`]: { body: rawJobs(201, 250) },
    });
    const jobs = await provider.listJobs?.(RUN, NEVER);
    expect(jobs?.map(({ id }) => Number(id))).toEqual(rawJobs(1, 250).jobs.map(({ id }) => id));
    expect(asked()).toEqual([JOBS, `${JOBS}&page=2`, `${JOBS}&page=3`]);
  });

  it("reads on behind a short page that links to a next one", async () => {
    const { provider } = await startGithub({
      [JOBS]: { body: rawJobs(1, 30), headers: { link: '<https://x/?page=2>; rel="next"' } },
      [`${JOBS}&page=2`]: { body: rawJobs(31, 40) },
    });
    expect(await provider.listJobs?.(RUN, NEVER)).toHaveLength(40);
  });

  it("is confirmed by one free request while nothing changes", async () => {
    const { provider, statuses } = await startGithub({
      [JOBS]: ({ headers }) =>
        headers["if-none-match"] === '"a"'
          ? { status: 304 }
          : { body: rawJobs(1, 2), headers: { etag: '"a"' } },
    });
    const first = await provider.listJobs?.(RUN, NEVER);
    expect(await provider.listJobs?.(RUN, NEVER)).toEqual(first);
    expect(statuses).toEqual([200, 304]);
  });

  it("asks what a run waits for only while a job waits, and says what may be approved", async () => {
    const { provider, asked } = await startGithub({
      [JOBS]: { body: rawJobs(1, 2, "waiting") },
      [PENDING]: {
        body: [
          environment(5, "staging", true),
          environment(6, "production", false),
          environment(8, "eu\u001b[2J", true),
          { environment: null },
        ],
      },
    });
    const jobs = await provider.listJobs?.(RUN, NEVER);
    expect(jobs).toMatchObject([
      { status: "waiting", gate: "approve", question: "staging, eu" },
      { status: "waiting", gate: "approve", question: "staging, eu" },
    ]);
    expect(asked()).toEqual([JOBS, PENDING]);
  });

  it("offers no approval to whom GitHub lets approve nothing", async () => {
    const { provider } = await startGithub({
      [JOBS]: { body: rawJobs(1, 1, "waiting") },
      [PENDING]: { body: [environment(6, "production", false)] },
    });
    const jobs = await provider.listJobs?.(RUN, NEVER);
    expect(jobs).toMatchObject([{ gate: null, question: "production" }]);
  });

  it.each([403, 404])("shows the jobs where what they wait for is refused (%i)", async (status) => {
    const { provider } = await startGithub({
      [JOBS]: { body: rawJobs(1, 1, "waiting") },
      [PENDING]: { status, body: { message: "no" } },
    });
    expect(await provider.listJobs?.(RUN, NEVER)).toMatchObject([{ gate: null, question: null }]);
  });

  it.each([{}, { jobs: 7 }, [], "null"])("calls %j a bad response", async (body) => {
    const headers = { "content-type": "application/json" };
    const { provider } = await startGithub({ [JOBS]: { body, headers } });
    await expect(provider.listJobs?.(RUN, NEVER)).rejects.toMatchObject({ kind: "bad-response" });
  });

  it("ends with its signal", async () => {
    const { provider, server } = await startGithub({ [JOBS]: "hang" });
    const controller = new AbortController();
    const reason = new Error("closed");
    const asking = provider.listJobs?.(RUN, controller.signal);
    const ending = expect(asking).rejects.toBe(reason);
    await expect.poll(() => server.requests.length).toBe(1);
    controller.abort(reason);
    await ending;
  });
});

describe("listAnnotations of GitHub", () => {
  it("tells level, message and place", async () => {
    const { provider } = await startGithub({
      [ANNOTATIONS]: {
        body: [
          {
            path: "src/login.ts",
            start_line: 12,
            annotation_level: "failure",
            title: "",
            message: "expected 401\nto be 200",
          },
          { path: "README.md", annotation_level: "warning", title: "Spelling", message: "teh" },
          { path: ".github", start_line: 3, annotation_level: "notice", message: "exit code 1" },
          { path: "x", annotation_level: "failure", message: null },
          7,
        ],
      },
    });
    expect(await provider.listAnnotations?.(RUN, makeJob(), NEVER)).toEqual([
      { level: "failure", message: "expected 401 to be 200", place: "src/login.ts:12" },
      { level: "warning", message: "Spelling: teh", place: "README.md" },
      { level: "notice", message: "exit code 1", place: null },
    ]);
  });

  it("asks for the check run that the job named", async () => {
    const { provider, asked } = await startGithub({});
    await provider.listAnnotations?.(RUN, makeJob({ id: "70/12" }), NEVER);
    expect(asked()).toEqual([`GET ${REPO}/check-runs/12/annotations?per_page=100`]);
  });

  it.each([403, 404])("has none where GitHub answers %i", async (status) => {
    const { provider } = await startGithub({ [ANNOTATIONS]: { status, body: {} } });
    expect(await provider.listAnnotations?.(RUN, makeJob(), NEVER)).toEqual([]);
  });

  it("tells any other fault", async () => {
    const { provider } = await startGithub({ [ANNOTATIONS]: { status: 502, body: "" } });
    const asking = provider.listAnnotations?.(RUN, makeJob(), NEVER);
    await expect(asking).rejects.toMatchObject({ kind: "bad-response", status: 502 });
  });
});

describe("readLog of GitHub", () => {
  it("follows to another host without the token, and has the whole log at once", async () => {
    const text = "2026-11-23T11:00:10.0000000Z ##[group]Run npm test\n\u001b[31mé\u001b[0m\n";
    const store = await startScriptedServer(() => ({ body: `\uFEFF${text}` }));
    const location = `${store.url}/log?sig=1`;
    const { provider, server } = await startGithub({
      [LOG]: { status: 302, headers: { location } },
    });
    const chunk = await provider.readLog?.(RUN, makeJob({ id: "70/12" }), null, NEVER);
    expect(chunk).toMatchObject({ text, isComplete: true });
    expect(server.requests[0]?.headers.authorization).toBe("token t0ken");
    expect(store.requests.map(({ url }) => url)).toEqual(["/log?sig=1"]);
    expect(store.requests[0]?.headers.authorization).toBeUndefined();

    const { position = "" } = chunk ?? {};
    const rest = await provider.readLog?.(RUN, makeJob(), position, NEVER);
    expect(rest).toEqual({ text: "", position, isComplete: true });
    expect(store.requests).toHaveLength(1);
  });

  it.each([
    ["running", 404, "GitHub gives the log when the job has ended"],
    ["failed", 404, "GitHub has no log of this job; it may have expired"],
    ["failed", 410, "GitHub has no log of this job; it may have expired"],
  ] as const)("says of a %s job's HTTP %i: %s", async (status, code, message) => {
    const { provider } = await startGithub({ [LOG]: { status: code, body: {} } });
    const reading = provider.readLog?.(RUN, makeJob({ status }), null, NEVER);
    await expect(reading).rejects.toMatchObject({ kind: "not-found", status: code, message });
  });

  it("says that it takes a token", async () => {
    const { provider } = await startGithub({ [LOG]: { status: 403, body: {} } }, null);
    await expect(provider.readLog?.(RUN, makeJob(), null, NEVER)).rejects.toMatchObject({
      kind: "auth",
      message: "GitHub gives logs only to a token",
    });
  });

  it("asks nothing about a job that is not GitHub's", async () => {
    const { provider, asked } = await startGithub({});
    const reading = provider.readLog?.(RUN, makeJob({ id: "../x" }), null, NEVER);
    await expect(reading).rejects.toMatchObject({ kind: "not-found" });
    expect(asked()).toEqual([]);
  });
});

describe("whoAmI of GitHub", () => {
  it("tells the token's login", async () => {
    const { provider } = await startGithub({ "GET /api/v3/user": { body: { login: "Ana" } } });
    expect(await provider.whoAmI?.(NEVER)).toBe("Ana");
  });

  it("asks nobody without a token", async () => {
    const { provider, asked } = await startGithub({}, null);
    expect(await provider.whoAmI?.(NEVER)).toBeNull();
    expect(asked()).toEqual([]);
  });

  it.each([401, 403, 404])("takes HTTP %i for a token that belongs to nobody", async (status) => {
    const { provider } = await startGithub({ "GET /api/v3/user": { status, body: {} } });
    expect(await provider.whoAmI?.(NEVER)).toBeNull();
  });

  it("tells a server in trouble", async () => {
    const { provider } = await startGithub({ "GET /api/v3/user": { status: 500, body: {} } });
    await expect(provider.whoAmI?.(NEVER)).rejects.toMatchObject({ status: 500 });
  });
});
