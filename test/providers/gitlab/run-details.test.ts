import { describe, expect, it } from "vitest";
import { LOG_WINDOW_BYTES } from "../../../src/model/log-cut.ts";
import { makeRun } from "../../helpers/make-run.ts";
import type { ScriptedAnswer } from "../../helpers/scripted-server.ts";
import { makeJob, NEVER, startScriptedGitlab } from "./scripted-gitlab.ts";

const RUN = makeRun({ id: "31", repo: "g/app", provider: "gitlab", source: "lab" });
const JOBS = "pipelines/31/jobs?include_retried=true&per_page=100&page=1";

describe("who the token belongs to", () => {
  it("is told by GitLab, cleaned", async () => {
    const { provider, asked } = await startScriptedGitlab(() => ({
      body: { id: 3, username: "ma\u001b[31mra", name: "Mara" },
    }));
    expect(await provider.whoAmI?.(NEVER)).toBe("mara");
    expect(asked()).toEqual(["user"]);
  });

  it("is nobody without a token, which is not asked about", async () => {
    const { provider, asked } = await startScriptedGitlab(() => ({ body: {} }), null);
    expect(await provider.whoAmI?.(NEVER)).toBeNull();
    expect(asked()).toEqual([]);
  });

  it.each([401, 403])("is nobody where GitLab answers %i", async (status) => {
    const { provider } = await startScriptedGitlab(() => ({ status, body: {} }));
    expect(await provider.whoAmI?.(NEVER)).toBeNull();
  });

  it("is not known while the server is in trouble", async () => {
    const { provider } = await startScriptedGitlab(() => ({ status: 502, body: "" }));
    await expect(provider.whoAmI?.(NEVER)).rejects.toMatchObject({ status: 502 });
  });
});

describe("the jobs of a GitLab pipeline", () => {
  const job = (id: number, name: string, stage: string) => ({ id, name, stage, status: "success" });

  it("are read on all pages, those that were tried again too, with what they started", async () => {
    const { provider, asked } = await startScriptedGitlab((path): ScriptedAnswer | undefined => {
      if (path === JOBS) {
        return { body: [job(6, "build", "build")], headers: { "x-next-page": "2" } };
      }
      if (path === JOBS.replace("&page=1", "&page=2")) {
        return { body: [job(2, "unit", "test"), job(1, "build", "build")] };
      }
      return path.startsWith("pipelines/31/bridges?")
        ? { body: [job(3, "e2e", "test")] }
        : undefined;
    });
    const jobs = await provider.listJobs?.(RUN, NEVER);
    expect(jobs?.map(({ id, name }) => [id, name])).toEqual([
      ["6", "build"],
      ["2", "unit"],
      ["bridge:3", "→ e2e"],
    ]);
    expect(asked().sort()).toEqual([
      "pipelines/31/bridges?per_page=100&page=1",
      JOBS,
      JOBS.replace("&page=1", "&page=2"),
    ]);
  });

  it("are asked for conditionally", async () => {
    const { provider, server } = await startScriptedGitlab((path, { headers }) => {
      if (headers["if-none-match"] === '"one"') return { status: 304 };
      const body = path === JOBS ? [job(1, "build", "build")] : [];
      return { body, headers: { etag: '"one"' } };
    });
    const first = await provider.listJobs?.(RUN, NEVER);
    expect(await provider.listJobs?.(RUN, NEVER)).toEqual(first);
    expect(server.requests.slice(2).map(({ headers }) => headers["if-none-match"])).toEqual([
      '"one"',
      '"one"',
    ]);
  });

  it.each([
    [
      "glpat-x",
      403,
      "auth",
      /does not let this token see .* read_api scope and the role Reporter/u,
    ],
    [null, 401, "auth", /lets nobody see the jobs .* without a token: give one with the read_api/u],
    ["glpat-x", 404, "not-found", /does not know it/u],
  ])("cannot be read with the token %s and %i", async (token, status, kind, message) => {
    const { provider } = await startScriptedGitlab(() => ({ status, body: {} }), token);
    const jobs = provider.listJobs?.(RUN, NEVER);
    await expect(jobs).rejects.toMatchObject({
      kind,
      status,
      message: expect.stringMatching(message),
    });
  });

  it("are not made up of an answer in another shape", async () => {
    const { provider } = await startScriptedGitlab(() => ({ body: { jobs: [] } }));
    await expect(provider.listJobs?.(RUN, NEVER)).rejects.toMatchObject({ kind: "bad-response" });
  });
});

/** A server with one log, which it serves as it is told. */
async function startLog(serve: { ranges: boolean; etags: boolean }) {
  const state = { log: "", status: "running" };
  const context = await startScriptedGitlab((path, { headers }): ScriptedAnswer | undefined => {
    if (path === "jobs/7") return { body: { id: 7, status: state.status } };
    if (path !== "jobs/7/trace") return undefined;
    const etag = `W/"${state.log.length}"`;
    if (serve.etags && headers["if-none-match"] === etag) return { status: 304 };
    const answer = serve.etags ? { etag } : undefined;
    const from = /^bytes=(\d+)-$/u.exec(headers.range ?? "")?.[1];
    if (!serve.ranges || from === undefined) return { headers: { ...answer }, body: state.log };
    const bytes = Buffer.from(state.log);
    const total = bytes.byteLength;
    if (Number(from) >= total) return { status: 416, body: "" };
    return {
      status: 206,
      headers: { ...answer, "content-range": `bytes ${from}-${total - 1}/${total}` },
      body: bytes.subarray(Number(from)).toString(),
    };
  });
  const read = (position: string | null, job = makeJob()) => {
    const chunk = context.provider.readLog?.(RUN, job, position, NEVER);
    if (chunk === undefined) throw new Error("GitLab has logs");
    return chunk;
  };
  return { ...context, state, read };
}

describe("the log of a GitLab job", () => {
  const SERVERS = [
    { ranges: false, etags: false },
    { ranges: false, etags: true },
    { ranges: true, etags: false },
    { ranges: true, etags: true },
  ];

  it.each(SERVERS)("is followed to its end, nothing twice, by %j", async (serve) => {
    const { state, read } = await startLog(serve);
    const parts = ["\u001b[0Ksection_start:1:a\r\u001b[0Kzwölf\n", "", "€uro\n", "", "", "end\n"];
    let position: string | null = null;
    let text = "";
    for (const part of parts) {
      state.log += part;
      const chunk = await read(position);
      expect(chunk).toMatchObject({ text: part, isComplete: false });
      text += chunk.text;
      position = chunk.position;
      expect(position).toBe(String(Buffer.byteLength(text)));
    }
    state.status = "success";
    const end = await read(position);
    expect(end).toEqual({ text: "", position, isComplete: true });
    expect(text).toBe(parts.join(""));
  });

  it("is not asked about its job while it grows, and once where it does not", async () => {
    const { state, read, asked } = await startLog({ ranges: false, etags: true });
    state.log = "one\n";
    const { position } = await read(null);
    expect(asked()).toEqual(["jobs/7/trace"]);
    await read(position);
    expect(asked()).toEqual(["jobs/7/trace", "jobs/7"]);
  });

  it("asks for its end, then for its new part, whether or not that is understood", async () => {
    const whole = await startLog({ ranges: false, etags: false });
    const part = await startLog({ ranges: true, etags: false });
    for (const { state, read, server } of [whole, part]) {
      state.log = "one\n";
      const { position } = await read(null);
      state.log += "two\n";
      const next = await read(position);
      state.log += "three\n";
      expect((await read(next.position)).text).toBe("three\n");
      const ranges = server.requests.map(({ headers }) => headers.range);
      expect(ranges).toEqual([`bytes=-${LOG_WINDOW_BYTES}`, "bytes=3-", "bytes=7-"]);
    }
  });

  it("holds the lines that came while the job was asked about", async () => {
    const { state, read, server } = await startLog({ ranges: false, etags: true });
    state.log = "one\n";
    const { position } = await read(null);
    const script = (path: string): ScriptedAnswer => {
      if (path.endsWith("/trace")) return { body: state.log };
      state.log += "last\n";
      return { body: { id: 7, status: "failed" } };
    };
    server.answerWith(({ url }) => script(url));
    expect(await read(position)).toEqual({ text: "last\n", position: "9", isComplete: true });
  });

  it("is complete at once where the job is known to have ended", async () => {
    const { state, read, asked } = await startLog({ ranges: false, etags: true });
    state.log = "all\n";
    const chunk = await read(null, makeJob({ status: "failed" }));
    expect(chunk).toEqual({ text: "all\n", position: "4", isComplete: true });
    expect(asked()).toEqual(["jobs/7/trace"]);
  });

  it.each([true, false])("goes on where it was erased (ranges: %s)", async (ranges) => {
    const { state, read } = await startLog({ ranges, etags: true });
    state.log = "one two three\n";
    const { position } = await read(null);
    state.log = "new\n";
    const erased = await read(position);
    expect(erased).toEqual({ text: "", position: "4", isComplete: false });
    state.log = "new\nnewer\n";
    expect((await read(erased.position)).text).toBe("newer\n");
  });

  it("is read whole where a server sends a part without saying which", async () => {
    const { read } = await startScriptedGitlab((_path, { headers }) =>
      headers.range === undefined ? { body: "one\ntwo\n" } : { status: 206, body: "?" },
    ).then(({ provider }) => ({
      read: (position: string) => provider.readLog?.(RUN, makeJob(), position, NEVER),
    }));
    expect(await read("4")).toEqual({ text: "two\n", position: "8", isComplete: false });
  });

  it("is none of a pipeline downstream", async () => {
    const { read, asked } = await startLog({ ranges: false, etags: false });
    const bridge = makeJob({ id: "bridge:9" });
    await expect(read(null, bridge)).rejects.toMatchObject({ kind: "not-found" });
    expect(asked()).toEqual([]);
  });

  it("says what is missing where the token may not read it", async () => {
    const { provider } = await startScriptedGitlab(() => ({ status: 403, body: {} }));
    await expect(provider.readLog?.(RUN, makeJob(), null, NEVER)).rejects.toThrow(
      /read_api scope and the role Reporter or above/u,
    );
  });
});
