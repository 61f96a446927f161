import type { KeyConflict, KeyMap } from "../model/key-actions.ts";
import { createProblem } from "./check-config.ts";
import { type KeysInput, toKeyMap } from "./check-keys.ts";
import type { ConfigDocument } from "./config-document.ts";
import { ConfigError } from "./config-error.ts";

/** Tells which of a person's keys would mean two things. */
export type FindKeyConflicts = (keys: KeyMap) => Promise<readonly KeyConflict[]>;

/** Throws a {@link ConfigError} that names every key which would mean two things in one place. */
export async function assertNoConflicts(
  document: ConfigDocument,
  keys: KeysInput | undefined,
  findKeyConflicts: FindKeyConflicts,
): Promise<void> {
  const conflicts = keys === undefined ? [] : await findKeyConflicts(toKeyMap(keys));
  if (conflicts.length === 0) return;
  const problems = conflicts.map(({ action, message }) =>
    createProblem(document, ["keys", action], message),
  );
  throw new ConfigError(document.file, problems, "give one of them another key, or both");
}
