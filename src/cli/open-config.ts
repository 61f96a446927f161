import { loadConfig } from "../config/load-config.ts";
import type { ResolvedConfig } from "../config/resolved-config.ts";
import { findKeyConflicts } from "./find-key-conflicts.ts";
import { type Io, note } from "./io.ts";
import type { CommonOptions } from "./options.ts";
import { type Selection, selectFromConfig } from "./select.ts";

/** Finds the configuration in force, says its warnings, and narrows it to what the options want. */
export async function openConfig(
  options: CommonOptions,
  io: Io,
): Promise<{ readonly config: ResolvedConfig; readonly selection: Selection }> {
  const config = await loadConfig({
    cwd: io.cwd,
    env: io.env,
    file: options.config,
    findKeyConflicts,
  });
  for (const warning of config.warnings) note(io, `cimon: ${warning}`);
  return { config, selection: selectFromConfig(config, options) };
}
