import { listUntrusted } from "./assert-trusted.ts";
import { checkConfig } from "./check-config.ts";
import type { FindOptions } from "./config-places.ts";
import { type ExplainedVariable, explainEnvironment } from "./explain-environment.ts";
import { explainSource } from "./explain-source.ts";
import type { ExplainedValue } from "./explained-value.ts";
import { findConfig } from "./find-config.ts";
import { readGitRemote } from "./git-remote.ts";
import { toSettings } from "./resolve-config.ts";
import type { ConfigInput, ConfigOrigin } from "./resolved-config.ts";
import type { RunCommand } from "./run-command.ts";

/** What is in force and why; no part of it holds a token, a user's name or a password. */
export interface ExplainedConfig {
  /** Null where there is none and the git remote is watched. */
  readonly file: string | null;
  readonly origin: ConfigOrigin;
  /** True where `cimon trust` has to come first. */
  readonly needsTrust: boolean;
  readonly values: readonly ExplainedValue[];
  readonly environment: readonly ExplainedVariable[];
}

/** Where to look, and how to run git. */
export interface ExplainOptions extends FindOptions {
  readonly run: RunCommand;
}

/**
 * Tells the configuration in force, value by value, without needing any of its credentials. Throws a
 * `ConfigError` where it is wrong.
 */
export async function explainConfig(options: ExplainOptions): Promise<ExplainedConfig> {
  const environment = explainEnvironment(options.env);
  const found = await findConfig(options);
  if (found === null) return { ...(await explainRemote(options)), environment };
  const { document, origin } = found;
  const input = checkConfig(document);
  const isForeign = origin === "working-directory";
  const open = isForeign ? await listUntrusted(input, document.file, options) : [];
  const lineOf = (path: readonly (string | number)[]) => document.lineOf(path);
  const sources = input.sources.flatMap((source, index) =>
    explainSource(source, index, { env: options.env, lineOf }),
  );
  const values = [...explainSettings(input, lineOf), ...sources];
  return { file: document.file, origin, needsTrust: open.length > 0, values, environment };
}

type LineOf = (path: readonly string[]) => number | null;

function explainSettings(input: Partial<ConfigInput>, lineOf: LineOf): readonly ExplainedValue[] {
  const { intervalMs, ...rest } = toSettings({});
  const defaults = { interval: `${intervalMs / 1000}s`, ...rest };
  return Object.entries(defaults).map(([key, standard]) => {
    const given = input[key as keyof ConfigInput];
    if (given === undefined) return { path: key, value: standard, from: "default", line: null };
    const value = key === "server" ? "(not shown)" : given;
    return { path: key, value, from: "file", line: lineOf([key]) };
  });
}

async function explainRemote(options: ExplainOptions) {
  const { provider, url, name, credentialFrom, ...source } = await readGitRemote(options);
  const targets = "repos" in source ? source.repos : "projects" in source ? source.projects : [];
  const place = (key: string) => `sources[0].${key}`;
  const remote = { provider, name, url, [provider === "github" ? "repos" : "projects"]: targets };
  const values: ExplainedValue[] = Object.entries(remote).map(([key, value]) => ({
    ...{ path: place(key), value, from: "git remote" as const, line: null },
  }));
  const word = { env: "environment", login: "login", literal: "file", none: "default" } as const;
  const value = credentialFrom === "none" ? null : "(not shown)";
  values.push({ path: place("token"), value, from: word[credentialFrom], line: null });
  const settings = explainSettings({}, () => null);
  return {
    file: null,
    origin: "git-remote" as const,
    needsTrust: false,
    values: [...settings, ...values],
  };
}
