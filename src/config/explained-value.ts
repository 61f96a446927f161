/** Where a value comes from. */
type ValueOrigin = "file" | "default" | "environment" | "login" | "git remote";

/** One value in force. */
export interface ExplainedValue {
  /** As in `sources[0].url`. */
  readonly path: string;
  /** JSON; a secret is the name of its variable, or a word that it is not shown. */
  readonly value: unknown;
  readonly from: ValueOrigin;
  /** In the configuration's file, from 1. */
  readonly line: number | null;
  /** Of a secret: false where its variable is not set. Left out for all else. */
  readonly isSet?: boolean;
}
