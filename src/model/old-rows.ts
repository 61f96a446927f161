import type { Pipeline } from "./pipeline.ts";
import type { SourceState } from "./snapshot.ts";

/**
 * Makes the test for rows that may no longer be right: those of a target that was not read, or not
 * read again since a snapshot was taken up.
 */
export function createOldRowTest(sources: readonly SourceState[]): (row: Pipeline) => boolean {
  const fresh = new Set<string>();
  for (const { name, targets } of sources) {
    for (const target of targets) {
      if (target.state === "ok") fresh.add(`${name}\n${target.id}`);
    }
  }
  return ({ source, target }) => !fresh.has(`${source}\n${target}`);
}
