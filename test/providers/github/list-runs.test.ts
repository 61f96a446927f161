import { createHash } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { createHttpClient } from "../../../src/http/http-client.ts";
import type { ListRunsRequest } from "../../../src/model/provider.ts";
import { createGithubProvider } from "../../../src/providers/github/provider.ts";
import example from "../../fixtures/github/workflow-run.json" with { type: "json" };
import { type ScriptedAnswer, startScriptedServer } from "../../helpers/scripted-server.ts";

const NEVER = new AbortController().signal;
const ROOT = "/api/v3/repos/acme/api/actions/runs";
const FIRST_PAGE = `${ROOT}?per_page=100&exclude_pull_requests=true`;

type RawRun = Readonly<Record<string, unknown>> & { readonly id: number };

function makeRun(id: number, fields: Readonly<Record<string, unknown>> = {}): RawRun {
  const repository = { ...example.repository, full_name: "acme/api" };
  return { ...example, status: "completed", conclusion: "success", repository, ...fields, id };
}

/** Runs `from` … `to`, newest first. */
function makeRuns(from: number, to: number): RawRun[] {
  return Array.from({ length: from - to + 1 }, (_, index) => makeRun(from - index));
}

/** A server that holds runs, newest first, and tells unchanged pages by their ETags. */
async function start(initial: readonly RawRun[]) {
  let runs = initial;
  const headers: Record<string, string> = {};
  let isFaulty = (_url: string) => false;
  const server = await startScriptedServer(({ url, headers: asked }): ScriptedAnswer => {
    if (isFaulty(url)) return { status: 502, body: "" };
    const { pathname, searchParams } = new URL(url, "http://x");
    const id = Number(pathname.slice(ROOT.length + 1));
    const from = (Number(searchParams.get("page") ?? 1) - 1) * 100;
    const body =
      id > 0
        ? runs.find((run) => run.id === id)
        : { total_count: runs.length, workflow_runs: runs.slice(from, from + 100) };
    if (!body) return { status: 404, body: { message: "Not Found" } };
    const etag = `"${createHash("sha256").update(JSON.stringify(body)).digest("hex")}"`;
    if (asked["if-none-match"] === etag) return { status: 304, headers: { ...headers, etag } };
    return { body, headers: { ...headers, etag } };
  });
  const statuses: (number | null)[] = [];
  const http = createHttpClient({
    deadlineMs: 5_000,
    now: () => 0,
    onExchange: ({ status }) => statuses.push(status),
  });
  const provider = createGithubProvider({
    source: "gh",
    url: server.url,
    token: "t0ken",
    http,
    now: () => 0,
    repos: ["acme/api"],
  });
  const target = { id: "acme/api", url: `${server.url}/acme/api` };
  let read = 0;
  return {
    server,
    headers,
    /** What was answered so far. */
    statuses,
    failOn(next: (url: string) => boolean) {
      isFaulty = next;
    },
    hold(next: readonly RawRun[]) {
      runs = next;
    },
    poll: (request: Partial<ListRunsRequest> = {}) =>
      provider.listRuns({ target, cursor: null, unfinished: [], signal: NEVER, ...request }),
    /** What was asked since the last time this was called. */
    asked() {
      const urls = server.requests.slice(read).map(({ url }) => url);
      read = server.requests.length;
      return urls;
    },
  };
}

describe("listRuns of GitHub", () => {
  it("reads one page at first, and one request is all an unchanged poll costs", async () => {
    const { poll, asked } = await start(makeRuns(250, 1));
    const first = await poll();
    expect(first.runs.map(({ id }) => id)).toEqual(
      Array.from({ length: 100 }, (_, index) => String(250 - index)),
    );
    expect(asked()).toEqual([FIRST_PAGE]);
    const again = await poll({ cursor: first.cursor });
    expect(asked()).toEqual([FIRST_PAGE]);
    expect(again.runs).toEqual([]);
    expect(again.cursor).toBe(first.cursor);
  });

  it("hands back what is unfinished on an unchanged page as it was given", async () => {
    const { poll, asked } = await start([
      makeRun(3),
      makeRun(2, { status: "in_progress", conclusion: null }),
    ]);
    const { runs, cursor } = await poll();
    const unfinished = runs.filter(({ status }) => status === "running");
    asked();
    const again = await poll({ cursor, unfinished });
    expect(asked()).toEqual([FIRST_PAGE]);
    expect(again.runs).toEqual(unfinished);
    expect(again.runs[0]).toBe(unfinished[0]);
  });

  it("costs one counted request for a change, and none while nothing changes", async () => {
    const { poll, hold, statuses } = await start(makeRuns(100, 1));
    const first = await poll();
    hold([makeRun(101, { status: "queued", conclusion: null }), ...makeRuns(100, 2)]);
    const second = await poll({ cursor: first.cursor });
    expect(second.runs[0]).toMatchObject({ id: "101", status: "queued" });
    const unfinished = second.runs.slice(0, 1);
    await poll({ cursor: second.cursor, unfinished });
    expect(statuses).toEqual([200, 200, 304]);
  });

  it("asks in full from scratch, and after a poll that failed half-way", async () => {
    const { poll, hold, failOn, statuses } = await start(makeRuns(100, 1));
    const first = await poll();
    await poll();
    hold(makeRuns(350, 1));
    failOn((url) => url.endsWith("page=3"));
    await expect(poll({ cursor: first.cursor })).rejects.toMatchObject({ status: 502 });
    failOn(() => false);
    const { runs } = await poll({ cursor: first.cursor });
    expect(runs).toHaveLength(300);
    expect(statuses).toEqual([200, 200, 200, 200, 502, 200, 200, 200]);
  });

  it("reads on after a time away until it meets what it knew", async () => {
    const { poll, asked, hold } = await start(makeRuns(100, 1));
    const { cursor } = await poll();
    asked();
    hold(makeRuns(350, 1));
    const { runs, cursor: next } = await poll({ cursor });
    expect(asked()).toEqual([FIRST_PAGE, `${FIRST_PAGE}&page=2`, `${FIRST_PAGE}&page=3`]);
    expect(new Set(runs.map(({ id }) => id)).size).toBe(300);
    await poll({ cursor: next });
    expect(asked()).toEqual([FIRST_PAGE]);
  });

  it("gives up looking for what it knew after ten pages", async () => {
    const { poll, asked, hold } = await start(makeRuns(50, 1));
    const { cursor } = await poll();
    asked();
    hold(makeRuns(2_000, 900));
    const { runs } = await poll({ cursor });
    expect(asked()).toHaveLength(10);
    expect(runs).toHaveLength(1_000);
  });

  it("asks singly for unfinished runs that have left the page, and leaves out deleted ones", async () => {
    const old = [
      makeRun(12, { status: "waiting", conclusion: null }),
      makeRun(11, { status: "in_progress", conclusion: null }),
    ];
    const { poll, asked, hold } = await start(old);
    const { runs: unfinished } = await poll();
    expect(unfinished).toHaveLength(2);
    asked();
    hold([...makeRuns(130, 20), makeRun(12, { status: "completed", conclusion: "failure" })]);
    const before = { newestRunId: 60, workflows: [], unfinished: [], singles: [] };
    const { runs, cursor } = await poll({ cursor: JSON.stringify(before), unfinished });
    expect(asked()).toEqual([
      FIRST_PAGE,
      `${ROOT}/12?exclude_pull_requests=true`,
      `${ROOT}/11?exclude_pull_requests=true`,
    ]);
    expect(runs).toHaveLength(101);
    expect(runs.at(-1)).toMatchObject({ id: "12", status: "failed" });
    await poll({ cursor });
    expect(asked()).toEqual([FIRST_PAGE]);
  });

  it("asks for such runs conditionally, and hands back those that are as they were", async () => {
    const gate = makeRun(12, { status: "waiting", conclusion: null });
    const { poll, hold, statuses } = await start([gate, ...makeRuns(11, 1)]);
    const first = await poll();
    const unfinished = first.runs.slice(0, 1);
    // On the second page at first, which is read on the way back to what was known.
    hold([...makeRuns(130, 20), gate]);
    const second = await poll({ cursor: first.cursor, unfinished });
    const third = await poll({ cursor: second.cursor, unfinished });
    const fourth = await poll({ cursor: third.cursor, unfinished });
    expect(fourth.runs[0]).toBe(unfinished[0]);
    hold([...makeRuns(130, 20), makeRun(12)]);
    const fifth = await poll({ cursor: fourth.cursor, unfinished });
    expect(fifth.runs).toMatchObject([{ id: "12", status: "success" }]);
    expect(statuses).toEqual([200, 200, 200, 304, 200, 304, 304, 304, 200]);
  });

  it("sees again what changed singly where the poll that read it failed", async () => {
    const gates = [11, 12].map((id) => makeRun(id, { status: "waiting", conclusion: null }));
    const { poll, hold, failOn } = await start(gates);
    const { runs: unfinished, cursor } = await poll();
    hold([...makeRuns(130, 20), ...gates]);
    const second = await poll({ cursor, unfinished });
    hold([...makeRuns(130, 20), makeRun(11), makeRun(12)]);
    failOn((url) => url.includes("/12?"));
    await expect(poll({ cursor: second.cursor, unfinished })).rejects.toMatchObject({
      status: 502,
    });
    failOn(() => false);
    const { runs } = await poll({ cursor: second.cursor, unfinished });
    expect(runs.map(({ status }) => status)).toEqual(["success", "success"]);
  });

  it("tells the fault of a single run instead of forgetting it", async () => {
    const { poll, server } = await start([makeRun(12, { status: "in_progress" })]);
    const { runs: unfinished } = await poll();
    server.answerWith(({ url }) =>
      url === FIRST_PAGE ? { body: { workflow_runs: [] } } : { status: 502, body: "" },
    );
    await expect(poll({ unfinished })).rejects.toMatchObject({ kind: "bad-response", status: 502 });
  });

  it("tells workflows of one name apart by their files, also when one has not run for long", async () => {
    const day = makeRun(2, { name: "CI", path: ".github/workflows/ci.yml@main" });
    const night = makeRun(1, { name: "CI", path: ".github/workflows/ci-nightly.yml@main" });
    const { poll, hold } = await start([day]);
    expect((await poll()).runs[0]?.workflow).toBe("CI");
    hold([day, night]);
    const { runs, cursor } = await poll();
    expect(runs.map(({ workflow }) => workflow)).toEqual(["CI (ci.yml)", "CI (ci-nightly.yml)"]);
    hold([day]);
    expect((await poll({ cursor })).runs[0]?.workflow).toBe("CI (ci.yml)");
  });

  it("renames an unchanged run that has left the page when a namesake turns up", async () => {
    const gate = makeRun(12, {
      name: "CI",
      path: ".github/workflows/ci.yml",
      status: "waiting",
      conclusion: null,
    });
    const { poll, hold } = await start([gate]);
    const { runs: unfinished, cursor } = await poll();
    hold([...makeRuns(130, 20), gate]);
    const second = await poll({ cursor, unfinished });
    expect(second.runs.at(-1)).toMatchObject({ id: "12", workflow: "CI" });
    hold([
      makeRun(131, { name: "CI", path: ".github/workflows/b.yml" }),
      ...makeRuns(130, 20),
      gate,
    ]);
    const third = await poll({ cursor: second.cursor, unfinished });
    expect(third.runs[0]).toMatchObject({ id: "131", workflow: "CI (b.yml)" });
    expect(third.runs.at(-1)).toMatchObject({ id: "12", workflow: "CI (ci.yml)" });
    const named = third.runs.filter(({ id }) => id === "12");
    const fourth = await poll({ cursor: third.cursor, unfinished: named });
    expect(fourth.runs).toEqual(named);
  });

  it("keeps one name for a workflow that runs on several branches", async () => {
    const path = ".github/workflows/ci.yml";
    const { poll } = await start([
      makeRun(2, { name: "CI", path: `${path}@main` }),
      makeRun(1, { name: "CI", path: `${path}@feature` }),
    ]);
    const { runs } = await poll();
    expect(runs.map(({ workflow }) => workflow)).toEqual(["CI", "CI"]);
  });

  it.each([
    "",
    "{",
    "null",
    "[]",
    '{"newestRunId":"x","workflows":3}',
    '{"newestRunId":5}',
    '{"newestRunId":5,"workflows":[],"unfinished":[],"singles":[],"etag":7}',
  ])("takes the foreign cursor %j for none", async (cursor) => {
    const { poll, asked } = await start(makeRuns(150, 1));
    expect((await poll({ cursor })).runs).toHaveLength(100);
    expect(asked()).toEqual([FIRST_PAGE]);
  });

  it("passes over what is no run, and on the server's wish for a slower pace", async () => {
    const { poll, headers, server } = await start(makeRuns(2, 1));
    headers["x-poll-interval"] = "90";
    expect((await poll()).pollAfterMs).toBe(90_000);
    server.answerWith(() => ({ body: { workflow_runs: [null, 7, {}, makeRun(5)] } }));
    const { runs, pollAfterMs } = await poll();
    expect(runs.map(({ id }) => id)).toEqual(["5"]);
    expect(pollAfterMs).toBeNull();
  });

  it("says who it is, and says nothing of itself on the console", async () => {
    const { poll, headers, server } = await start(makeRuns(2, 1));
    headers.deprecation = "true";
    const calls = (["log", "info", "warn", "error", "debug"] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(() => {}),
    );
    await poll();
    for (const spy of calls) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
    expect(server.requests[0]?.headers["user-agent"]).toMatch(/^cimon /u);
    expect(server.requests[0]?.headers.authorization).toBe("token t0ken");
  });

  it("follows a repository that was renamed, and keeps its rows under the configured name", async () => {
    const { poll, server, statuses } = await start([]);
    const moved = { ...example.repository, full_name: "acme/api-next" };
    server.answerWith(({ url, headers }) => {
      if (url.startsWith(ROOT)) {
        const location = url.replace("/repos/acme/api/", "/repositories/7/");
        return { status: 301, headers: { location }, body: { message: "Moved Permanently" } };
      }
      if (headers["if-none-match"] === '"one"') return { status: 304 };
      return {
        body: { workflow_runs: [makeRun(5, { repository: moved })] },
        headers: { etag: '"one"' },
      };
    });
    const { runs, cursor } = await poll();
    expect(runs).toMatchObject([{ id: "5", repo: "acme/api" }]);
    await poll({ cursor });
    expect(statuses).toEqual([200, 304]);
  });

  it("tells a deleted repository as not found", async () => {
    const { poll, server } = await start([]);
    server.answerWith(() => ({ status: 404, body: { message: "Not Found" } }));
    await expect(poll()).rejects.toMatchObject({ kind: "not-found" });
  });
});
