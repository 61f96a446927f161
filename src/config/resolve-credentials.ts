import type { ProviderKind } from "../model/pipeline-run.ts";
import { createProblem } from "./check-config.ts";
import type { ConfigDocument } from "./config-document.ts";
import type { ConfigProblem } from "./config-error.ts";
import { describeValue } from "./describe-value.ts";
import { type CredentialOrigin, type Credentials, createCredentials } from "./resolved-config.ts";

/** A token or user as it stands in a configuration. */
type Secret = string | { readonly env: string } | { readonly login: "gh" | "glab" };

/** What a source of the configuration signs in with. */
export interface SecretSource {
  readonly provider: ProviderKind;
  readonly user?: Secret | undefined;
  readonly token?: Secret | undefined;
}

/** Asks `gh` or `glab` for the token they hold for a host; null where they have none. */
export type ReadLogin = (program: "gh" | "glab", host: string) => Promise<string | null>;

/** A token or user that cannot be used, and what to do about it. */
interface CredentialFault {
  readonly problem: ConfigProblem;
  readonly nextStep: string;
}

/** The outcome for one source; with faults, `credentials` is not to be used. */
export interface ResolvedCredentials {
  readonly credentials: Credentials;
  readonly credentialFrom: CredentialOrigin;
  readonly faults: readonly CredentialFault[];
}

/** Where a source stands and leads to. */
interface SourcePlace {
  readonly document: ConfigDocument;
  readonly index: number;
  readonly name: string;
  /** The source's host, with its port where it has one of its own. */
  readonly host: string;
}

/** What credentials are read from. */
export interface CredentialStores {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readLogin: ReadLogin;
}

/**
 * Reads a source's token and user, from the environment, from a login or as they stand. One that is
 * missing or empty, or holds what no token can, is a problem that names variable, path and source,
 * never the value.
 */
export async function resolveCredentials(
  source: SecretSource,
  place: SourcePlace,
  stores: CredentialStores,
): Promise<ResolvedCredentials> {
  const faults: CredentialFault[] = [];
  const read = async (key: "user" | "token"): Promise<string | null> => {
    const secret = source[key];
    if (secret === undefined) return null;
    const value = await readSecret(secret, place.host, stores);
    const fault = findFault(secret, value, { provider: source.provider, host: place.host });
    if (fault === null) return value;
    const within = typeof secret === "string" ? [] : Object.keys(secret);
    const message = `${fault} (the ${key} of source ${describeValue(place.name)})`;
    const path = ["sources", place.index, key, ...within];
    const problem = createProblem(place.document, path, message);
    faults.push({ problem, nextStep: nextStep(secret, value, place.host) });
    return null;
  };
  const credentials = createCredentials(await read("user"), await read("token"));
  return { credentials, credentialFrom: originOf(source.token), faults };
}

async function readSecret(
  secret: Secret,
  host: string,
  { env, readLogin }: CredentialStores,
): Promise<string> {
  if (typeof secret === "string") return secret;
  const value = "env" in secret ? env[secret.env] : await readLogin(secret.login, host);
  return value?.trim() ?? "";
}

function originOf(token: Secret | undefined): CredentialOrigin {
  if (token === undefined) return "none";
  if (typeof token === "string") return "literal";
  return "env" in token ? "env" : "login";
}

function findFault(
  secret: Secret,
  value: string,
  { provider, host }: { readonly provider: ProviderKind; readonly host: string },
): string | null {
  if (typeof secret !== "string" && "login" in secret && value === "") {
    return `${secret.login} is not there or is not logged in to ${host}`;
  }
  const what = describeSecretPlace(secret);
  if (value === "") return `${what} is not set or is empty`;
  // A header takes no control characters; a Jenkins password may hold anything else.
  const allowed = provider === "jenkins" ? /^[^\u0000-\u001f\u007f]+$/u : /^[\u0021-\u007e]+$/u;
  return allowed.test(value) ? null : `${what} holds characters that no token has`;
}

function nextStep(secret: Secret, value: string, host: string): string {
  if (typeof secret === "string" || value !== "") return "give the token as the server shows it";
  return "env" in secret
    ? `set the variable before starting cimon, as in: export ${secret.env}=...`
    : `sign in with: ${secret.login} auth login --hostname ${host}`;
}

function describeSecretPlace(secret: Secret): string {
  if (typeof secret === "string") return "this text";
  return "env" in secret ? `the environment variable ${secret.env}` : `the ${secret.login} login`;
}
