import type { Command } from "commander";
import { closestMatch } from "leven";
import { UsageError } from "./usage-error.ts";

/**
 * Throws a {@link UsageError} for a word that is no command, where a command that has others also runs
 * without one and so gets such a word as an argument.
 */
export function assertNoArguments({ args, commands }: Command): void {
  const [word] = args;
  if (word === undefined) return;
  const names = commands.map((command) => command.name());
  const nearest = closestMatch(word, names, { maxDistance: 3 });
  throw new UsageError(
    `there is no command "${word}"`,
    nearest === undefined ? `the commands are: ${names.join(", ")}` : `did you mean "${nearest}"?`,
  );
}
