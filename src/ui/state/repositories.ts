import { createFuzzySearch } from "../../model/fuzzy.ts";
import type { Pipeline } from "../../model/pipeline.ts";

/** A repository by its name, and the source it is read from. */
export interface RepoId {
  /** Null: wherever it is read from. */
  readonly source: string | null;
  readonly repo: string;
}

/** A repository that has rows. */
export interface RepoCount {
  readonly source: string;
  readonly repo: string;
  readonly pipelines: number;
  readonly failing: number;
}

/** The repositories of all rows with how many rows they have, by name. */
export function countRepositories(pipelines: readonly Pipeline[]): readonly RepoCount[] {
  const counts = new Map<string, RepoCount>();
  for (const { source, repo, latest } of pipelines) {
    const key = `${repo}\n${source}`;
    const known = counts.get(key);
    counts.set(key, {
      source,
      repo,
      pipelines: (known?.pipelines ?? 0) + 1,
      failing: (known?.failing ?? 0) + Number(latest.status === "failed"),
    });
  }
  return [...counts].toSorted(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([, count]) => count);
}

/** Those whose name answers a query, the best first; all of them for an empty one. */
export function searchRepositories(
  repositories: readonly RepoCount[],
  query: string,
): readonly RepoCount[] {
  const names = repositories.map(({ repo, source }) => `${repo} ${source}`);
  return createFuzzySearch()
    .rank(names, query)
    .flatMap((index) => repositories[index] ?? []);
}

/** True where a repository is the one that is meant. */
export function isRepository(id: RepoId, other: { source: string; repo: string }): boolean {
  return id.repo === other.repo && (id.source === null || id.source === other.source);
}

/** The next or previous repository by name; past either end there is none, that is: all. */
export function stepRepository(
  repositories: readonly RepoCount[],
  current: RepoId | null,
  step: 1 | -1,
): RepoId | null {
  const at = current ? repositories.findIndex((one) => isRepository(current, one)) : -1;
  const next = at === -1 ? (step === 1 ? 0 : repositories.length - 1) : at + step;
  const found = repositories[next];
  return found ? { source: found.source, repo: found.repo } : null;
}
