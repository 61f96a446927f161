import type { OptionSpec } from "../option-spec.ts";
import type { CommonOptions } from "../options.ts";

/** The options of `cimon list`. */
export interface ListOptions extends CommonOptions {
  readonly json?: true;
  readonly ndjson?: true;
  readonly exitStatus?: true;
}

/** {@link ListOptions} as they are offered, besides the common ones. */
export const LIST_OPTIONS: readonly OptionSpec[] = [
  { flags: "--json", help: "print one JSON document" },
  { flags: "--ndjson", help: "print one JSON object a run, one a line" },
  { flags: "--exit-status", help: "end with 1 where a run failed, 8 where one has not ended" },
];
