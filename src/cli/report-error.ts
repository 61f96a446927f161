import { CommanderError } from "commander";
import { ConfigError } from "../config/config-error.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { type Io, note } from "./io.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Says what went wrong in words a person can act on, and with which code to end. What is nobody's
 * mistake but ours is thrown on.
 */
export function reportError(error: unknown, io: Io): ExitCode {
  if (io.signal.aborted) return EXIT.interrupted;
  // Commander has printed its own sentence, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof ConfigError || error instanceof UsageError) {
    note(io, `cimon: ${error.message}`);
    note(io, `  → ${error.nextStep}`);
    return EXIT.usage;
  }
  throw error;
}
