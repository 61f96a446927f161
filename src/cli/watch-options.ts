import type { OptionSpec } from "./option-spec.ts";
import type { CommonOptions } from "./options.ts";

/** The options of `cimon` without a command. */
export interface WatchOptions extends CommonOptions {
  /** The address of a `cimon serve`. */
  readonly connect?: string;
  /** A file of certificates that the server's may come from. */
  readonly ca?: string;
}

/** {@link WatchOptions} as they are offered, besides the common ones. */
export const WATCH_OPTIONS: readonly OptionSpec[] = [
  {
    flags: "--connect <url>",
    help: "show the rows of a cimon serve (CIMON_TOKEN, or CIMON_USER and CIMON_PASSWORD, sign in)",
  },
  {
    flags: "--ca <file>",
    help: "with --connect: certificates of an authority to trust as well, PEM",
  },
];
