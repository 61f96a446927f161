import type { KeyConflict } from "../model/key-actions.ts";
import { createProblem } from "./check-config.ts";
import type { ConfigDocument } from "./config-document.ts";
import { ConfigError } from "./config-error.ts";

/** Throws a {@link ConfigError} that names every key which would mean two things in one place. */
export function assertNoConflicts(
  document: ConfigDocument,
  conflicts: readonly KeyConflict[],
): void {
  if (conflicts.length === 0) return;
  const problems = conflicts.map(({ action, message }) =>
    createProblem(document, ["keys", action], message),
  );
  throw new ConfigError(document.file, problems, "give one of them another key, or both");
}
