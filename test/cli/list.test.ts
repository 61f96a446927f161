import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeFolder, type RunOptions, runCimon } from "../helpers/run-cimon.ts";
import {
  type ScriptedAnswer,
  type SeenRequest,
  startScriptedServer,
} from "../helpers/scripted-server.ts";

const TOKEN = "ghp_thisTokenMustNeverBeShown000000000000";

/** A run as GitHub lists it, with what cimon reads of it. */
function makeRawRun(fields: Record<string, unknown> = {}) {
  return {
    id: 7,
    name: "CI",
    path: ".github/workflows/ci.yml",
    head_branch: "main",
    head_sha: "9f31c0e5d2b14d1f8a7c6b5e4f3a2b1c0d9e8f7a",
    run_number: 42,
    run_attempt: 1,
    event: "push",
    status: "completed",
    conclusion: "success",
    html_url: "https://github.com/acme/api/actions/runs/7",
    created_at: "2026-11-23T11:50:00Z",
    run_started_at: "2026-11-23T11:50:05Z",
    updated_at: "2026-11-23T11:54:17Z",
    actor: { login: "ana" },
    triggering_actor: { login: "ana" },
    head_commit: { message: "Fix token refresh\n\nIt expired." },
    repository: { full_name: "acme/api" },
    ...fields,
  };
}

/** A GitHub Enterprise whose repositories have the given runs; others are 404. */
function answerAsGithub(runs: Record<string, readonly unknown[]>) {
  return ({ url, headers }: SeenRequest): ScriptedAnswer | undefined => {
    if (headers.authorization?.includes(TOKEN) !== true) {
      return { status: 401, body: { message: `Bad credentials: ${headers.authorization}` } };
    }
    const repo = /^\/api\/v3\/repos\/([^/]+\/[^/]+)\/actions\/runs\?/u.exec(url)?.[1];
    const list = repo === undefined ? undefined : runs[repo];
    if (list === undefined) return { status: 404, body: { message: "Not Found" } };
    return { body: { total_count: list.length, workflow_runs: list } };
  };
}

function source(url: string, fields: Record<string, unknown> = {}) {
  return {
    provider: "github",
    name: "gh",
    url,
    repos: ["acme/api"],
    token: { env: "GH" },
    ...fields,
  };
}

function list(config: unknown, args: readonly string[] = [], options: RunOptions = {}) {
  const cwd = makeFolder();
  const text = typeof config === "string" ? config : JSON.stringify(config, null, 2);
  writeFileSync(join(cwd, ".cimonrc.json"), text, { mode: 0o600 });
  return runCimon(["list", ...args], { cwd, env: { GH: TOKEN }, ...options });
}

describe("cimon list", () => {
  it("prints the latest run of each pipeline as one JSON document", async () => {
    const old = makeRawRun({
      id: 6,
      run_number: 41,
      conclusion: "failure",
      created_at: "2026-11-22T11:50:00Z",
      run_started_at: "2026-11-22T11:50:00Z",
    });
    const server = await startScriptedServer(answerAsGithub({ "acme/api": [makeRawRun(), old] }));
    const { code, stdout, stderr } = await list({ sources: [source(server.url)] }, ["--json"]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    expect(Date.parse(document.generatedAt)).toBeGreaterThan(0);
    expect(document.sources).toMatchObject([
      { name: "gh", provider: "github", state: "ok", error: null, quota: null },
    ]);
    expect(document.runs).toEqual([
      {
        id: "7",
        source: "gh",
        provider: "github",
        repo: "acme/api",
        branch: "main",
        workflow: "CI",
        number: 42,
        attempt: 1,
        status: "success",
        conclusion: "success",
        event: "push",
        actor: "ana",
        commit: { sha: "9f31c0e5d2b14d1f8a7c6b5e4f3a2b1c0d9e8f7a", message: "Fix token refresh" },
        queuedAt: "2026-11-23T11:50:00.000Z",
        startedAt: "2026-11-23T11:50:05.000Z",
        finishedAt: "2026-11-23T11:54:17.000Z",
        durationSec: 252,
        url: "https://github.com/acme/api/actions/runs/7",
        insight: {
          typical: null,
          predictedEndAt: null,
          progress: null,
          isSlow: false,
          queueSec: 5,
          isQueueLong: false,
          isFlaky: true,
          transition: { kind: "fixed", since: "2026-11-23T11:54:17.000Z", runs: 1 },
        },
      },
    ]);
  });

  it("prints one run a line with --ndjson, and a table without colours otherwise", async () => {
    const runs = [
      makeRawRun(),
      makeRawRun({ id: 8, name: "e2e", path: ".github/workflows/e2e.yml" }),
    ];
    const server = await startScriptedServer(answerAsGithub({ "acme/api": runs }));
    const config = { sources: [source(server.url)] };
    const ndjson = await list(config, ["--ndjson"]);
    expect(
      ndjson.stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).workflow)
        .sort(),
    ).toEqual(["CI", "e2e"]);
    const table = await list(config);
    expect(table.stdout).toMatch(/^.*REPO.*BRANCH.*WORKFLOW.*\n.*acme\/api.*main.*CI.*success/u);
    expect(table.stdout).not.toContain("\u001b");
  });

  it("narrows by --repo, --branch and --filter, and does not ask for what it will not show", async () => {
    const server = await startScriptedServer(
      answerAsGithub({
        "acme/api": [makeRawRun(), makeRawRun({ id: 8, head_branch: "dev" })],
        "acme/web": [makeRawRun()],
      }),
    );
    const config = { sources: [source(server.url, { repos: ["acme/api", "acme/web"] })] };
    const args = ["--json", "--repo", "acme/a*", "--branch", "d*", "--filter", "workflow:ci"];
    const { stdout } = await list(config, args);
    expect(JSON.parse(stdout).runs.map((run: { id: string }) => run.id)).toEqual(["8"]);
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ["failure", "completed", 1],
    ["success", "completed", 0],
    [null, "in_progress", 8],
  ])("ends a gate on %s with its documented code", async (conclusion, status, expected) => {
    const server = await startScriptedServer(
      answerAsGithub({ "acme/api": [makeRawRun({ conclusion, status })] }),
    );
    const { code } = await list({ sources: [source(server.url)] }, ["--exit-status"]);
    expect(code).toBe(expected);
  });
});

describe("what cannot be read", () => {
  it("is told in one sentence each and ends with 3, the rest is still printed", async () => {
    const server = await startScriptedServer(answerAsGithub({ "acme/api": [makeRawRun()] }));
    const dead = await startScriptedServer();
    await dead.close();
    const config = {
      sources: [
        source(server.url, { repos: ["acme/api", "acme/gone"] }),
        source(server.url, { name: "wrong", token: { env: "WRONG" } }),
        { provider: "gitlab", name: "dead", url: dead.url, projects: ["group/app"] },
      ],
    };
    const { code, stdout, stderr } = await list(config, ["--json"], {
      env: { GH: TOKEN, WRONG: "ghp_nope" },
    });
    expect(code).toBe(3);
    const { runs, sources } = JSON.parse(stdout);
    expect(runs).toHaveLength(1);
    expect(sources.map((it: { state: string }) => it.state)).toEqual([
      "partial",
      "failing",
      "failing",
    ]);
    expect(sources.map((it: { error: { kind: string } }) => it.error.kind)).toEqual([
      "not-found",
      "auth",
      "network",
    ]);
    const lines = stderr.trim().split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^cimon: gh: acme\/gone: .*404.*; .*name/u);
    expect(lines[1]).toMatch(/^cimon: wrong: acme\/api: .*token.*401/u);
    expect(lines[2]).toMatch(/^cimon: dead: group\/app: .*refused the connection/u);
    expect(stdout + stderr).not.toMatch(/ghp_/u);
  });

  it("does not fail a gate as if a run had failed", async () => {
    const server = await startScriptedServer(answerAsGithub({}));
    const { code } = await list({ sources: [source(server.url)] }, ["--exit-status"]);
    expect(code).toBe(3);
  });
});

describe("a wrong configuration", () => {
  const good = source("https://ghe.example.com");
  it.each([
    ["broken JSON", '{\n  "sources": [\n', /\.cimonrc\.json.*line 3/u],
    ["wrong types", { interval: "soon", sources: [good] }, /interval.*"soon"/u],
    ["no sources", { sources: [] }, /sources/u],
    [
      "an unknown key",
      { sources: [{ ...good, branchs: ["main"] }] },
      /sources\[0\].*branchs.*did you mean "?branches/su,
    ],
    ["a missing variable", { sources: [{ ...good, token: { env: "NOT_SET" } }] }, /NOT_SET/u],
    ["an unknown provider", { sources: [{ provider: "github-actions" }] }, /provider/u],
  ])("with %s ends with 2 and says where", async (_, config, sentence) => {
    const { code, stdout, stderr } = await list(config, ["--json"]);
    expect(stderr).toMatch(sentence);
    expect(stderr).toMatch(/→ \S/u);
    expect(stderr).not.toMatch(/\n {4}at |ghp_/u);
    expect([code, stdout]).toEqual([2, ""]);
  });

  it("that is not there at all ends with 2 and says what to do", async () => {
    const { code, stderr } = await runCimon(["list"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/\.cimonrc\.json/u);
    expect(stderr).toMatch(/cimon demo/u);
  });

  it("by --config that does not exist ends with 2 and names the file", async () => {
    const { code, stderr } = await runCimon(["list", "--config", "missing.json"]);
    expect(code).toBe(2);
    expect(stderr).toContain("missing.json");
  });
});

describe("a wrong command line", () => {
  it.each([
    [["list", "--jsn"], /unknown option '--jsn'[\s\S]*--json/u],
    [["lst"], /no command "lst"[\s\S]*did you mean "list"/u],
    [["list", "--source", "gx"], /no source "gx"[\s\S]*did you mean "gh"/u],
    [["list", "--filter", "colour:red"], /--filter: colour/u],
    [["list", "--interval", "soon"], /--interval: "soon"/u],
    [["list", "--json", "--ndjson"], /--json and --ndjson/u],
  ])("%j ends with 2", async (args, sentence) => {
    const cwd = makeFolder();
    const config = { sources: [source("https://ghe.example.com")] };
    writeFileSync(join(cwd, ".cimonrc.json"), JSON.stringify(config));
    const { code, stderr } = await runCimon(args, { cwd, env: { GH: TOKEN } });
    expect(stderr).toMatch(sentence);
    expect(code).toBe(2);
  });

  it("does not hinder --help and --version", async () => {
    const help = await runCimon(["list", "--help"]);
    expect([help.code, help.stderr]).toEqual([0, ""]);
    expect(help.stdout).toContain("--exit-status");
    const version = await runCimon(["--version"]);
    expect([version.code, version.stdout]).toMatchObject([0, /^\d+\.\d+\.\d+\n$/u]);
  });
});

describe("the end of the program", () => {
  it("comes at once by ctrl-c while a server does not answer, with 130", async () => {
    const server = await startScriptedServer(() => "hang");
    const cwd = makeFolder();
    const config = { sources: [source(server.url)] };
    writeFileSync(join(cwd, ".cimonrc.json"), JSON.stringify(config));
    let killedAtMs = 0;
    const kill = (signal: (name: NodeJS.Signals) => void) => {
      killedAtMs = performance.now();
      signal("SIGINT");
    };
    const ended = runCimon(["list", "--json"], {
      cwd,
      env: { GH: TOKEN },
      onStart: (signal) => {
        const poll = setInterval(() => {
          if (server.requests.length === 0) return;
          clearInterval(poll);
          kill(signal);
        }, 10);
      },
    });
    expect((await ended).code).toBe(130);
    expect(performance.now() - killedAtMs).toBeLessThan(1_000);
  });

  it("is quiet when the reader has gone", async () => {
    const runs = Array.from({ length: 2_000 }, (_, n) =>
      makeRawRun({ id: n, name: `w${n}`, path: `w${n}.yml` }),
    );
    const server = await startScriptedServer(answerAsGithub({ "acme/api": runs }));
    const { stderr } = await list({ sources: [source(server.url)] }, ["--json"], {
      closeStdout: true,
    });
    expect(stderr).toBe("");
  });

  it("finds the configuration from a folder below", async () => {
    const server = await startScriptedServer(answerAsGithub({ "acme/api": [makeRawRun()] }));
    const top = makeFolder();
    const sources = [source(server.url, { token: TOKEN })];
    writeFileSync(join(top, ".cimonrc.json"), JSON.stringify({ sources }), { mode: 0o600 });
    mkdirSync(join(top, "a/b"), { recursive: true });
    const { code, stdout } = await runCimon(["list", "--json"], {
      cwd: join(top, "a/b"),
      env: { GH: TOKEN, HOME: makeFolder() },
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).runs).toHaveLength(1);
  });
});
