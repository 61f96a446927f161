import { UsageError } from "../usage-error.ts";

/** How much is logged, from the least to the most; `silent` opens no file at all. */
const LOG_LEVELS = ["silent", "fatal", "error", "warn", "info", "debug", "trace"] as const;

/** One of {@link LOG_LEVELS}. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Reads `--log-level`; without one, every fetch is logged. Throws a {@link UsageError} on another word. */
export function parseLogLevel(text: string | undefined): LogLevel {
  if (text === undefined) return "info";
  const level = LOG_LEVELS.find((known) => known === text);
  if (level !== undefined) return level;
  throw new UsageError(
    `--log-level: "${text}" is no level`,
    `its levels are: ${LOG_LEVELS.join(", ")}`,
  );
}
