import type { DemoRepo, DemoRun, World } from "../world/types.ts";

/** A folder, a multibranch project or a job with builds, by the place it has in Jenkins. */
export type DemoItem =
  | { readonly kind: "folder"; readonly fullName: string }
  | { readonly kind: "multibranch"; readonly fullName: string; readonly repo: DemoRepo }
  | {
      readonly kind: "job";
      readonly fullName: string;
      readonly repo: DemoRepo;
      /** The branch it builds. */
      readonly branch: string;
      readonly isBranchJob: boolean;
    };

/** A job's name from a branch: what may not stand in a name is escaped, letters stay. */
export function encodeBranch(branch: string): string {
  return branch.replace(/[?*/\\%!@#$^&|<>[\]:;]/gu, (sign) => encodeURIComponent(sign));
}

/** What lies directly in a folder ("" for the whole Jenkins), by name. */
export function listItems(world: World, folder: string): readonly DemoItem[] {
  const prefix = folder === "" ? "" : `${folder}/`;
  const items = new Map<string, DemoItem>();
  for (const repo of world.repos("jenkins")) {
    if (!repo.fullName.startsWith(prefix)) continue;
    const [name = "", ...deeper] = repo.fullName.slice(prefix.length).split("/");
    const fullName = `${prefix}${name}`;
    const item = deeper.length > 0 ? ({ kind: "folder", fullName } as const) : toItem(repo);
    items.set(fullName, item);
  }
  return [...items.values()].sort((a, b) => (a.fullName < b.fullName ? -1 : 1));
}

function toItem(repo: DemoRepo): DemoItem {
  const { fullName } = repo;
  if (repo.kind === "multibranch") return { kind: "multibranch", fullName, repo };
  return { kind: "job", fullName, repo, branch: repo.defaultBranch, isBranchJob: false };
}

/** The jobs of a multibranch project, by name. */
export function listBranchJobs(repo: DemoRepo): readonly DemoItem[] {
  return repo.branches
    .map(({ name }) => ({
      kind: "job" as const,
      fullName: `${repo.fullName}/${encodeBranch(name)}`,
      repo,
      branch: name,
      isBranchJob: true,
    }))
    .sort((a, b) => (a.fullName < b.fullName ? -1 : 1));
}

/** Finds an item by its full name, null where there is none. */
export function findItem(world: World, fullName: string): DemoItem | null {
  const parent = fullName.slice(0, Math.max(0, fullName.lastIndexOf("/")));
  const project = world.repo("jenkins", parent);
  const siblings =
    project?.kind === "multibranch" ? listBranchJobs(project) : listItems(world, parent);
  return siblings.find((item) => item.fullName === fullName) ?? null;
}

/** A job, the way {@link DemoItem} has it. */
export type DemoJobItem = Extract<DemoItem, { kind: "job" }>;

function listRuns(world: World, job: DemoJobItem): readonly DemoRun[] {
  const runs = world.runs(job.repo.id);
  return job.isBranchJob ? runs.filter((run) => run.branch === job.branch) : runs;
}

/** A job's builds, newest first: what left the queue. */
export function listBuilds(world: World, job: DemoJobItem): readonly DemoRun[] {
  return listRuns(world, job).filter(hasStarted);
}

/** Those of a job's runs that wait in the queue, oldest first. */
export function listQueued(world: World, job: DemoJobItem): readonly DemoRun[] {
  return listRuns(world, job)
    .filter((run) => run.phase !== "done" && !hasStarted(run))
    .toReversed();
}

/** True once a run is a build and no longer an item of the queue. */
function hasStarted(run: DemoRun): boolean {
  return run.startedAt !== null;
}

/** The job a run belongs to. */
export function jobOfRun(world: World, run: DemoRun): DemoJobItem | null {
  const repo = world.repo("jenkins", run.repoId);
  if (!repo) return null;
  const isBranchJob = repo.kind === "multibranch";
  const fullName = isBranchJob ? `${repo.fullName}/${encodeBranch(run.branch)}` : repo.fullName;
  return { kind: "job", fullName, repo, branch: run.branch, isBranchJob };
}

/** `team/mb/feature%2Fx` as a path: `/job/team/job/mb/job/feature%252Fx`. */
export function toItemPath(fullName: string): string {
  return fullName
    .split("/")
    .map((segment) => `/job/${encodeURIComponent(segment)}`)
    .join("");
}

/** A build's path on its host, the path of Jenkins itself in front. */
export function toBuildPath(root: string, job: DemoJobItem, run: DemoRun): string {
  const prefix = new URL(root).pathname.replace(/\/$/u, "");
  return `${prefix}${toItemPath(job.fullName)}/${run.number}`;
}
