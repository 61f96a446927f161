import { homedir } from "node:os";
import { assertNoConflicts, type FindKeyConflicts } from "./assert-no-conflicts.ts";
import { assertTrusted } from "./assert-trusted.ts";
import { checkConfig } from "./check-config.ts";
import { findConfig } from "./find-config.ts";
import { readGitRemote } from "./git-remote.ts";
import { resolveConfig, toSettings } from "./resolve-config.ts";
import type { ResolvedConfig } from "./resolved-config.ts";
import { type RunCommand, runCommand } from "./run-command.ts";
import { readLogin } from "./vendor-login.ts";

/** Everything a configuration depends on; what has a default is there for tests. */
export interface LoadConfigOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The file of `--config`; without it the usual places are searched. */
  readonly file?: string | undefined;
  readonly findKeyConflicts?: FindKeyConflicts;
  readonly home?: string;
  readonly run?: RunCommand;
  readonly platform?: NodeJS.Platform;
}

/**
 * The configuration in force: the file asked for, else the nearest one, else the user's, else the
 * git remote of the working directory. Throws a `ConfigError` that a person can act on; before that,
 * nothing of the environment's credentials has been read where the file is not to be trusted with them.
 */
export async function loadConfig({
  cwd,
  env,
  file,
  findKeyConflicts = async () => [],
  home = homedir(),
  run = runCommand,
  platform = process.platform,
}: LoadConfigOptions): Promise<ResolvedConfig> {
  const found = await findConfig({ cwd, home, env, file: file ?? null });
  if (found !== null) {
    const input = checkConfig(found.document);
    await assertNoConflicts(found.document, input.keys, findKeyConflicts);
    if (found.origin === "working-directory") {
      await assertTrusted(input, found.document, { env, home });
    }
    return resolveConfig(input, {
      ...found,
      env,
      home,
      platform,
      readLogin: (program, host) => readLogin(program, host, { env, home, run }),
    });
  }
  const source = await readGitRemote({ cwd, home, env, run });
  return {
    ...toSettings({}),
    file: null,
    origin: "git-remote",
    sources: [source],
    warnings: [],
  };
}
