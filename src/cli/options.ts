import type { Command } from "commander";
import type { OptionSpec } from "./option-spec.ts";

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
  readonly screenReader?: true;
  readonly logFile?: string;
  readonly logLevel?: string;
  /** False by `--no-color`. */
  readonly color: boolean;
}

/** {@link CommonOptions} as they are offered. */
export const COMMON_OPTIONS: readonly OptionSpec[] = [
  { flags: "-c, --config <file>", help: "read this configuration and no other" },
  {
    flags: "--source <name>",
    help: "only this source (may be given again)",
    isRepeatable: true,
  },
  {
    flags: "--repo <glob>",
    help: "only repositories that match, e.g. 'acme/*' (may be given again)",
    isRepeatable: true,
  },
  {
    flags: "--branch <glob>",
    help: "only branches that match, e.g. 'release/*' (may be given again)",
    isRepeatable: true,
  },
  { flags: "--filter <expr>", help: "only rows that match, e.g. 'status:failed -repo:old'" },
  {
    flags: "--interval <duration>",
    help: "time between polls: 30, 30s, 10m (default: the config's, or 30s)",
  },
  { flags: "--read-only", help: "offer nothing that changes anything" },
  { flags: "--ascii", help: "draw with ASCII characters only" },
  {
    flags: "--screen-reader",
    help: "the live table as lines of text (INK_SCREEN_READER=true does the same)",
  },
  { flags: "--no-color", help: "no colours (NO_COLOR does the same)" },
  {
    flags: "--log-file <file>",
    help: "write the log there (default: cimon.log in the cache folder)",
  },
  {
    flags: "--log-level <level>",
    help: "silent, fatal, error, warn, info (every request, the default), debug or trace",
  },
];

/** Adds a value of an option that may be given again. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** Adds options to a command. */
export function addOptions(command: Command, specs: readonly OptionSpec[]): Command {
  for (const { flags, help, isRepeatable, initial, choices } of specs) {
    const option = command.createOption(flags, help);
    if (isRepeatable) option.argParser(collect);
    if (initial !== undefined) option.default(initial);
    if (choices) option.choices(choices);
    command.addOption(option);
  }
  return command;
}

/** Adds {@link CommonOptions} to a command. */
export function addCommonOptions(command: Command): Command {
  return addOptions(command, COMMON_OPTIONS);
}
