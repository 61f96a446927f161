import type { ConfigPath } from "./config-path.ts";

/** A configuration file as read, before any check. */
export interface ConfigDocument {
  readonly file: string;
  /** Where the configuration begins in its file: `["cimon"]` in a package.json, else empty. */
  readonly root: ConfigPath;
  /** What stands at `root`. */
  readonly value: unknown;
  /** The line of the value (its key, where it has one) or of the nearest value around it. */
  lineOf(path: ConfigPath): number | null;
}

/** Where a text is at fault, and why. */
export interface TextFault {
  /** Index of the first character at fault. */
  readonly offset: number;
  /** What is wrong there; never a value of the text, which may be a token. */
  readonly message: string;
}

/** What a text holds, and where. */
export interface ParsedText {
  readonly value: unknown;
  /** Index of the value (its key, where it has one) or of the nearest value around it; null where there is none. */
  offsetOf(path: ConfigPath): number | null;
}
