import type { KeyConflict, KeyMap } from "../model/key-actions.ts";

/** Which of a person's keys would mean two things; all keys are loaded only to be held against theirs. */
export async function findKeyConflicts(keys: KeyMap): Promise<readonly KeyConflict[]> {
  const all = await import("../ui/keys/remap-keys.ts");
  return all.findKeyConflicts(keys);
}
