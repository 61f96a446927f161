import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startDemo } from "../../src/demo/start-demo.ts";
import { makeFolder, type RunOptions, runCimon } from "../helpers/run-cimon.ts";
import { startScriptedServer } from "../helpers/scripted-server.ts";
import { startTerminal } from "../helpers/terminal.ts";

const TOKEN = "ghp_thisTokenMustNeverBeShown000000000000";

interface Check {
  readonly name: string;
  readonly verdict: string;
  readonly text: string;
  readonly fix: string | null;
}

function writeConfig(config: unknown): string {
  const cwd = makeFolder();
  writeFileSync(join(cwd, ".cimonrc.json"), JSON.stringify(config), { mode: 0o600 });
  return cwd;
}

async function examine(config: unknown, options: RunOptions = {}) {
  const ended = await runCimon(["doctor", "--json"], { cwd: writeConfig(config), ...options });
  expect(ended.stderr).toBe("");
  return { ...ended, report: JSON.parse(ended.stdout) };
}

/** The named check of the only source. */
function find(report: { sources: [{ checks: Check[] }] }, name: string): Check | undefined {
  return report.sources[0].checks.find((check) => check.name === name);
}

async function startDemoServers() {
  const demo = await startDemo({ now: Date.now });
  onTestFinished(() => demo.close());
  return demo.config;
}

const github = (url: string, fields: Record<string, unknown> = {}) => ({
  sources: [{ provider: "github", name: "gh", url, repos: ["acme/api"], token: TOKEN, ...fields }],
});

describe("cimon doctor", () => {
  it("finds nothing wrong with the demo, and tells what watching it costs", async () => {
    const { code, report } = await examine(await startDemoServers());
    expect(code).toBe(0);
    const [gh, lab, ci] = report.sources;
    for (const { checks } of [gh, lab, ci]) {
      expect(checks.map(({ name }: Check) => name)).toEqual([
        ...["address", "answer", "clock", "token", "targets", "cost"],
      ]);
      expect(checks.map(({ verdict }: Check) => verdict)).toEqual(Array(6).fill("ok"));
    }
    expect(gh.checks[3].text).toBe("robin, by the configuration; scopes repo, workflow");
    expect(lab.checks[3].text).toMatch(/^robin, by the configuration; scopes api; until 20/u);
    expect(ci.checks[3].text).toBe("demo, by the configuration");
    expect(gh.quota).toMatchObject({ limit: 5000 });
    expect(gh.perHour).toBeGreaterThan(0);
    expect(gh.checks[5].text).toMatch(/^[\d,]+ of 5,000 requests an hour, 4,9\d\d left now$/u);
    expect(ci).toMatchObject({ perHour: null, quota: null });
    expect(gh.targets.length).toBeGreaterThan(5);
  });

  it("gives each fault of a token and of a name its next step", async () => {
    const { sources } = await startDemoServers();
    const [gh, lab, ci] = sources;
    const config = {
      sources: [
        { ...gh, token: "wrong-token" },
        { ...lab, projects: ["platform/nothing-here"] },
        { ...ci, token: "wrong-token" },
      ],
    };
    const { code, report, stdout } = await examine(config);
    expect(code).toBe(1);
    const faults = report.sources.map(({ checks }: { checks: Check[] }) =>
      checks.filter(({ verdict }) => verdict === "fault"),
    );
    expect(faults[0][0]).toMatchObject({
      name: "token",
      text: expect.stringMatching(/does not accept the token \(HTTP 401\)/u),
      fix: `make one and renew it: ${gh?.url}/settings/tokens/new?scopes=repo&description=cimon`,
    });
    expect(faults[1]).toMatchObject([
      { name: "target", text: expect.stringMatching(/^platform\/nothing-here: .*404/u) },
    ]);
    expect(faults[2][0]).toMatchObject({ name: "token", fix: expect.stringMatching(/me\/secu/u) });
    expect(stdout).not.toContain("wrong-token");
  });

  it("ends the way to a server where it ends, and says why", async () => {
    const dead = await startScriptedServer();
    await dead.close();
    const refused = await examine(github(dead.url));
    expect(refused.code).toBe(1);
    expect(find(refused.report, "answer")).toMatchObject({
      verdict: "fault",
      text: expect.stringMatching(/refused the connection/u),
      fix: "check the url and the network",
    });
    expect(find(refused.report, "token")).toBeUndefined();
    const nameless = await examine(github("https://no-such-host.invalid"));
    expect(find(nameless.report, "address")).toMatchObject({ verdict: "fault" });
    expect(find(nameless.report, "answer")).toBeUndefined();
  });

  it("warns of a clock that is off, a missing scope and a token that ends soon", async () => {
    const server = await startScriptedServer(({ url }) => {
      const date = new Date(Date.now() + 90_000).toUTCString();
      const headers = { date, "x-oauth-scopes": "gist" };
      if (url.endsWith("/user")) return { headers, body: { login: "ana" } };
      return { headers, body: { total_count: 0, workflow_runs: [] } };
    });
    const { code, report } = await examine(github(server.url));
    expect(code).toBe(0);
    expect(find(report, "clock")).toMatchObject({
      verdict: "warning",
      text: expect.stringMatching(/^this machine's is (?:89|9\d) s behind the server's$/u),
    });
    expect(find(report, "token")).toMatchObject({
      verdict: "warning",
      text: expect.stringMatching(
        /^ana, by the configuration; scopes gist; the scope repo is mis/u,
      ),
      fix: expect.stringContaining("/settings/tokens/new"),
    });
    expect(find(report, "cost")?.text).toBe("the server tells of no limit");
  });

  it("prints lines for a person, on a terminal with the width of its signs", async () => {
    const cwd = writeConfig(await startDemoServers());
    const env = { HOME: cwd, XDG_CONFIG_HOME: cwd, XDG_CACHE_HOME: cwd, LANG: "C.UTF-8" };
    const terminal = startTerminal(["doctor", "--source", "gh"], {
      cwd,
      rows: 40,
      answers: true,
      env: { ...env, TMUX: "", NO_COLOR: "1" },
    });
    await terminal.waitForText("this terminal", 30_000);
    expect(await terminal.exited).toBe(0);
    const text = terminal.screen().join("\n");
    expect(text).toMatch(/^gh {2}http:\/\/127\.0\.0\.1:\d+$/mu);
    expect(text).toMatch(/^ {2}✓ token +robin, by the configuration; scopes repo, workflow$/mu);
    expect(text).toMatch(/^ {2}✓ terminal +.*xterm-256color; 120 columns, 40 rows$/mu);
    expect(text).toMatch(/^ {2}✓ widths +each sign takes one column$/mu);
    expect(text).toContain("Nothing is wrong.");
  });

  it("asks tmux what it lets through, and says how to change that", async () => {
    const server = await startScriptedServer(() => ({ body: {} }));
    const bin = makeFolder();
    mkdirSync(join(bin, "bin"));
    const fake = join(bin, "bin/tmux");
    writeFileSync(fake, '#!/bin/sh\ncase "$3" in set-clipboard) echo on;; *) echo off;; esac\n');
    chmodSync(fake, 0o755);
    const env = { TMUX: "/tmp/x,1,0", PATH: `${join(bin, "bin")}:${process.env.PATH}` };
    const { report } = await examine(github(server.url), { env });
    const tmux = report.terminal.filter(({ name }: Check) => name === "tmux");
    expect(tmux).toEqual([
      { name: "tmux", verdict: "ok", text: "set-clipboard on", fix: null },
      {
        name: "tmux",
        verdict: "warning",
        text: "allow-passthrough off",
        fix: "tmux set -g allow-passthrough on",
      },
    ]);
  });

  it("ends with 2 where the configuration is wrong", async () => {
    const cwd = writeConfig(github("https://ghe.example.com", { token: { env: "NOT_SET" } }));
    const { code, stderr } = await runCimon(["doctor"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("export NOT_SET=...");
  });
});
