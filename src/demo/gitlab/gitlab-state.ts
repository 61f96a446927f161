import type { DemoRepo, DemoRun, World } from "../world/types.ts";

/** What GitLab says of a pipeline that was started through its API. */
export interface ApiStart {
  readonly source: "api" | "merge_request_event" | "schedule";
  /** The ref it runs on where that is not its branch. */
  readonly ref: string | null;
}

/** What the routes of the imitation share. */
export interface GitlabState {
  readonly world: World;
  /** What every path starts with, `/gitlab`; empty at the root. */
  readonly basePath: string;
  /** How pipelines were started that were started through the API. */
  readonly starts: Map<number, ApiStart>;
  /** When a pipeline itself last changed, ISO 8601: its jobs' steps do not count. */
  readonly updatedAt: (run: DemoRun) => string;
}

/** Creates the state; `updatedAt` remembers what it has seen of each run. */
export function createGitlabState(options: Pick<GitlabState, "world" | "basePath">): GitlabState {
  const seen = new Map<number, { readonly key: string; readonly at: string }>();
  return {
    ...options,
    starts: new Map(),
    updatedAt(run) {
      const jobs = run.jobs.map((job) => job.id).join();
      const key = `${run.phase} ${run.outcome} ${run.startedAt} ${run.finishedAt} ${jobs}`;
      const known = seen.get(run.id);
      if (known?.key === key) return known.at;
      const at = new Date(run.updatedAt).toISOString();
      seen.set(run.id, { key, at });
      return at;
    },
  };
}

/** The project of an id or a path, whatever its capitals. */
export function findProject({ world }: GitlabState, idOrPath: string): DemoRepo | null {
  const id = /^\d+$/u.test(idOrPath) ? Number(idOrPath) : null;
  const path = idOrPath.toLowerCase();
  const isWanted = (repo: DemoRepo) => repo.id === id || repo.fullName.toLowerCase() === path;
  return world.repos("gitlab").find(isWanted) ?? null;
}

/** A run of the project by its id as it stands in a path. */
export function findRun({ world }: GitlabState, project: DemoRepo, id: string): DemoRun | null {
  const run = /^\d+$/u.test(id) ? world.run(Number(id)) : null;
  return run?.repoId === project.id ? run : null;
}
