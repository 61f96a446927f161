/** An option of a command, as data: the command line and its short cut are both made from it. */
export interface OptionSpec {
  /** In commander's notation: `-c, --config <file>`, `--ascii`, `--no-color`. */
  readonly flags: string;
  readonly help: string;
  readonly isRepeatable?: true;
  /** What holds where it is not given. */
  readonly initial?: string;
  /** The only values there are. */
  readonly choices?: readonly string[];
}
