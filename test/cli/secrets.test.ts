import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { makeFolder, type RunOptions, runCimon } from "../helpers/run-cimon.ts";
import {
  type ScriptedAnswer,
  type SeenRequest,
  startScriptedServer,
} from "../helpers/scripted-server.ts";
import { startTerminal } from "../helpers/terminal.ts";
import { FAULTS, LEAK, TOKEN } from "../helpers/token-echo.ts";

/** The token from the environment, and as it stands in the file. */
function makeConfig(url: string) {
  const env = { env: "TOKEN" };
  const sources = [
    { provider: "github", name: "gh", url, repos: ["acme/api", "acme/*"], token: env },
    { provider: "gitlab", name: "lab", url, projects: ["group/app"], token: TOKEN },
    { provider: "jenkins", name: "ci", url, user: "ana", token: env },
  ];
  return { interval: 5, sources };
}

/** A desk whose configuration is its owner's, with everything cimon may leave behind below it. */
async function makeDesk(answer: (request: SeenRequest) => ScriptedAnswer | undefined) {
  const server = await startScriptedServer(answer);
  const cwd = makeFolder();
  const config = JSON.stringify(makeConfig(server.url));
  const file = join(cwd, ".cimonrc.json");
  writeFileSync(file, config, { mode: 0o600 });
  const proxy = `http://me:${encodeURIComponent(TOKEN)}@127.0.0.1:1`;
  const env = { TOKEN, HOME: cwd, XDG_CONFIG_HOME: cwd, XDG_CACHE_HOME: cwd, NO_PROXY: proxy };
  /** What lies below the desk, besides the configuration itself. */
  const readLeft = () =>
    readdirSync(cwd, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== ".cimonrc.json")
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
      .join("\n");
  const run = async (args: readonly string[], options: RunOptions = {}) => {
    const ended = await runCimon(args, { cwd, env, ...options });
    return { ...ended, all: `${ended.stdout}${ended.stderr}${readLeft()}` };
  };
  return { server, cwd, env, run, readLeft };
}

/** Those of the faults that say the most. */
const LOUD = ["200 of another shape", "401", "a redirect to a path with it"];

const ASKING: readonly (readonly string[])[] = [
  ["list"],
  ["list", "--ndjson", "--exit-status"],
  ["wait", "--branch", "main", "--timeout", "1s", "--start-timeout", "1s"],
  ["wait", "--branch", "main", "--timeout", "1s", "--start-timeout", "1s", "--json"],
  ["doctor"],
  ["doctor", "--json"],
  [],
];

const RUNS = {
  total_count: 1,
  workflow_runs: [
    {
      ...{ id: 7, name: "CI", path: ".github/workflows/ci.yml", head_branch: "main" },
      ...{ head_sha: "9f31c0e", run_number: 42, run_attempt: 1, event: "push" },
      ...{ status: "completed", conclusion: "success", html_url: "https://example.com/7" },
      ...{ created_at: "2026-11-23T11:50:00Z", updated_at: "2026-11-23T11:54:17Z" },
      head_commit: { message: "A line of the snapshot" },
    },
  ],
};

/** Everything that a server tells anybody who may ask. */
const SERVED = [
  ...["/", "/api/runs", "/api/sources", "/api/openapi.json", "/cc.xml", "/metrics"],
  ...["/badge/acme/api.svg", "/healthz", "/readyz", "/runs/none", "/api/runs/none"],
];

/** What a server signs people, programs and hooks in with. */
const SERVER = {
  KEY: "the-key-of-the-server-must-never-be-shown",
  HASH: "$scrypt$ln=10,r=8,p=1$bXVzdG5ldmVyYmVzaG93bg$bXVzdG5ldmVyYmVzaG93bm11c3RuZXZlcg",
  HOOK: "the-hook-of-the-server-must-never-be-shown",
};

const LEVELS = ["silent", "fatal", "error", "warn", "info", "debug"];

const SILENT: readonly (readonly string[])[] = [
  ["config"],
  ["config", "--json"],
  ["config", "--schema"],
  ["status"],
  ["status", "--format", "json"],
  ["trust", ".cimonrc.json", "--yes"],
  ["trust", "--list"],
  [
    "init",
    "--provider",
    "github",
    "--repo",
    "a/b",
    "--token-env",
    "TOKEN",
    "--out",
    "x.yaml",
    "-y",
  ],
  ["list", "--source", TOKEN.slice(0, 8)],
  ["help"],
];

/** Runs a server until `talk` has spoken to it. */
async function serveUntil(
  args: readonly string[],
  options: RunOptions,
  talk: (url: string) => Promise<void>,
) {
  let end = (_name: NodeJS.Signals): void => undefined;
  let talking: Promise<void> | null = null;
  const ended = await runCimon(["serve", "--port", "0", ...args], {
    ...options,
    onStart(signal) {
      end = signal;
    },
    onOutput(output) {
      const url = /"url":"([^"]+)","msg":"listening"/u.exec(output)?.[1];
      if (url !== undefined) talking ??= talk(url).finally(() => end("SIGTERM"));
    },
  });
  await talking;
  return ended;
}

describe("the token", () => {
  it.each(ASKING.map((args) => [args.join(" ") || "the live table, piped", args] as const))(
    "is shown nowhere by %s, whatever the server says",
    async (_, args) => {
      const tries = LOUD.map(async (name) => {
        const { server, run } = await makeDesk(FAULTS[name] ?? (() => "reset"));
        const { all } = await run([...args, "--log-level", "trace"]);
        const sent = server.requests.map(({ headers }) => JSON.stringify(headers)).join();
        expect(sent, name).toMatch(LEAK);
        expect(all, name).toContain("fetch");
        expect(all, name).not.toMatch(LEAK);
      });
      await Promise.all(tries);
    },
    120_000,
  );

  it.each(LEVELS)("is shown nowhere at the log level %s", async (level) => {
    const { run } = await makeDesk(FAULTS["401"] ?? (() => "reset"));
    const { code, all } = await run(["list", "--json", "--log-level", level]);
    expect(code).toBe(3);
    expect(all).not.toMatch(LEAK);
  });

  it.each(SILENT.map((args) => [args.join(" "), args] as const))(
    "is shown nowhere by %s, which sends nothing",
    async (_, args) => {
      const { server, run } = await makeDesk(() => "reset");
      const { all } = await run(args);
      expect(all.length).toBeGreaterThan(10);
      expect(all).not.toMatch(LEAK);
      expect(server.requests).toEqual([]);
    },
  );

  it("is shown nowhere where it is wrong itself", async () => {
    const { cwd, run } = await makeDesk(() => "reset");
    for (const token of [`${TOKEN}\u0001`, { env: TOKEN }, [TOKEN], { login: TOKEN }]) {
      const sources = [{ provider: "github", repos: ["a/b"], token }];
      writeFileSync(join(cwd, ".cimonrc.json"), JSON.stringify({ sources }));
      const { code, all } = await run(["list"]);
      expect(code).toBe(2);
      expect(all).not.toMatch(LEAK);
    }
  });

  it("is neither on the screen of the live table nor in what it leaves behind", async () => {
    const refuse = FAULTS["401"] ?? (() => "reset" as const);
    const { server, cwd, env, readLeft } = await makeDesk((request) => {
      if (request.url.includes("/orgs/acme/")) return { body: [] };
      return request.url.includes("/actions/runs") ? { body: RUNS } : refuse(request);
    });
    const terminal = startTerminal(["--log-level", "trace"], { cwd, env });
    await terminal.waitForText(/does not accept the token/u, 30_000);
    await terminal.waitForText("acme/api", 30_000);
    await terminal.waitFor("three servers asked", () => server.requests.length > 3, 30_000);
    terminal.press("?");
    terminal.press("q");
    terminal.press("q");
    expect(await terminal.exited).toBe(0);
    expect(terminal.output()).not.toMatch(LEAK);
    const left = readLeft();
    expect(left).toContain('"fetch failed"');
    expect(left).toContain("A line of the snapshot");
    expect(left).not.toMatch(LEAK);
  }, 90_000);

  it.each(LOUD)(
    "is shown nowhere by serve: not in its log, not by what it serves, on %s",
    async (name) => {
      const { server, cwd, env, run } = await makeDesk(FAULTS[name] ?? (() => "reset"));
      const file = join(cwd, ".cimonrc.json");
      const users = [{ name: "ana", password: { env: "HASH" } }];
      const own = { users, key: { env: "KEY" }, webhooks: { github: { env: "HOOK" } } };
      const config = { ...JSON.parse(readFileSync(file, "utf8")), server: own };
      writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
      const all = { ...env, ...SERVER };
      const { stdout: token } = await run(["serve", "token"], { cwd, env: all });
      const headers = { authorization: `Bearer ${token.trim()}` };
      let served = "";
      const ask = async (url: string) => {
        const answer = await fetch(url, { headers });
        const text = await answer.text();
        served += JSON.stringify([...answer.headers]) + text;
        return text;
      };
      const ended = await serveUntil(["--log-level", "trace"], { cwd, env: all }, async (url) => {
        const isOver = async () => !/"state":"loading"/u.test(await ask(`${url}/api/sources`));
        await vi.waitUntil(isOver, { timeout: 60_000, interval: 100 });
        for (const path of SERVED) await ask(url + path);
        const hook = {
          method: "POST",
          body: "{}",
          headers: { "x-hub-signature-256": SERVER.HOOK },
        };
        await (await fetch(`${url}/hooks/github`, hook)).text();
        // What somebody wrote where it does not belong is logged as little.
        for (const secret of [TOKEN, ...Object.values(SERVER)]) {
          await ask(`${url}/api/runs/${encodeURIComponent(secret)}`);
        }
      });
      expect(server.requests.map((request) => JSON.stringify(request.headers)).join()).toMatch(
        LEAK,
      );
      expect(ended.stdout).toContain('"fetch');
      expect(served).toContain("cimon");
      const shown = `${ended.stdout}${ended.stderr}${served}`;
      expect(shown).not.toMatch(LEAK);
      for (const secret of [...Object.values(SERVER), token.trim()])
        expect(shown).not.toContain(secret);
    },
    120_000,
  );

  it.each(LOUD)(
    "is shown nowhere by --connect, where it signs in, on %s",
    async (name) => {
      const { server, cwd, env, readLeft } = await makeDesk(FAULTS[name] ?? (() => "reset"));
      const args = ["--connect", server.url, "--log-level", "trace"];
      const terminal = startTerminal(args, { cwd, env: { ...env, CIMON_TOKEN: TOKEN } });
      await terminal.waitForText(/HTTP \d{3}|no message|in trouble|cannot be reached/u, 60_000);
      expect(server.requests.map(({ headers }) => JSON.stringify(headers)).join()).toMatch(LEAK);
      terminal.press("q");
      expect(await terminal.exited).toBe(0);
      expect(terminal.output()).not.toMatch(LEAK);
      const left = readLeft();
      expect(left).toContain('"command":"connect"');
      expect(left).not.toMatch(LEAK);
    },
    120_000,
  );
});
