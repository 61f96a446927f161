import { type CredentialOrigin, type Credentials, createCredentials } from "./resolved-config.ts";
import type { RunCommand } from "./run-command.ts";
import { PUBLIC_URLS } from "./source-name.ts";

const LOGIN_TIMEOUT_MS = 3_000;
const UNKNOWN_HOST = "no-such-host.invalid";
const VARIABLES = { github: ["GITHUB_TOKEN", "GH_TOKEN"], gitlab: ["GITLAB_TOKEN"] } as const;

/** What a login is looked up with. */
export interface LoginOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A folder to run `gh` and `glab` in, not the one that is watched. */
  readonly home: string;
  readonly run: RunCommand;
}

/** A credential and where it came from. */
export interface FoundLogin {
  readonly credentials: Credentials;
  readonly credentialFrom: CredentialOrigin;
}

/**
 * Finds a token for a server that no configuration names. A token from the environment goes to the
 * vendor's public server only; another server gets what `glab` holds for that very host. Without
 * any, the source is anonymous.
 */
export async function findLogin(
  provider: "github" | "gitlab",
  server: { readonly url: string; readonly host: string },
  options: LoginOptions,
): Promise<FoundLogin> {
  const isPublic = server.url === PUBLIC_URLS[provider];
  const token = isPublic ? readVariable(VARIABLES[provider], options.env) : null;
  if (token !== null) return toLogin(token, "env");
  const login = await readLogin(provider === "github" ? "gh" : "glab", server.host, options);
  return login === null ? toLogin(null, "none") : toLogin(login, "login");
}

/** The token that `gh` or `glab` hold for this very host; null where they hold none. */
export function readLogin(
  program: "gh" | "glab",
  host: string,
  options: LoginOptions,
): Promise<string | null> {
  return program === "gh" ? askGh(host, options) : askGlab(host, options);
}

/** The variable that holds a token of the vendor, null where none is set. */
export function findVariable(
  provider: "github" | "gitlab",
  env: LoginOptions["env"],
): string | null {
  return VARIABLES[provider].find((name) => toToken(env[name]) !== null) ?? null;
}

function toLogin(token: string | null, credentialFrom: CredentialOrigin): FoundLogin {
  return { credentials: createCredentials(null, token), credentialFrom };
}

function readVariable(names: readonly string[], env: LoginOptions["env"]): string | null {
  for (const name of names) {
    const token = toToken(env[name]);
    if (token !== null) return token;
  }
  return null;
}

async function askGh(host: string, options: LoginOptions): Promise<string | null> {
  return toToken(await runLogin("gh", ["auth", "token", "--hostname", host], options));
}

async function askGlab(host: string, options: LoginOptions): Promise<string | null> {
  const read = (name: string) =>
    runLogin("glab", ["config", "get", "token", "--host", name], options);
  const token = toToken(await read(host));
  if (token === null) return null;
  // For a host it does not know, glab answers with the token set for no host in particular.
  const isForAnyHost = token === toToken(await read(UNKNOWN_HOST));
  return isForAnyHost && `https://${host}` !== PUBLIC_URLS.gitlab ? null : token;
}

/** Both programs let a token in the environment win over the login, so they do not see any. */
function runLogin(program: string, args: readonly string[], { env, home, run }: LoginOptions) {
  const kept = Object.entries(env).filter(([name]) => !/TOKEN$/iu.test(name));
  return run(program, args, {
    cwd: home,
    env: Object.fromEntries(kept),
    timeoutMs: LOGIN_TIMEOUT_MS,
  });
}

function toToken(text: string | null | undefined): string | null {
  const token = text?.trim() ?? "";
  return /^[\u0021-\u007e]+$/u.test(token) ? token : null;
}
