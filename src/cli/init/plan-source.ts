import { checkUrl } from "../../config/check-url.ts";
import type { WrittenSecret, WrittenSource } from "../../config/compose-config.ts";
import { PUBLIC_URLS, sourceUrl } from "../../config/source-name.ts";
import { PROVIDER_KINDS, type ProviderKind } from "../../model/pipeline-run.ts";
import { UsageError } from "../usage-error.ts";
import { type FindServersOptions, type FoundServer, signIn } from "./find-servers.ts";

/** What the command line says of a source. */
export interface SourceOptions {
  readonly provider?: string;
  readonly url?: string;
  readonly repo?: readonly string[];
  readonly tokenEnv?: string;
  readonly userEnv?: string;
  readonly writeToken?: true;
}

/** Reads `--provider`; null where it was not given. Throws a {@link UsageError} for another word. */
function readProvider(text: string | undefined): ProviderKind | null {
  if (text === undefined) return null;
  const kind = PROVIDER_KINDS.find((known) => known === text);
  if (kind !== undefined) return kind;
  throw new UsageError(`--provider: there is no "${text}"`, `choose ${PROVIDER_KINDS.join(", ")}`);
}

/** The server the command line names, with what it is signed in with; null where it names none. */
export async function readServer(
  options: SourceOptions,
  found: readonly FoundServer[],
  lookup: FindServersOptions,
): Promise<FoundServer | null> {
  const provider = readProvider(options.provider);
  if (provider === null) {
    if (options.url === undefined) return null;
    throw new UsageError("--url needs --provider", "say which it is: github, gitlab or jenkins");
  }
  const url = readUrl(provider, options);
  const known = found.find((server) => server.provider === provider && server.url === url);
  const server = known ?? (await createServer(provider, url, lookup));
  if (options.tokenEnv === undefined) return server;
  const token = lookup.env[options.tokenEnv]?.trim() || null;
  return { ...server, secret: { env: options.tokenEnv }, token };
}

function readUrl(provider: ProviderKind, { url }: SourceOptions): string {
  if (url === undefined && provider === "jenkins") {
    throw new UsageError("a Jenkins needs --url", "give the address you open it at");
  }
  const fault = url === undefined ? null : checkUrl(url);
  if (fault !== null) throw new UsageError(`--url: ${fault}`, "give the address you open it at");
  return sourceUrl({ provider, url });
}

/** A server that nothing but the command line speaks of. */
export async function createServer(
  provider: ProviderKind,
  url: string,
  lookup: FindServersOptions,
): Promise<FoundServer> {
  if (provider !== "jenkins") return { ...(await signIn(provider, url, lookup)), paths: [] };
  const token = lookup.env.JENKINS_TOKEN?.trim() || null;
  const { host } = new URL(url);
  return { provider, url, host, secret: { env: "JENKINS_TOKEN" }, token, paths: [] };
}

/** The variable a Jenkins' user is read from. */
export function toUserVariable({ userEnv }: SourceOptions): string {
  return userEnv ?? "JENKINS_USER";
}

/** A source as it is written down; the token itself only where that was asked for. */
export function toWrittenSource(
  server: FoundServer,
  names: readonly string[],
  options: SourceOptions,
): WrittenSource {
  const { provider, url, token } = server;
  const isSigned = server.secret !== null;
  const user = provider === "jenkins" && isSigned ? { env: toUserVariable(options) } : null;
  return { provider, url, names, user, token: chooseSecret(server, token, options) };
}

function chooseSecret(
  { secret, host }: FoundServer,
  token: string | null,
  { writeToken }: SourceOptions,
): WrittenSecret | null {
  if (!writeToken) return secret;
  if (token !== null) return token;
  throw new UsageError(
    `--write-token: no token for ${host} was found`,
    "name its variable by --token-env",
  );
}

/** True where a server is the vendor's own, to which a variable may go unasked. */
export function isPublicServer({ provider, url }: FoundServer): boolean {
  return provider !== "jenkins" && url === PUBLIC_URLS[provider];
}
