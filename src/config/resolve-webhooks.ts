import { PROVIDER_KINDS, type ProviderKind } from "../model/pipeline-run.ts";
import { ConfigError, type ConfigProblem } from "./config-error.ts";
import type { ResolvedConfig } from "./resolved-config.ts";

/** The secrets of hooks by vendor, null where none are taken; never to be logged. */
export type ResolvedWebhooks = Readonly<Record<ProviderKind, string | null>>;

const SHORTEST_SECRET = 16;

/** Reads the secrets of hooks; throws one {@link ConfigError} for all variables that hold none. */
export function resolveWebhooks(
  { server, file }: Pick<ResolvedConfig, "server" | "file">,
  env: Readonly<Record<string, string | undefined>>,
): ResolvedWebhooks {
  const problems: ConfigProblem[] = [];
  const read = (kind: ProviderKind): string | null => {
    const place = server?.webhooks?.[kind];
    if (place === undefined) return null;
    const secret = typeof place === "string" ? place : (env[place.env]?.trim() ?? "");
    if (secret.length >= SHORTEST_SECRET) return secret;
    const where = typeof place === "string" ? "it" : `the environment variable ${place.env}`;
    const message = `${where} holds no ${SHORTEST_SECRET} characters`;
    problems.push({ path: `server.webhooks.${kind}`, line: null, message });
    return null;
  };
  const [github, gitlab, jenkins] = PROVIDER_KINDS.map(read);
  if (problems.length > 0) {
    const nextStep = "make a secret by: openssl rand -hex 24";
    throw new ConfigError(file ?? "the configuration", problems, nextStep);
  }
  return { github: github ?? null, gitlab: gitlab ?? null, jenkins: jenkins ?? null };
}
