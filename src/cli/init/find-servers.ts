import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { WrittenSecret } from "../../config/compose-config.ts";
import { guessProvider, toServerUrl } from "../../config/git-remote.ts";
import { listLoginHosts } from "../../config/list-login-hosts.ts";
import { listRemotes } from "../../config/list-remotes.ts";
import type { RemoteAddress } from "../../config/parse-remote-url.ts";
import type { RunCommand } from "../../config/run-command.ts";
import { PUBLIC_URLS } from "../../config/source-name.ts";
import { findVariable, readLogin } from "../../config/vendor-login.ts";
import type { ProviderKind } from "../../model/pipeline-run.ts";

/** A CI server that could be watched. */
export interface FoundServer {
  readonly provider: ProviderKind;
  readonly url: string;
  readonly host: string;
  /** How to sign in as a configuration writes it, null where nothing is known. */
  readonly secret: Exclude<WrittenSecret, string> | null;
  /** What `secret` stands for; it goes nowhere but to this server. */
  readonly token: string | null;
  /** The repositories that remotes lead to. */
  readonly paths: readonly string[];
}

/** What servers are looked for with. */
export interface FindServersOptions {
  readonly cwd: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly run: RunCommand;
  /** Whether the folders in the working directory are looked at as well. */
  readonly withSubfolders: boolean;
}

/** A folder of folders may hold any number of them. */
const MOST_FOLDERS = 200;

/** Finds servers by git remotes and by what `gh`, `glab` and the environment are signed in to. */
export async function findServers(options: FindServersOptions): Promise<readonly FoundServer[]> {
  const remotes = await listRemotes(await listFolders(options), options);
  const [ghHosts, glabHosts] = await Promise.all([
    listLoginHosts("gh", options),
    listLoginHosts("glab", options),
  ]);
  const paths = new Map<string, string[]>();
  const add = (provider: "github" | "gitlab", url: string, path: string | null) => {
    const key = `${provider} ${url}`;
    const known = paths.get(key) ?? [];
    paths.set(key, path === null ? known : [...known, path]);
  };
  for (const remote of remotes) {
    const provider = guessProvider(remote) ?? guessByLogin(remote, ghHosts, glabHosts);
    if (provider !== null) add(provider, toServerUrl(provider, remote), remote.path);
  }
  for (const host of ghHosts) add("github", `https://${host}`, null);
  for (const host of glabHosts) add("gitlab", `https://${host}`, null);
  for (const provider of ["github", "gitlab"] as const) {
    if (findVariable(provider, options.env) !== null) add(provider, PUBLIC_URLS[provider], null);
  }
  return Promise.all(
    [...paths].map(async ([key, found]) => {
      const [provider, url] = key.split(" ") as ["github" | "gitlab", string];
      return { ...(await signIn(provider, url, options)), paths: found };
    }),
  );
}

function guessByLogin(
  { host }: RemoteAddress,
  ghHosts: readonly string[],
  glabHosts: readonly string[],
): "github" | "gitlab" | null {
  if (ghHosts.includes(host)) return "github";
  return glabHosts.includes(host) ? "gitlab" : null;
}

/**
 * How to sign in to a server. A variable is for the vendor's public server only, as everywhere; any
 * other gets what `gh` or `glab` hold for that very host.
 */
export async function signIn(
  provider: "github" | "gitlab",
  url: string,
  options: Pick<FindServersOptions, "env" | "home" | "run">,
): Promise<Omit<FoundServer, "paths">> {
  const { host } = new URL(url);
  const name = url === PUBLIC_URLS[provider] ? findVariable(provider, options.env) : null;
  if (name !== null) {
    return { provider, url, host, secret: { env: name }, token: options.env[name]?.trim() ?? null };
  }
  const program = provider === "github" ? "gh" : "glab";
  const token = await readLogin(program, host, options);
  return { provider, url, host, secret: token === null ? null : { login: program }, token };
}

/** The working directory, and what lies in it where that is asked for or where it is no repository. */
async function listFolders({
  cwd,
  withSubfolders,
}: FindServersOptions): Promise<readonly string[]> {
  const isRepository = await exists(join(cwd, ".git"));
  if (isRepository && !withSubfolders) return [cwd];
  const entries = await readdir(cwd, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith("."));
  const found = await Promise.all(
    folders.slice(0, MOST_FOLDERS).map(async ({ name }) => {
      const folder = join(cwd, name);
      return (await exists(join(folder, ".git"))) ? [folder] : [];
    }),
  );
  return [cwd, ...found.flat()];
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
