import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { DEMO_CREDENTIALS } from "../../../src/demo/demo-credentials.ts";
import { startDemo } from "../../../src/demo/start-demo.ts";
import { makeFolder, runCimon } from "../../helpers/run-cimon.ts";
import { startTerminal } from "../../helpers/terminal.ts";

const TOKEN = DEMO_CREDENTIALS.githubToken;

/** A working directory, an empty home, and `gh` and `glab` that are signed in nowhere. */
function makeDesk() {
  const top = makeFolder();
  const [cwd, home, bin] = ["work", "home", "bin"].map((name) => join(top, name));
  if (cwd === undefined || home === undefined || bin === undefined) throw new Error("no folders");
  for (const folder of [cwd, home, bin]) mkdirSync(folder);
  const program = (name: string, script: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  program("gh", "exit 1");
  program("glab", "exit 1");
  const path = `${bin}:${process.env.PATH}`;
  const env = { HOME: home, XDG_CONFIG_HOME: "", XDG_CACHE_HOME: home, PATH: path };
  const unset = { GITHUB_TOKEN: "", GH_TOKEN: "", GITLAB_TOKEN: "", TMUX: "" };
  const file = join(cwd, ".cimonrc.yaml");
  const run = (args: readonly string[], more: Record<string, string> = {}) =>
    runCimon(args, { cwd, env: { ...env, ...more } });
  return { cwd, home, file, program, run, env: { ...env, ...unset } };
}

function makeRepository(folder: string, remote: string): void {
  mkdirSync(folder, { recursive: true });
  const git = (...args: readonly string[]) => execFileSync("git", ["-C", folder, ...args]);
  git("init", "-q");
  git("remote", "add", "origin", remote);
}

const readSources = (file: string) => parse(readFileSync(file, "utf8")).sources;

async function startGithub() {
  const demo = await startDemo({ now: Date.now, vendors: ["github"] });
  onTestFinished(() => demo.close());
  return demo.servers.github?.url ?? "";
}

describe("cimon init without a terminal", () => {
  it("writes what the options say, which works at once and needs no further trust", async () => {
    const { file, run } = makeDesk();
    const url = await startGithub();
    const args = ["--provider", "github", "--url", `${url}/`, "--repo", "acme/a*"];
    const written = await run(["init", ...args, "--token-env", "T", "--yes"], { T: TOKEN });
    expect([written.code, written.stdout]).toEqual([0, ""]);
    expect(written.stderr).toBe(
      `cimon: wrote ${file}\n  → cimon    (cimon doctor tells what is wrong)\n`,
    );
    expect(readSources(file)).toEqual([
      { provider: "github", url, repos: ["acme/a*"], token: { env: "T" } },
    ]);
    expect(readFileSync(file, "utf8")).not.toContain(TOKEN);
    const listed = await run(["list", "--json"], { T: TOKEN });
    expect(listed.code).toBe(0);
    const { targets } = JSON.parse(listed.stdout).sources[0];
    expect(targets.map(({ id }: { id: string }) => id).sort()).toEqual(["acme/api", "acme/auth"]);
  });

  it("takes the remotes of the folders in this one, each signed in to as it can be", async () => {
    const { cwd, file, program, run, home } = makeDesk();
    makeRepository(join(cwd, "api"), "git@github.com:acme/api.git");
    makeRepository(join(cwd, "web"), "https://github.com/acme/web");
    makeRepository(join(cwd, "app"), "https://git.example.com/group/sub/app.git");
    makeRepository(join(cwd, "other"), "ssh://git@unknown.example.com/x/y");
    program("glab", `case "$*" in *git.example.com) echo glpat-fromLogin;; *) exit 1;; esac`);
    mkdirSync(join(home, ".config/glab-cli"), { recursive: true });
    const hosts = "hosts:\n  git.example.com:\n    token: glpat-fromLogin\n";
    writeFileSync(join(home, ".config/glab-cli/config.yml"), hosts);
    const { code, stderr } = await run(["init", "--yes"], {
      GITHUB_TOKEN: "ghp_x",
      GITLAB_TOKEN: "z",
    });
    expect([code, stderr]).toEqual([0, expect.stringContaining("wrote")]);
    expect(readSources(file)).toEqual([
      { provider: "github", repos: ["acme/api", "acme/web"], token: { env: "GITHUB_TOKEN" } },
      {
        ...{ provider: "gitlab", url: "https://git.example.com" },
        ...{ projects: ["group/sub/app"], token: { login: "glab" } },
      },
    ]);
    expect(readFileSync(file, "utf8")).not.toMatch(/ghp_x|glpat/u);
  });

  it("writes the user's own configuration with --global, and a Jenkins with what is still to be set", async () => {
    const { home, run } = makeDesk();
    const args = ["--provider", "jenkins", "--url", "https://ci.example.com/jenkins", "--global"];
    const { code, stderr } = await run(["init", ...args, "--yes"]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/→ export JENKINS_USER=\.\.\.\n/u);
    expect(stderr).toMatch(/→ export JENKINS_TOKEN=.*https:\/\/ci\.example\.com\/jenkins\/me\/se/u);
    expect(readSources(join(home, ".config/cimon/config.yaml"))).toEqual([
      {
        ...{ provider: "jenkins", url: "https://ci.example.com/jenkins" },
        ...{ user: { env: "JENKINS_USER" }, token: { env: "JENKINS_TOKEN" } },
      },
    ]);
  });

  it("never replaces a file unasked", async () => {
    const { file, run, cwd, home } = makeDesk();
    writeFileSync(file, "mine: [broken");
    const args = ["init", "--provider", "github", "--repo", "a/b", "--yes"];
    const refused = await run(args);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/is there already\n {2}→ replace it with --force/u);
    expect(readFileSync(file, "utf8")).toBe("mine: [broken");
    expect((await run([...args, "--force"])).code).toBe(0);
    expect(readSources(file)).toHaveLength(1);
    const other = join(cwd, "sub");
    mkdirSync(other);
    writeFileSync(join(other, ".cimonrc.json"), '{"sources": []}');
    const clash = await run([...args, "--out", "sub/.cimonrc.yaml"]);
    expect(clash.code).toBe(2);
    expect(clash.stderr).toMatch(/sub\/\.cimonrc\.json is a configuration already/u);
    mkdirSync(join(home, ".config/cimon"), { recursive: true });
    writeFileSync(join(home, ".config/cimon/config.json"), "broken");
    const own = await run([...args, "--global"]);
    expect([own.code, own.stderr]).toEqual([2, expect.stringMatching(/config\.json is a conf/u)]);
  });

  it("writes a token only where it is told to, for the user alone to read", async () => {
    const { file, run } = makeDesk();
    const args = ["init", "--provider", "github", "--repo", "a/b", "--write-token", "--yes"];
    const none = await run(args);
    expect(none.code).toBe(2);
    expect(none.stderr).toMatch(/no token for github\.com was found/u);
    expect(existsSync(file)).toBe(false);
    const { code, stderr } = await run(args, { GITHUB_TOKEN: "ghp_written" });
    expect([code, stderr]).toEqual([0, expect.not.stringContaining("ghp_written")]);
    expect(readSources(file)).toMatchObject([{ token: "ghp_written" }]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each([
    [[], /no --repo was given, and no git remote[\s\S]*→ for example: cimon init --provider/u],
    [["--provider", "gitea"], /there is no "gitea"/u],
    [["--provider", "jenkins"], /a Jenkins needs --url/u],
    [["--url", "https://ghe.example.com"], /--url needs --provider/u],
    [["--provider", "github", "--url", "ghe"], /--url: found "ghe"/u],
    [["--provider", "github", "--repo", "nonsense"], /repos\[0\]: found "nonsense"/u],
    [["--provider", "github", "--repo", "a/b", "--out", "x.json"], /is no \.yaml file/u],
  ])("with %j ends with 2 and writes nothing", async (args, sentence) => {
    const { file, run } = makeDesk();
    const { code, stderr } = await run(["init", "--yes", ...args]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(sentence)]);
    expect(existsSync(file)).toBe(false);
  });
});

describe("cimon init on a terminal", () => {
  it("lets repositories be found by a few letters, and writes those chosen", async () => {
    const { cwd, env, file } = makeDesk();
    const url = await startGithub();
    const args = ["init", "--provider", "github", "--url", url, "--token-env", "T"];
    const terminal = startTerminal(args, { cwd, env: { ...env, T: TOKEN } });
    await terminal.waitForText("What do you want to watch on 127.0.0.1", 30_000);
    await terminal.waitForText(/acme\/\* +all 11 there, and new ones/u);
    terminal.press("desgn");
    await terminal.waitForText("/ desgn");
    terminal.press(" ");
    await terminal.waitForText("1 of 12 chosen");
    terminal.press("\u0015api ");
    await terminal.waitForText("2 of 12 chosen");
    terminal.press("\r");
    await terminal.waitForText(`wrote ${file}`.slice(0, 60), 30_000);
    expect(await terminal.exited).toBe(0);
    expect(terminal.screen().join("\n")).not.toContain("chosen");
    const [source] = readSources(file);
    expect(source.repos.toSorted()).toEqual(["acme/api", "acme/design-system"]);
  });

  it("asks for what it did not find: servers, an address, names", async () => {
    const { cwd, env, file } = makeDesk();
    const terminal = startTerminal(["init"], { cwd, env });
    await terminal.waitForText("Which servers do you want to watch?", 30_000);
    terminal.press("github");
    await terminal.waitForText("/ github");
    terminal.press("\r");
    await terminal.waitForText("Address of the GitHub:", 30_000);
    terminal.press("nonsense\r");
    await terminal.waitForText(/found "nonsense"; allowed/u);
    terminal.press("https://ghe.example.com\r");
    await terminal.waitForText("Which repositories (owner/name) on ghe.example.com", 30_000);
    terminal.press("acme/api acme/w*\r");
    expect(await terminal.exited).toBe(0);
    expect(readSources(file)).toEqual([
      { provider: "github", url: "https://ghe.example.com", repos: ["acme/api", "acme/w*"] },
    ]);
  });

  it("writes nothing where it is left by escape", async () => {
    const { cwd, env, file } = makeDesk();
    const terminal = startTerminal(["init"], { cwd, env });
    await terminal.waitForText("Which servers do you want to watch?", 30_000);
    terminal.press("\u001b");
    await terminal.waitForText("nothing was written", 30_000);
    expect(await terminal.exited).toBe(1);
    expect(existsSync(file)).toBe(false);
  });

  it("asks before it replaces a file", async () => {
    const { cwd, env, file } = makeDesk();
    writeFileSync(file, "sources: []");
    const terminal = startTerminal(["init", "--provider", "github", "--repo", "a/b"], { cwd, env });
    await terminal.waitForText(/Replace [\s\S]*\[y\/N\]/u, 30_000);
    terminal.press("n\r");
    expect(await terminal.exited).toBe(1);
    expect(readFileSync(file, "utf8")).toBe("sources: []");
  });
});
