import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createHttpClient } from "../../../src/http/http-client.ts";
import type { PipelineRun } from "../../../src/model/pipeline-run.ts";
import type { ListRunsResult } from "../../../src/model/provider.ts";
import { createGitlabProvider } from "../../../src/providers/gitlab/provider.ts";
import {
  type ScriptedAnswer,
  type SeenRequest,
  startScriptedServer,
} from "../../helpers/scripted-server.ts";

const NOW_MS = Date.parse("2026-11-23T12:00:00Z");
const NEVER = new AbortController().signal;
const SHA = "9f31c0e1a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4";

type Raw = Record<string, unknown> & { readonly id: number; readonly updated_at: string };

function pipeline(id: number, fields: Partial<Raw> = {}): Raw {
  return {
    id,
    iid: id,
    ref: "main",
    sha: SHA,
    status: "success",
    source: "push",
    created_at: at(-600 + id),
    updated_at: at(-600 + id),
    ...fields,
  };
}

/** Seconds from now. */
function at(seconds: number): string {
  return new Date(NOW_MS + seconds * 1000).toISOString();
}

/** A project on a server with just enough of GitLab's ways: windows, pages, details, commits. */
async function startProject(listed: readonly Raw[]) {
  const state = {
    pipelines: [...listed],
    nowMs: NOW_MS,
    override: (_path: string): ScriptedAnswer | undefined => undefined,
  };
  const whole = (raw: Raw) => ({
    ...raw,
    user: { username: "mara" },
    duration: 60,
    detailed_status: { group: "success" },
  });
  function answer({ url }: SeenRequest): ScriptedAnswer | undefined {
    const { pathname, searchParams } = new URL(url, "http://gitlab");
    const path = pathname.replace("/api/v4/projects/g%2Fapp/", "");
    const given = state.override(path);
    if (given !== undefined) return given;
    if (path === "pipelines") {
      const after = searchParams.get("updated_after") ?? "";
      const found = state.pipelines
        .filter((raw) => raw.updated_at > after)
        .sort((a, b) => (a.updated_at < b.updated_at ? 1 : -1));
      const page = Number(searchParams.get("page"));
      const next = found.length > page * 100 ? String(page + 1) : "";
      const body = found.slice((page - 1) * 100, page * 100);
      return { body, headers: { "x-next-page": next } };
    }
    const id = /^pipelines\/(\d+)$/u.exec(path)?.[1];
    const raw = state.pipelines.find((it) => String(it.id) === id);
    if (raw) return { body: whole(raw) };
    if (path.startsWith("repository/commits/")) return { body: { title: "Fix token refresh" } };
    return { status: 404, body: { message: "404 Not found" } };
  }
  /** The same with the ETags of a real one. */
  function answerIfChanged(request: SeenRequest): ScriptedAnswer | undefined {
    const given = answer(request);
    if (given === undefined || typeof given === "string" || given.status) return given;
    const etag = `W/"${createHash("md5").update(JSON.stringify(given.body)).digest("hex")}"`;
    if (request.headers["if-none-match"] === etag) return { status: 304, headers: { etag } };
    return { ...given, headers: { ...given.headers, etag } };
  }
  const server = await startScriptedServer(answerIfChanged);
  const statuses: (number | null)[] = [];
  const connect = () =>
    createGitlabProvider({
      source: "lab",
      url: server.url,
      token: "glpat-x",
      projects: ["g/app"],
      http: createHttpClient({
        deadlineMs: 5_000,
        now: () => state.nowMs,
        onExchange: ({ status }) => statuses.push(status),
      }),
      now: () => state.nowMs,
    });
  let provider = connect();
  let last: ListRunsResult | null = null;
  /** Polls as the store does; resolves with the answer and the paths it took. */
  async function poll(unfinished: readonly PipelineRun[] = [], signal = NEVER) {
    const before = server.requests.length;
    const target = { id: "g/app", url: `${server.url}/g/app` };
    const cursor = last?.cursor ?? null;
    last = await provider.listRuns({ target, cursor, unfinished, signal });
    const asked = server.requests
      .slice(before)
      .map(({ url }) => url.replace("/api/v4/projects/g%2Fapp/", ""));
    return { ...last, asked, find: (id: number) => last?.runs.find((run) => run.id === `${id}`) };
  }
  return {
    server,
    state,
    poll,
    /** Forgets all but the cursor. */
    restart() {
      provider = connect();
    },
    /** What was answered since the last time this was called. */
    statuses: () => statuses.splice(0),
  };
}

describe("a poll of a GitLab project", () => {
  it("asks the API below the configured address with the token", async () => {
    const { server, poll } = await startProject([]);
    await poll();
    expect(server.requests[0]?.url).toBe(
      "/api/v4/projects/g%2Fapp/pipelines?page=1&per_page=100&order_by=updated_at&sort=desc",
    );
    expect(server.requests[0]?.headers["private-token"]).toBe("glpat-x");
  });

  it("keeps a path prefix and works anonymously", async () => {
    const server = await startScriptedServer(() => ({ body: [] }));
    const http = createHttpClient({ deadlineMs: 5_000, now: () => NOW_MS });
    const provider = createGitlabProvider({
      source: "lab",
      url: `${server.url}/gitlab/`,
      token: null,
      projects: [],
      http,
      now: () => NOW_MS,
    });
    const target = { id: "g/app", url: "" };
    await provider.listRuns({ target, cursor: null, unfinished: [], signal: NEVER });
    expect(server.requests[0]?.url).toMatch(/^\/gitlab\/api\/v4\/projects\/g%2Fapp\/pipelines\?/u);
    expect(server.requests[0]?.headers["private-token"]).toBeUndefined();
  });

  it("reads the page of the newest of each row and of what is unfinished, and a commit once", async () => {
    const { poll } = await startProject([
      pipeline(1, { status: "manual" }),
      pipeline(2),
      pipeline(3),
      pipeline(4, { ref: "dev" }),
      pipeline(5, { source: "schedule" }),
      pipeline(6, { source: "parent_pipeline" }),
    ]);
    const { runs, asked } = await poll();
    expect(runs).toHaveLength(5);
    expect(asked.slice(1).sort()).toEqual([
      "pipelines/1",
      "pipelines/3",
      "pipelines/4",
      "pipelines/5",
      `repository/commits/${SHA}?stats=false`,
    ]);
    expect(runs.every((run) => run.commit.message === "Fix token refresh")).toBe(true);
  });

  it("reads how long the last successes of a running row took", async () => {
    const { poll } = await startProject([
      ...[1, 2, 3, 4].map((id) => pipeline(id)),
      pipeline(5, { status: "failed" }),
      pipeline(6, { status: "running" }),
    ]);
    const { find, asked } = await poll();
    expect(asked.filter((path) => /^pipelines\/\d/u.test(path)).sort()).toEqual([
      "pipelines/2",
      "pipelines/3",
      "pipelines/4",
      "pipelines/6",
    ]);
    expect([1, 2, 3, 4, 5].map((id) => find(id)?.durationSec)).toEqual([null, 60, 60, 60, null]);
    expect((await poll()).asked).toHaveLength(1);
  });

  it("leaves no timer behind that would keep the process alive", async () => {
    const countTimers = () =>
      process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const { poll } = await startProject([pipeline(1), pipeline(2, { status: "running" })]);
    const before = countTimers();
    await poll();
    expect(countTimers()).toBeLessThanOrEqual(before);
  });

  it("costs one request while nothing happens, running pipelines and all", async () => {
    const running = pipeline(2, { status: "running", updated_at: at(-400) });
    const { poll, state } = await startProject([pipeline(1), running, pipeline(3)]);
    // The second one reads what the first has left: how long the last success but one took.
    await poll();
    let { runs } = await poll();
    for (let round = 0; round < 20; round += 1) {
      state.nowMs += 30_000;
      const again = await poll(runs.filter((run) => run.status === "running"));
      expect(again.asked).toHaveLength(1);
      expect(again.find(2)).toMatchObject({ status: "running", actor: "mara" });
      runs = again.runs;
    }
  });

  it("costs one request more for a change, and shows what it changed", async () => {
    const { poll, state } = await startProject([pipeline(1, { status: "running" }), pipeline(2)]);
    const first = await poll();
    const running = first.find(1);
    state.pipelines[0] = pipeline(1, { status: "failed", updated_at: at(5) });
    const second = await poll(running ? [running] : []);
    expect(second.asked.slice(1)).toEqual(["pipelines/1"]);
    expect(second.find(1)).toMatchObject({ status: "failed", durationSec: 60 });
    expect((await poll()).asked).toHaveLength(1);
  });

  it("sees a change that shows up after a later one", async () => {
    const { poll, state } = await startProject([pipeline(1, { updated_at: at(-60) })]);
    await poll();
    state.pipelines.push(pipeline(3, { ref: "late", updated_at: at(-63) }));
    expect((await poll()).find(3)).toBeDefined();
  });

  it("follows the pages from its cursor, ten at most", async () => {
    const { poll, state } = await startProject([pipeline(1, { updated_at: at(-5_000) })]);
    await poll();
    const many = Array.from({ length: 1_500 }, (_, index) =>
      pipeline(index + 2, { updated_at: at(index) }),
    );
    state.pipelines.push(...many);
    const { runs, asked } = await poll();
    expect(asked.filter((path) => path.startsWith("pipelines?"))).toHaveLength(10);
    expect(runs).toHaveLength(1_000);
  });

  it("reads a bounded number of pages at first and the rest later, each once", async () => {
    const branches = Array.from({ length: 100 }, (_, index) =>
      pipeline(index + 1, { ref: `b${index}`, sha: SHA.slice(3) + (index + 100) }),
    );
    const { poll, server } = await startProject(branches);
    expect((await poll()).asked).toHaveLength(81);
    expect((await poll()).asked).toHaveLength(81);
    const third = await poll();
    expect(third.asked).toHaveLength(41);
    expect(third.runs.some((run) => run.branch === "b0" && run.actor === "mara")).toBe(true);
    expect((await poll()).asked).toHaveLength(1);
    const pages = server.requests.map(({ url }) => url).filter((url) => !url.includes("?page="));
    expect(new Set(pages).size).toBe(pages.length);
  });
});

describe("the past of a GitLab project", () => {
  const pages = (asked: readonly string[]) =>
    asked
      .filter((path) => /^pipelines\/\d/u.test(path))
      .map((path) => Number(path.slice(10)))
      .sort((a, b) => a - b);
  const dev = { ref: "dev" };

  it("is read after the rows themselves: each row's last three successes, without commits", async () => {
    const other = SHA.replace("9", "8");
    const { poll } = await startProject([
      ...[1, 2, 3, 4].map((id) => pipeline(id, { sha: other })),
      pipeline(5),
      pipeline(6, { ...dev, sha: other }),
      pipeline(7, { ...dev, sha: other, status: "failed" }),
      pipeline(8, { ...dev, status: "canceled" }),
    ]);
    const first = await poll();
    expect(pages(first.asked)).toEqual([5, 8]);
    expect(first.find(4)?.durationSec).toBeNull();
    const second = await poll();
    expect(second.asked).toHaveLength(4);
    expect(pages(second.asked)).toEqual([3, 4, 6]);
    expect([3, 4, 6].map((id) => second.find(id)?.durationSec)).toEqual([60, 60, 60]);
    expect((await poll()).asked).toHaveLength(1);
  });

  it("is spread over polls, the newest first, and read once", async () => {
    const rows = Array.from({ length: 25 }, (_, row) =>
      [1, 2, 3].map((turn) => pipeline(turn * 100 + row, { ref: `b${row}` })),
    ).flat();
    const { poll, server } = await startProject(rows);
    await poll();
    const second = pages((await poll()).asked);
    expect(second).toHaveLength(20);
    expect(Math.min(...second)).toBe(205);
    expect(pages((await poll()).asked)).toHaveLength(20);
    expect(pages((await poll()).asked)).toHaveLength(10);
    expect((await poll()).asked).toHaveLength(1);
    const asked = pages(server.requests.map(({ url }) => url.split("%2Fapp/")[1] ?? ""));
    expect(asked).toEqual([...new Set(asked)]);
    expect(asked).toHaveLength(75);
  });

  it("is still read after a restart, and once read it is not read again", async () => {
    const { poll, restart, statuses, state } = await startProject(
      Array.from({ length: 3 }, (_, id) => pipeline(id + 1)),
    );
    await poll();
    restart();
    const second = await poll();
    expect(pages(second.asked)).toEqual([1, 2]);
    expect(second.find(1)?.durationSec).toBe(60);
    restart();
    statuses();
    expect((await poll()).runs).toEqual([]);
    expect(statuses()).toEqual([304]);
    restart();
    state.pipelines.push(pipeline(4, { updated_at: at(1) }));
    const last = await poll();
    expect(pages(last.asked)).toEqual([4]);
    expect(last.runs.map(({ id }) => id)).toEqual(["4"]);
  });

  it("is given up where it cannot be read, and waits where the server asks to wait", async () => {
    const { poll, state } = await startProject(
      Array.from({ length: 3 }, (_, id) => pipeline(id + 1)),
    );
    await poll();
    state.override = (path) =>
      path.startsWith("pipelines/")
        ? { status: 429, headers: { "retry-after": "90" }, body: "Retry later" }
        : undefined;
    expect((await poll()).pollAfterMs).toBe(90_000);
    state.nowMs += 90_000;
    state.override = (path) => (path === "pipelines/2" ? { status: 404, body: {} } : undefined);
    const third = await poll();
    expect(pages(third.asked)).toEqual([1, 2]);
    expect(third.find(1)?.durationSec).toBe(60);
    expect(third.find(2)).toBeUndefined();
    expect((await poll()).asked).toHaveLength(1);
  });
});

describe("a GitLab project polled again after a restart", () => {
  const running = { status: "running", updated_at: at(-300) };

  it("costs one 304 while nothing has changed, and hands back what runs as it was", async () => {
    const { poll, restart, statuses } = await startProject([
      pipeline(1),
      pipeline(2, running),
      pipeline(3, { ref: "dev" }),
    ]);
    await poll();
    const { find } = await poll();
    const run = find(2);
    if (!run) throw new Error("the running pipeline was not listed");
    restart();
    statuses();
    const { runs } = await poll([run]);
    expect(statuses()).toEqual([304]);
    expect(runs).toEqual([run]);
  });

  it("reads what has changed since, and tells nothing anew of what it has told in full", async () => {
    const { poll, restart, state } = await startProject([
      pipeline(1),
      pipeline(2, running),
      pipeline(3, { ref: "dev" }),
    ]);
    const run = (await poll()).find(2);
    restart();
    state.pipelines.push(pipeline(4, { ref: "new", updated_at: at(1) }));
    const { runs, asked } = await poll(run ? [run] : []);
    expect(asked.slice(1).sort()).toEqual(["pipelines/4", `repository/commits/${SHA}?stats=false`]);
    expect(runs.map(({ id, actor }) => [id, actor])).toEqual([
      ["4", "mara"],
      ["2", "mara"],
    ]);
    expect(runs[1]).toBe(run);
  });

  it("starts from scratch where not all had been read", async () => {
    const branches = Array.from({ length: 60 }, (_, index) =>
      pipeline(index + 1, { ref: `b${index}` }),
    );
    const { poll, restart } = await startProject(branches);
    await poll();
    restart();
    const { asked, runs } = await poll();
    expect(asked[0]).not.toContain("updated_after");
    expect(runs).toHaveLength(60);
    await poll();
    const last = await poll();
    expect(last.asked).toHaveLength(1);
  });

  it("lists again what it could not tell of because the poll was stopped", async () => {
    const { poll, state } = await startProject([pipeline(1), pipeline(2, running)]);
    await poll();
    await poll();
    state.pipelines[1] = pipeline(2, { status: "failed", updated_at: at(5) });
    state.override = (path) => (path === "pipelines/2" ? "hang" : undefined);
    const controller = new AbortController();
    const stopped = poll([], controller.signal);
    setTimeout(() => controller.abort(new Error("stopped")), 50);
    await expect(stopped).rejects.toThrow("stopped");
    state.override = () => undefined;
    expect((await poll()).find(2)).toMatchObject({ status: "failed", durationSec: 60 });
  });
});

describe("an unfinished GitLab run that the list does not hold", () => {
  /** A manual gate older than the window, with enough newer pipelines to leave it behind. */
  async function startWithOldGate() {
    const gate = pipeline(1, { ref: "release", status: "manual", updated_at: at(-90_000) });
    const context = await startProject([gate, pipeline(2)]);
    const first = await context.poll();
    const run = first.find(1);
    if (!run) throw new Error("the gate was not listed");
    return { ...context, run };
  }

  it("is handed back as it was, without a request", async () => {
    const { poll, run } = await startWithOldGate();
    const { runs, asked } = await poll([run]);
    expect(asked).toHaveLength(1);
    expect(runs).toContain(run);
  });

  it("is checked now and then, and left out once it is deleted", async () => {
    const { poll, state, run } = await startWithOldGate();
    await poll([run]);
    state.nowMs += 3_600_000;
    const checked = await poll([run]);
    expect(checked.asked.slice(1)).toEqual(["pipelines/1"]);
    expect(checked.find(1)).toEqual(run);
    expect((await poll([run])).asked).toHaveLength(1);
    state.pipelines.shift();
    state.nowMs += 3_600_000;
    expect((await poll([run])).find(1)).toBeUndefined();
  });

  it("is kept where its check fails", async () => {
    const { poll, state, run } = await startWithOldGate();
    await poll([run]);
    state.nowMs += 3_600_000;
    state.override = (path) => (path === "pipelines/1" ? { status: 500, body: {} } : undefined);
    expect((await poll([run])).runs).toContain(run);
  });

  it("is asked for where the list starts from scratch", async () => {
    const { state, server, poll } = await startProject([pipeline(1, { status: "running" })]);
    const run = (await poll()).find(1);
    state.override = (path) => (path === "pipelines" ? { body: [] } : undefined);
    const http = createHttpClient({ deadlineMs: 5_000, now: () => state.nowMs });
    const fresh = createGitlabProvider({
      source: "lab",
      url: server.url,
      token: null,
      projects: [],
      http,
      now: () => state.nowMs,
    });
    const target = { id: "g/app", url: "" };
    const unfinished = run ? [run] : [];
    const { runs } = await fresh.listRuns({ target, cursor: null, unfinished, signal: NEVER });
    expect(runs.map(({ id, status }) => ({ id, status }))).toEqual([
      { id: "1", status: "running" },
    ]);
  });
});

describe("what a GitLab does not let one read", () => {
  it.each([403, 404])(
    "a commit answered %i leaves its message out, and is not asked for again",
    async (status) => {
      const { poll, state } = await startProject([pipeline(1), pipeline(2, { ref: "dev" })]);
      state.override = (path) => (path.startsWith("repository") ? { status, body: {} } : undefined);
      const { runs, asked } = await poll();
      expect(runs.map((run) => run.commit.message)).toEqual([null, null]);
      expect(asked.filter((path) => path.startsWith("repository"))).toHaveLength(1);
      expect((await poll()).asked).toHaveLength(1);
    },
  );

  it("a repository closed to the token is not asked for each of its commits", async () => {
    const { poll, state } = await startProject(
      Array.from({ length: 30 }, (_, id) =>
        pipeline(id + 1, { ref: `b${id}`, sha: SHA.slice(3) + (id + 100) }),
      ),
    );
    state.override = (path) =>
      path.startsWith("repository") ? { status: 403, body: {} } : undefined;
    const { asked } = await poll();
    expect(asked.filter((path) => path.startsWith("repository")).length).toBeLessThanOrEqual(4);
  });

  it("a page answered 500 leaves the list's own words, and is given up after three tries", async () => {
    const { poll, state } = await startProject([pipeline(1, { status: "failed" })]);
    state.override = (path) => (path === "pipelines/1" ? { status: 500, body: {} } : undefined);
    expect((await poll()).find(1)).toMatchObject({ status: "failed", actor: null });
    expect((await poll()).asked).toHaveLength(2);
    expect((await poll()).asked).toHaveLength(2);
    expect((await poll()).asked).toHaveLength(1);
  });

  it("a rate limit among the pages ends the asking, keeps the rows and passes the wait on", async () => {
    const { poll, state } = await startProject(
      Array.from({ length: 30 }, (_, id) => pipeline(id + 1, { ref: `b${id}` })),
    );
    state.override = (path) =>
      path === "pipelines"
        ? undefined
        : { status: 429, headers: { "retry-after": "90" }, body: "Retry later" };
    const { runs, asked, pollAfterMs } = await poll();
    expect(runs).toHaveLength(30);
    expect(pollAfterMs).toBe(90_000);
    expect(asked.length).toBeLessThan(10);
    state.override = () => undefined;
    state.nowMs += 90_000;
    expect((await poll()).runs.every((run) => run.actor === "mara")).toBe(true);
  });

  it("a pipeline's details without a detailed status are made up for by its failed jobs", async () => {
    const { poll, state } = await startProject([pipeline(1), pipeline(2, { ref: "dev" })]);
    const page = (id: number) => ({ body: { ...pipeline(id), detailed_status: null } });
    const jobs = (allow_failure: boolean) => ({ body: [{ status: "failed", allow_failure }] });
    state.override = (path) => {
      if (path === "pipelines/1") return page(1);
      if (path === "pipelines/2") return page(2);
      if (path === "pipelines/1/jobs") return jobs(true);
      return path === "pipelines/2/jobs" ? jobs(false) : undefined;
    };
    const { find, asked } = await poll();
    expect(find(1)?.status).toBe("warning");
    expect(find(2)?.status).toBe("success");
    expect(asked).toContain("pipelines/1/jobs?scope=failed&page=1&per_page=100");
  });
});
