import type { BranchRecord, RepoRecord } from "./records.ts";
import type { DemoBranch, DemoRepo } from "./types.ts";
import { runRevision } from "./view-run.ts";

/** How many changes a repository has seen until `nowMs`, those of its runs among them. */
export function repoRevision(repo: RepoRecord, nowMs: number): number {
  return repo.runs.reduce((sum, run) => sum + runRevision(run, nowMs), repo.revisionBase);
}

/** A repository as it is at `nowMs`; the same object until anything in it changes. */
export function viewRepo(repo: RepoRecord, nowMs: number): DemoRepo {
  const revision = repoRevision(repo, nowMs);
  if (repo.view?.revision === revision) return repo.view;
  const { spec } = repo;
  repo.view = {
    vendor: spec.vendor,
    id: repo.id,
    fullName: spec.fullName,
    name: spec.fullName.slice(spec.fullName.lastIndexOf("/") + 1),
    description: spec.description,
    kind: spec.kind,
    private: spec.private,
    archived: spec.archived,
    disabled: spec.disabled,
    defaultBranch: spec.branches[0]?.name ?? "main",
    createdAt: repo.createdAt,
    pushedAt: Math.max(...repo.branches.map((branch) => branch.head.committedAt)),
    branches: repo.branches.map((branch, index) => viewBranch(branch, index === 0)),
    workflows: repo.workflows.map((workflow) => workflow.view),
    revision,
  };
  return repo.view;
}

function viewBranch(branch: BranchRecord, isMain: boolean): DemoBranch {
  branch.view ??= {
    name: branch.name,
    protected: isMain || branch.name.startsWith("release/"),
    head: branch.head,
    changeRequest: branch.changeRequest,
  };
  return branch.view;
}
