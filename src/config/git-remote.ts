import { cleanText } from "../model/clean-text.ts";
import { ConfigError } from "./config-error.ts";
import { parseRemoteUrl, type RemoteAddress } from "./parse-remote-url.ts";
import type { ResolvedSource, WatchedSource } from "./resolved-config.ts";
import type { RunCommand } from "./run-command.ts";
import { PUBLIC_URLS } from "./source-name.ts";
import { findLogin } from "./vendor-login.ts";

const GIT_TIMEOUT_MS = 3_000;
const EXAMPLE = '{ "sources": [{ "provider": "github", "repos": ["owner/name"] }] }';
const NEXT_STEP = `run cimon init, or write .cimonrc.json, for example ${EXAMPLE}; cimon demo shows what it is like`;

/** What the git remote is read with. */
export interface GitRemoteOptions {
  readonly cwd: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly run: RunCommand;
}

/**
 * The source for the repository of the working directory, from its remote `origin` or its only one.
 * Throws a {@link ConfigError} that says what to do where there is none or no vendor is known for it.
 */
export async function readGitRemote(options: GitRemoteOptions): Promise<ResolvedSource> {
  const source = await readWatchedRemote(options);
  const server = { url: source.url, host: source.name };
  return { ...source, ca: null, ...(await findLogin(source.provider, server, options)) };
}

/** The same without what it signs in with, for which `gh` or `glab` may have to be run. */
export async function readWatchedRemote(
  options: GitRemoteOptions,
): Promise<WatchedSource & { readonly provider: "github" | "gitlab" }> {
  const { name, ...address } = await readRemoteAddress(options);
  const provider = guessProvider(address);
  if (provider === null) {
    throw fail(
      `the git remote ${name} leads to ${cleanText(address.host)}, which is neither github.com nor known as a GitLab`,
    );
  }
  const { host, path } = address;
  const base = { name: host, url: toServerUrl(provider, address), branches: [] };
  return provider === "github"
    ? { ...base, provider, repos: [path] }
    : { ...base, provider, projects: [path] };
}

/** Where the remote leads, whatever server that is, and its name; throws as {@link readGitRemote} does. */
export async function readRemoteAddress(
  options: GitRemoteOptions,
): Promise<RemoteAddress & { readonly name: string }> {
  const remote = await findRemote(options);
  const address = parseRemoteUrl(remote.url);
  const isTooDeep = address?.host === "github.com" && address.path.split("/").length !== 2;
  if (address === null || isTooDeep) {
    throw fail(`the git remote ${remote.name} does not lead to a repository on a CI server`);
  }
  return { ...address, name: remote.name };
}

async function findRemote({ cwd, home, env, run }: GitRemoteOptions) {
  // Run from the home directory: Windows would take a git.exe of the watched folder first.
  const git = (...args: readonly string[]) =>
    run("git", ["-C", cwd, ...args], { cwd: home, env, timeoutMs: GIT_TIMEOUT_MS });
  const listed = await git("remote");
  if (listed === null) throw fail("there is no configuration, and this is no git repository");
  const names = listed.split(/\r?\n/u).filter((name) => name !== "");
  const name = names.includes("origin") ? "origin" : names[0];
  if (name === undefined) {
    throw fail("there is no configuration, and this git repository has no remote");
  }
  if (name !== "origin" && names.length > 1) {
    throw fail("there is no configuration, and none of this repository's remotes is called origin");
  }
  const url = await git("remote", "get-url", "--", name);
  if (url === null) throw fail(`the git remote ${cleanText(name)} has no address`);
  return { name: cleanText(name), url: url.split(/\r?\n/u)[0] ?? "" };
}

/** The vendor that a remote's host speaks of by its name, null where it does not. */
export function guessProvider({ host }: Pick<RemoteAddress, "host">): "github" | "gitlab" | null {
  if (host === "github.com") return "github";
  return host.includes("gitlab") ? "gitlab" : null;
}

/** The server of a remote: the vendor's public address, also where the remote says http. */
export function toServerUrl(provider: "github" | "gitlab", { host, url }: RemoteAddress): string {
  return `https://${host}` === PUBLIC_URLS[provider] ? PUBLIC_URLS[provider] : url;
}

function fail(message: string): ConfigError {
  return new ConfigError(null, [{ path: "", line: null, message }], NEXT_STEP);
}
