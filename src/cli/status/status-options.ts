import type { OptionSpec } from "../option-spec.ts";
import type { CommonOptions } from "../options.ts";

/** What a line can be for: a person, a tmux status bar, or a program. */
export const STATUS_FORMATS = ["plain", "tmux", "json"] as const;

/** The options of `cimon status`. */
export interface StatusOptions extends CommonOptions {
  readonly format: (typeof STATUS_FORMATS)[number];
  readonly maxAge?: string;
}

type NarrowKey = "source" | "repo" | "branch" | "filter";

/** The options that leave rows out. */
export type NarrowOptions = { readonly [Key in NarrowKey]?: CommonOptions[Key] | undefined };

/** {@link StatusOptions} as they are offered, besides the common ones. */
export const STATUS_OPTIONS: readonly OptionSpec[] = [
  {
    flags: "--format <format>",
    help: "for a person, for tmux's status-right, or for a program",
    choices: STATUS_FORMATS,
    initial: "plain",
  },
  {
    flags: "--max-age <duration>",
    help: "end with 4 where what is known is older: 30, 30s, 10m",
  },
];
