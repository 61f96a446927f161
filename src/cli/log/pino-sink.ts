import { pino } from "pino";
import type { LineLevel, LogFields } from "./log.ts";

/** Takes one line. */
export type Sink = (level: LineLevel, fields: LogFields, message: string) => void;

/**
 * Makes pino the writer of lines to `append`, in this very thread: whatever is written is on the disk
 * before a crash. The time is among the fields, since a line may tell of what was before pino was here.
 */
export function createPinoSink(level: LineLevel, append: (line: string) => void): Sink {
  const logger = pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: false,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: append },
  );
  return (lineLevel, fields, message) => logger[lineLevel](fields, message);
}
