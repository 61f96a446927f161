import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeFolder, runCimon } from "../../helpers/run-cimon.ts";
import { type SeenRequest, startScriptedServer } from "../../helpers/scripted-server.ts";
import { startTerminal } from "../../helpers/terminal.ts";
import { TOKEN } from "../../helpers/token-echo.ts";
import { listWithLog, parseLog } from "./run-log.ts";

const RUNS = { body: { total_count: 0, workflow_runs: [] } };

function github(url: string, fields: Record<string, unknown> = {}) {
  const token = { env: "TOKEN" };
  return { provider: "github", name: "gh", url, repos: ["acme/api"], token, ...fields };
}

/** A folder with a configuration, of a GitHub that is asked for acme/api. */
function makeProject(url: string): string {
  const cwd = makeFolder();
  const config = JSON.stringify({ sources: [github(url)] });
  writeFileSync(join(cwd, ".cimonrc.json"), config, { mode: 0o600 });
  return cwd;
}

describe("the log of cimon list", () => {
  it("has a line for the start, for each request, for the state and for the end", async () => {
    const quota = { "x-ratelimit-limit": "5000", "x-ratelimit-remaining": "4321" };
    const server = await startScriptedServer(() => ({ ...RUNS, headers: quota }));
    const { code, lines } = await listWithLog([github(server.url)]);
    expect(code).toBe(0);
    expect(lines.map(({ msg }) => msg)).toEqual(["start", "fetch", "source is ok", "end"]);
    const [start, fetched, state, end] = lines;
    expect(start).toMatchObject({
      level: "info",
      command: "list",
      version: expect.stringMatching(/^\d+\.\d+\.\d+/u),
      node: process.version,
      platform: expect.stringContaining(process.platform),
      config: expect.stringMatching(/\.cimonrc\.json$/u),
      sources: [{ name: "gh", provider: "github", url: server.url, credentialFrom: "env" }],
    });
    expect(fetched).toEqual({
      level: "info",
      pid: start?.pid,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u),
      source: "gh",
      target: "acme/api",
      method: "GET",
      host: new URL(server.url).host,
      path: "/api/v3/repos/acme/api/actions/runs",
      status: 200,
      durationMs: expect.any(Number),
      bytes: JSON.stringify(RUNS.body).length,
      quotaRemaining: 4321,
      cacheHit: false,
      msg: "fetch",
    });
    expect(state).toMatchObject({ source: "gh", from: "loading", to: "ok" });
    expect(end).toMatchObject({ level: "info", code: 0, uptimeMs: expect.any(Number) });
  });

  it("says of a request that failed what was wrong", async () => {
    const server = await startScriptedServer(() => ({ status: 404, body: { message: "nope" } }));
    const dead = await startScriptedServer();
    await dead.close();
    const { lines } = await listWithLog([github(server.url), github(dead.url, { name: "dead" })]);
    const failed = lines.filter(({ msg }) => msg === "fetch failed");
    const found = failed.find(({ source }) => source === "gh");
    expect(found).toMatchObject({ level: "warn", status: 404, kind: "not-found" });
    expect(found?.error).toMatch(/does not know it/u);
    const unreached = failed.find(({ source }) => source === "dead");
    expect(unreached).toMatchObject({ status: null, kind: "network", cause: "ECONNREFUSED" });
    const states = lines.filter(({ msg }) => msg === "source is failing");
    expect(states).toHaveLength(2);
    expect(states.find(({ source }) => source === "gh")).toMatchObject({ kind: "not-found" });
  });

  it("repeats the warnings about the configuration", async () => {
    const server = await startScriptedServer(() => RUNS);
    const cwd = makeProject(server.url);
    const config = JSON.stringify({ sources: [github(server.url, { token: "literal" })] });
    writeFileSync(join(cwd, "open.json"), config, { mode: 0o644 });
    const args = ["list", "--config", "open.json", "--log-file", "open.log"];
    const { stderr } = await runCimon(args, { cwd });
    const lines = parseLog(readFileSync(join(cwd, "open.log"), "utf8"));
    const warning = lines.find(({ msg }) => msg === "warning");
    expect(warning?.level).toBe("warn");
    expect(stderr).toContain(warning?.warning);
  });

  it.each([
    ["warn", []],
    ["debug", ["start", "fetch", "source is ok", "target is ok", "end"]],
  ])("has at level %s as much as was asked for", async (level, expected) => {
    const server = await startScriptedServer(() => RUNS);
    const { lines } = await listWithLog([github(server.url)], ["--log-level", level]);
    expect(lines.map(({ msg }) => msg)).toEqual(expected);
  });

  it("ends with 2 on a level that there is not", async () => {
    const server = await startScriptedServer(() => RUNS);
    const cwd = makeProject(server.url);
    const args = ["list", "--log-level", "loud"];
    const { code, stderr } = await runCimon(args, { cwd, env: { TOKEN } });
    expect(code).toBe(2);
    expect(stderr).toMatch(/--log-level: "loud" is no level\n.*silent, fatal.*trace/u);
    expect(server.requests).toEqual([]);
  });
});

describe("where the log is", () => {
  it("is the cache folder, for its owner alone", async () => {
    const server = await startScriptedServer(() => RUNS);
    const cwd = makeProject(server.url);
    const cache = join(cwd, "cache");
    const env = { TOKEN, XDG_CACHE_HOME: cache };
    await runCimon(["list"], { cwd, env });
    await runCimon(["list"], { cwd, env });
    const path = join(cache, "cimon/cimon.log");
    const ends = parseLog(readFileSync(path, "utf8")).filter(({ msg }) => msg === "end");
    expect(ends).toHaveLength(2);
    if (process.platform !== "win32") expect(statSync(path).mode & 0o077).toBe(0);
  });

  it("is nowhere at level silent", async () => {
    const server = await startScriptedServer(() => RUNS);
    const cwd = makeProject(server.url);
    const args = ["list", "--log-level", "silent", "--log-file", "given.log"];
    const { code } = await runCimon(args, { cwd, env: { TOKEN } });
    expect(code).toBe(0);
    expect(existsSync(join(cwd, "given.log"))).toBe(false);
  });

  it("is nowhere for a demo, unless it is asked for", async () => {
    const cwd = makeFolder();
    const cache = join(cwd, "cache");
    const args = ["demo", "--seed", "3"];
    await runCimon(args, { cwd, env: { XDG_CACHE_HOME: cache } });
    expect(existsSync(join(cache, "cimon/cimon.log"))).toBe(false);
    await runCimon([...args, "--log-file", "demo.log"], { cwd });
    const lines = parseLog(readFileSync(join(cwd, "demo.log"), "utf8"));
    expect(lines[0]).toMatchObject({ msg: "start", command: "demo" });
    const sources = lines.filter(({ msg }) => msg === "fetch").map(({ source }) => source);
    expect(new Set(sources).size).toBe(3);
  });

  it("may be where nothing can be written: one note, and all goes on", async () => {
    const server = await startScriptedServer(() => RUNS);
    const cwd = makeProject(server.url);
    mkdirSync(join(cwd, "folder"));
    const args = ["list", "--json", "--log-file", "folder"];
    const { code, stdout, stderr } = await runCimon(args, { cwd, env: { TOKEN } });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).sources).toHaveLength(1);
    expect(stderr.trim().split("\n")).toEqual([
      expect.stringMatching(/^cimon: .*folder: the log cannot be written \(EISDIR\)/u),
    ]);
  });
});

describe("the log of the live table", () => {
  const isFetch = ({ url }: SeenRequest) => url.includes("/actions/runs");

  it("is whole after the user left with a request under way, and leaving takes no time", async () => {
    const server = await startScriptedServer((request) => (isFetch(request) ? "hang" : undefined));
    const cwd = makeProject(server.url);
    const env = { TOKEN, HOME: cwd, XDG_CONFIG_HOME: cwd };
    const args = ["--log-file", "watch.log", "--log-level", "debug"];
    const terminal = startTerminal(args, { cwd, env });
    await terminal.waitFor("a request", () => server.requests.some(isFetch));
    await terminal.waitForText("cimon");
    const leftMs = performance.now();
    terminal.press("q");
    expect(await terminal.exited).toBe(0);
    // A second is the bound of a busy machine; waiting for the request would take fifteen.
    expect(performance.now() - leftMs).toBeLessThan(1_000);
    const lines = parseLog(readFileSync(join(cwd, "watch.log"), "utf8"));
    expect(lines.map(({ msg }) => msg)).toEqual(["start", "fetch given up", "end"]);
    expect(lines.at(-1)).toMatchObject({ code: 0 });
  });
});
