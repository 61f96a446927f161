import type { ProviderKind } from "../model/pipeline-run.ts";
import { createProblem } from "./check-config.ts";
import type { ConfigProblem } from "./config-error.ts";
import type { ConfigPath } from "./config-path.ts";
import { describeValue } from "./describe-value.ts";
import type { ConfigDocument } from "./parse-config.ts";
import { type CredentialOrigin, type Credentials, createCredentials } from "./resolved-config.ts";

/** A token or user as it stands in a configuration. */
type Secret = string | { readonly env: string };

/** What a source of the configuration signs in with. */
export interface SecretSource {
  readonly provider: ProviderKind;
  readonly user?: Secret | undefined;
  readonly token?: Secret | undefined;
}

/** The outcome for one source; with problems, `credentials` is not to be used. */
export interface ResolvedCredentials {
  readonly credentials: Credentials;
  readonly credentialFrom: CredentialOrigin;
  readonly problems: readonly ConfigProblem[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a source's token and user, from the environment or as they stand. A variable that is not set
 * or empty, or holds what no token can, is a problem that names variable, path and source, never the
 * value.
 */
export function resolveCredentials(
  source: SecretSource,
  place: { readonly document: ConfigDocument; readonly index: number; readonly name: string },
  env: Environment,
): ResolvedCredentials {
  const problems: ConfigProblem[] = [];
  const read = (key: "user" | "token"): string | null => {
    const secret = source[key];
    if (secret === undefined) return null;
    const value = typeof secret === "string" ? secret : (env[secret.env]?.trim() ?? "");
    const fault = findFault(secret, value, source.provider);
    if (fault === null) return value;
    const path: ConfigPath = [
      ...["sources", place.index, key],
      ...(typeof secret === "string" ? [] : ["env"]),
    ];
    const message = `${fault} (the ${key} of source ${describeValue(place.name)})`;
    problems.push(createProblem(place.document, path, message));
    return null;
  };
  const credentials = createCredentials(read("user"), read("token"));
  return { credentials, credentialFrom: originOf(source.token), problems };
}

function originOf(token: Secret | undefined): CredentialOrigin {
  if (token === undefined) return "none";
  return typeof token === "string" ? "literal" : "env";
}

function findFault(secret: Secret, value: string, provider: ProviderKind): string | null {
  const what = typeof secret === "string" ? "this text" : `the environment variable ${secret.env}`;
  if (value === "") return `${what} is not set or is empty`;
  // A header takes no control characters; a Jenkins password may hold anything else.
  const allowed = provider === "jenkins" ? /^[^\u0000-\u001f\u007f]+$/u : /^[\u0021-\u007e]+$/u;
  return allowed.test(value) ? null : `${what} holds characters that no token has`;
}
