import { execFileSync } from "node:child_process";
import { chmod } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/config/config-error.ts";
import { loadConfig } from "../../src/config/load-config.ts";
import { type RunCommand, runCommand } from "../../src/config/run-command.ts";
import { createFolder } from "./temporary-folder.ts";

const GIT_ENV = {
  PATH: process.env.PATH,
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
};

function hasGit(): boolean {
  try {
    execFileSync("git", ["--version"]);
    return true;
  } catch {
    return false;
  }
}

type Call = Parameters<RunCommand>;

/** Stands in for git with these remotes, and for gh and glab with these logins by host. */
function createRun(
  remotes: Readonly<Record<string, string>> | null,
  logins: Readonly<Record<string, string>> = {},
) {
  const calls: Call[] = [];
  const run: RunCommand = async (...call) => {
    calls.push(call);
    const [program, args] = call;
    if (program !== "git") return logins[`${program} ${args.at(-1)}`] ?? null;
    if (remotes === null) return null;
    return args.at(-1) === "remote"
      ? Object.keys(remotes).join("\n")
      : (remotes[args.at(-1) ?? ""] ?? null);
  };
  return { run, calls };
}

const FOLDER = { cwd: "/nobody/project", home: "/nobody" };

async function loadRemote(
  url: string,
  env: Readonly<Record<string, string>> = {},
  logins: Readonly<Record<string, string>> = {},
) {
  const { run, calls } = createRun({ origin: url }, logins);
  const config = await loadConfig({ ...FOLDER, env, run });
  const [source] = config.sources;
  return { config, source, token: source?.credentials.token, calls };
}

async function messageOf(loading: Promise<unknown>): Promise<string> {
  const error = await loading.then(
    () => new Error("loaded"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConfigError)) throw error;
  expect(error.nextStep).toBe(
    'run cimon init, or write .cimonrc.json, for example { "sources": [{ "provider": "github", "repos": ["owner/name"] }] }; cimon demo shows what it is like',
  );
  return error.message;
}

describe("without a configuration", () => {
  it("watches the GitHub repository of the remote", async () => {
    const { config } = await loadRemote("git@github.com:acme/api.git");
    expect(config).toMatchObject({
      file: null,
      origin: "git-remote",
      intervalMs: 30_000,
      warnings: [],
      sources: [
        {
          provider: "github",
          name: "github.com",
          url: "https://github.com",
          repos: ["acme/api"],
          branches: [],
          credentialFrom: "none",
        },
      ],
    });
  });

  it("watches the GitLab project of the remote, nested and self-managed", async () => {
    const { source } = await loadRemote("ssh://git@gitlab.example.com:2222/group/sub/app.git");
    expect(source).toMatchObject({
      provider: "gitlab",
      name: "gitlab.example.com",
      url: "https://gitlab.example.com",
      projects: ["group/sub/app"],
    });
  });

  it.each([
    ["git@github.com:a/b", { GITHUB_TOKEN: "one", GH_TOKEN: "two" }, "one", "env"],
    ["git@github.com:a/b", { GITHUB_TOKEN: "", GH_TOKEN: "two" }, "two", "env"],
    ["http://github.com/a/b", { GITHUB_TOKEN: "one" }, "one", "env"],
    ["git@github.com:a/b", { GITLAB_TOKEN: "lab" }, "from gh", "login"],
    ["git@gitlab.com:a/b", { GITLAB_TOKEN: "lab" }, "lab", "env"],
    ["git@gitlab.com:a/b", { GITHUB_TOKEN: "one" }, "from glab", "login"],
    // Another's server gets its own login only, never what the environment holds.
    ["git@gitlab.example.com:a/b", { GITLAB_TOKEN: "lab" }, "from glab for example", "login"],
    ["git@gitlab.evil.example:a/b", { GITLAB_TOKEN: "lab" }, null, "none"],
    ["https://gitlab.com:8443/a/b", { GITLAB_TOKEN: "lab" }, null, "none"],
    ["http://gitlab.com:8080/a/b", { GITLAB_TOKEN: "lab" }, null, "none"],
  ] as const)("signs in to %s with %j by %s", async (remote, env, token, credentialFrom) => {
    const logins = {
      "gh github.com": "from-gh",
      "glab gitlab.com": "from-glab",
      "glab gitlab.example.com": "from-glab-for-example",
    };
    const found = await loadRemote(remote, env, logins);
    expect(found.token).toBe(token?.replaceAll(" ", "-") ?? null);
    expect(found.source?.credentialFrom).toBe(credentialFrom);
  });

  it("asks gh and glab in the home folder, within 3 s, and without the tokens of the environment", async () => {
    const env = { GITHUB_TOKEN: "", GITLAB_TOKEN: "lab", OAUTH_TOKEN: "x", HOME: "/nobody" };
    const { calls } = await loadRemote("git@gitlab.example.com:a/b", env);
    const asked = calls.filter(([program]) => program === "glab");
    expect(asked).toEqual([
      [
        "glab",
        ["config", "get", "token", "--host", "gitlab.example.com"],
        { cwd: "/nobody", env: { HOME: "/nobody" }, timeoutMs: 3_000 },
      ],
    ]);
  });

  it("does not hand a token that glab holds for no host in particular to a server of its own", async () => {
    const logins = { "glab gitlab.example.com": "general", "glab no-such-host.invalid": "general" };
    const { token } = await loadRemote("git@gitlab.example.com:a/b", {}, logins);
    expect(token).toBeNull();
  });

  it.each<[string, Readonly<Record<string, string>> | null, string]>([
    ["no repository, or no git", null, "there is no configuration, and this is no git repository"],
    ["no remote", {}, "there is no configuration, and this git repository has no remote"],
    [
      "several remotes without origin",
      { a: "git@github.com:a/b", b: "git@github.com:a/c" },
      "there is no configuration, and none of this repository's remotes is called origin",
    ],
    [
      "another vendor",
      { origin: "https://ana:s3cret@bitbucket.org/a/b" },
      "the git remote origin leads to bitbucket.org, which is neither github.com nor known as a GitLab",
    ],
    [
      "a host that only looks like GitHub",
      { origin: "git@github.com.evil.example:a/b" },
      "the git remote origin leads to github.com.evil.example, which is neither github.com nor known as a GitLab",
    ],
    [
      "a GitHub path of three parts",
      { origin: "https://github.com/acme/api/tree" },
      "the git remote origin does not lead to a repository on a CI server",
    ],
    [
      "a path on this machine",
      { up: "/srv/git/api.git" },
      "the git remote up does not lead to a repository on a CI server",
    ],
  ])("says what to do with %s", async (_what, remotes, message) => {
    const { run } = createRun(remotes);
    expect(await messageOf(loadConfig({ ...FOLDER, env: {}, run }))).toBe(message);
  });
});

describe.skipIf(!hasGit())("with git itself (skipped where git is not installed)", () => {
  async function createRepository(remotes: Readonly<Record<string, string>>) {
    const cwd = await createFolder({ "sub/readme": "" });
    const git = (...args: string[]) => execFileSync("git", args, { cwd, env: GIT_ENV });
    git("init", "--quiet");
    for (const [name, url] of Object.entries(remotes)) git("remote", "add", name, url);
    return cwd;
  }

  /** git for real, gh and glab not there. */
  const run: RunCommand = async (program, args, options) =>
    program === "git" ? runCommand(program, args, options) : null;

  it("reads origin among others, from a folder below", async () => {
    const cwd = await createRepository({
      upstream: "git@github.com:acme/other.git",
      origin: "git@github.com:acme/api.git",
    });
    const config = await loadConfig({ cwd: join(cwd, "sub"), home: cwd, env: GIT_ENV, run });
    expect(config.sources).toMatchObject([{ provider: "github", repos: ["acme/api"] }]);
  });

  it("reads the only remote, whatever its name, through the user's insteadOf", async () => {
    const cwd = await createRepository({ mine: "lab:group/sub/app.git" });
    const globalConfig = await createFolder({
      gitconfig: '[url "ssh://git@gitlab.example.com:2222/"]\n\tinsteadOf = lab:\n',
    });
    const env = { ...GIT_ENV, GIT_CONFIG_GLOBAL: join(globalConfig, "gitconfig") };
    const config = await loadConfig({ cwd, home: cwd, env, run });
    expect(config.sources).toMatchObject([{ provider: "gitlab", projects: ["group/sub/app"] }]);
  });

  it("knows a folder that is no repository", async () => {
    const cwd = await createFolder();
    const env = { ...GIT_ENV, GIT_CEILING_DIRECTORIES: join(cwd, "..") };
    expect(await messageOf(loadConfig({ cwd, home: cwd, env, run }))).toContain(
      "no git repository",
    );
  });

  it("copes with git missing from the path", async () => {
    const cwd = await createRepository({ origin: "git@github.com:acme/api.git" });
    const loading = loadConfig({ cwd, home: cwd, env: { PATH: cwd } });
    expect(await messageOf(loading)).toContain("no git repository");
  });
});

describe.skipIf(process.platform === "win32")("runCommand (shell scripts, not on Windows)", () => {
  async function createProgram(script: string) {
    const folder = await createFolder({ program: `#!/bin/sh\n${script}\n` });
    await chmod(join(folder, "program"), 0o755);
    const env = { PATH: `${folder}${delimiter}${process.env.PATH}` };
    return (timeoutMs = 5_000) =>
      runCommand("program", ["$(echo 1)", "*"], { cwd: folder, env, timeoutMs });
  }

  it("passes arguments as they are, without a shell", async () => {
    const run = await createProgram('printf "%s|" "$@"');
    expect(await run()).toBe("$(echo 1)|*|");
  });

  it("gives null for a failure, and for what takes too long or waits for input", async () => {
    expect(await (await createProgram("echo out; exit 3"))()).toBeNull();
    expect(await (await createProgram("exec sleep 30"))(100)).toBeNull();
    expect(await (await createProgram("read answer; echo got:$answer"))()).toBe("got:");
  });
});
