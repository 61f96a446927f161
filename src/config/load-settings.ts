import { homedir } from "node:os";
import { assertNoConflicts } from "./assert-no-conflicts.ts";
import { checkConfig } from "./check-config.ts";
import { findConfig } from "./find-config.ts";
import type { LoadConfigOptions } from "./load-config.ts";
import { toSettings } from "./resolve-config.ts";
import type { ResolvedConfig } from "./resolved-config.ts";

/** A configuration without what it takes to reach its sources. */
export type Settings = ReturnType<typeof toSettings> & Pick<ResolvedConfig, "file" | "origin">;

/**
 * How a person wants things to look and behave, from the configuration that would be in force: no
 * credential is read, and none has to be there. Throws a `ConfigError` where the file is wrong.
 */
export async function loadSettings({
  cwd,
  env,
  file,
  findKeyConflicts = async () => [],
  home = homedir(),
}: Omit<LoadConfigOptions, "run" | "platform">): Promise<Settings> {
  const found = await findConfig({ cwd, home, env, file: file ?? null });
  if (found === null) return { ...toSettings({}), file: null, origin: "explicit" };
  const input = checkConfig(found.document);
  await assertNoConflicts(found.document, input.keys, findKeyConflicts);
  return { ...toSettings(input), file: found.document.file, origin: found.origin };
}
