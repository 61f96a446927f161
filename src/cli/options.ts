import type { Command } from "commander";

/** The options that every command which reads CI servers has. */
export interface CommonOptions {
  readonly config?: string;
  readonly source?: readonly string[];
  readonly repo?: readonly string[];
  readonly branch?: readonly string[];
  readonly filter?: string;
  readonly interval?: string;
  readonly readOnly?: true;
  readonly ascii?: true;
  readonly logFile?: string;
  readonly logLevel?: string;
  /** False by `--no-color`. */
  readonly color: boolean;
}

/** Adds a value of an option that may be given again. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** Adds {@link CommonOptions} to a command. */
export function addCommonOptions(command: Command): Command {
  return command
    .option("-c, --config <file>", "read this configuration and no other")
    .option("--source <name>", "only this source (may be given again)", collect)
    .option(
      "--repo <glob>",
      "only repositories that match, e.g. 'acme/*' (may be given again)",
      collect,
    )
    .option(
      "--branch <glob>",
      "only branches that match, e.g. 'release/*' (may be given again)",
      collect,
    )
    .option("--filter <expr>", "only rows that match, e.g. 'status:failed -repo:old'")
    .option(
      "--interval <duration>",
      "time between polls: 30, 30s, 10m (default: the config's, or 30s)",
    )
    .option("--read-only", "offer nothing that changes anything")
    .option("--ascii", "draw with ASCII characters only")
    .option("--no-color", "no colours (NO_COLOR does the same)")
    .option("--log-file <file>", "write the log there (default: cimon.log in the cache folder)")
    .option(
      "--log-level <level>",
      "silent, fatal, error, warn, info (every request, the default), debug or trace",
    );
}
