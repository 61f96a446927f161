import type { RawPipeline } from "./raw.ts";

/** What one project's polls hand on from one to the next. */
export interface PollMemory {
  /** Pipelines whose page or commit is still to be read, because one poll reads only so many. */
  readonly backlog: Map<number, RawPipeline>;
  /** When an unfinished run was last heard of, milliseconds since 1970, by its id. */
  readonly heardAtMs: Map<string, number>;
}

/** Creates the memories of a source's projects; a project's is made when it is first asked for. */
export function createPollMemories(): (project: string) => PollMemory {
  const memories = new Map<string, PollMemory>();
  return (project) => {
    const known = memories.get(project);
    if (known) return known;
    const memory: PollMemory = { backlog: new Map(), heardAtMs: new Map() };
    memories.set(project, memory);
    return memory;
  };
}
