import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { takeAim } from "../../../src/cli/wait/aim.ts";
import { createCredentials, type ResolvedSource } from "../../../src/config/resolved-config.ts";
import { makeFolder } from "../../helpers/run-cimon.ts";

const LOGIN = {
  ca: null,
  credentialFrom: "env",
  credentials: createCredentials(null, "x"),
} as const;
const github = (name: string, url: string, repos: readonly string[]): ResolvedSource => ({
  provider: "github",
  name,
  url,
  repos,
  branches: ["main"],
  ...LOGIN,
});
const JENKINS: ResolvedSource = {
  provider: "jenkins",
  name: "ci",
  url: "https://ci.example.com",
  jobs: ["team/**"],
  branches: [],
  ...LOGIN,
};
const SOURCES = [
  github("other", "https://ghe.example.com", ["ops/*"]),
  github("ours", "https://ghe.example.com", ["acme/*"]),
  github("public", "https://github.com", ["acme/api"]),
  JENKINS,
];

const ENV = {
  PATH: process.env.PATH,
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@example.com",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@example.com",
};

/** A repository of two commits with this remote. */
function makeRepository(remote: string) {
  const cwd = makeFolder();
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd, env: ENV, encoding: "utf8" }).trim();
  git("init", "--quiet");
  git("remote", "add", "origin", remote);
  for (const message of ["one", "two"]) git("commit", "--quiet", "--allow-empty", "-m", message);
  return { cwd, git };
}

async function aim(cwd: string, options: Parameters<typeof takeAim>[0] = {}) {
  const { stdout, stderr, stdin } = process;
  const signal = new AbortController().signal;
  const io = { stdout, stderr, stdin, env: { ...ENV, PATH: ENV.PATH ?? "" }, cwd, signal };
  const { sources, sha } = await takeAim(options, { origin: "explicit" }, SOURCES, io);
  const places = sources.map((source) => {
    const watched = source.provider === "github" ? source.repos.join() : source.provider;
    return `${source.name} ${watched} [${source.branches.join()}]`;
  });
  return { places, sha };
}

const ALL = ["other ops/* []", "ours acme/* []", "public acme/api []", "ci jenkins []"];

describe("the aim of a wait", () => {
  it.each([
    ["git@ghe.example.com:acme/web.git", "ours acme/web []"],
    ["https://ghe.example.com/nobody/lists-it.git", "other nobody/lists-it []"],
    ["git@github.com:acme/api.git", "public acme/api []"],
  ])("for a remote %s is its repository, on any branch, and every Jenkins", async (remote, own) => {
    const { cwd, git } = makeRepository(remote);
    expect(await aim(cwd)).toEqual({
      places: [own, "ci jenkins []"],
      sha: git("rev-parse", "HEAD"),
    });
  });

  it("is what git makes of --sha, there as well", async () => {
    const { cwd, git } = makeRepository("git@ghe.example.com:acme/web.git");
    const { places, sha } = await aim(cwd, { sha: "HEAD~1" });
    expect(sha).toBe(git("rev-parse", "HEAD~1"));
    expect(places).toEqual(["ours acme/web []", "ci jenkins []"]);
  });

  it("is a sha as it is given anywhere, and a commit wherever the options say", async () => {
    const { cwd } = makeRepository("git@ghe.example.com:acme/web.git");
    expect(await aim(cwd, { sha: "ABCD1" })).toEqual({ places: ALL, sha: "abcd1" });
    expect((await aim(cwd, { sha: "HEAD", repo: ["ops/*"] })).places).toEqual(ALL);
    expect((await aim(cwd, { source: ["ci"] })).places).toEqual(ALL);
  });

  it("is the latest runs where a branch or repository is given, of the branches that are watched", async () => {
    const { cwd } = makeRepository("git@ghe.example.com:acme/web.git");
    const { places, sha } = await aim(cwd, { branch: ["main"] });
    expect(sha).toBeNull();
    expect(places[1]).toBe("ours acme/* [main]");
  });

  it("takes all sources where the remote leads to none", async () => {
    const { cwd } = makeRepository("/srv/git/api.git");
    expect((await aim(cwd)).places).toEqual(ALL);
  });
});
