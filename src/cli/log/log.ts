import type { LogLevel } from "./log-level.ts";

/** How grave a line is. */
export type LineLevel = Exclude<LogLevel, "silent">;

/** What a line may hold besides its message. */
export type LogValue =
  | string
  | number
  | boolean
  | null
  | readonly LogValue[]
  | { readonly [name: string]: LogValue };

/** The names and values of one line. */
export type LogFields = Readonly<Record<string, LogValue>>;

/** Where lines go: one JSON object each, in a file. */
export interface Log {
  /** Never throws, and never waits for anything but the disk. */
  write(level: LineLevel, message: string, fields?: LogFields): void;
  /** Gets ready to write, in time that would go by waiting for answers. */
  prepare(): void;
  /** Writes what is left. */
  close(): Promise<void>;
}
