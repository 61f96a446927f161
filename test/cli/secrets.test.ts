import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
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
});
