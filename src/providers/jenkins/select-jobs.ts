import { createGlobMatcher, isGlob } from "../../model/match-glob.ts";
import { decodeFullName } from "./read-jobs.ts";

/** What the configured names and globs choose. */
export interface JobSelection {
  /** The folder that holds every job they can mean, as path segments; empty: the whole Jenkins. */
  readonly folder: readonly string[];
  isSelected(job: { readonly fullName: string; readonly repo: string }): boolean;
}

/** A name without wildcards stands for the job, and for all that is below where it is a folder. */
function createMatcher(patterns: readonly string[]): (names: readonly string[]) => boolean {
  const exact = patterns.filter((pattern) => !isGlob(pattern));
  const globs = patterns.filter((pattern) => isGlob(pattern));
  const isMatch = globs.length === 0 ? () => false : createGlobMatcher(globs);
  return (names) =>
    names.some(
      (name) =>
        patterns.includes(name) ||
        exact.some((pattern) => name.startsWith(`${pattern}/`)) ||
        isMatch(name),
    );
}

function staticFolder(pattern: string): readonly string[] {
  const segments = pattern.split("/");
  const wild = segments.findIndex((segment) => isGlob(segment));
  return segments.slice(0, wild === -1 ? segments.length - 1 : wild);
}

function sharedStart(paths: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = paths;
  const end = first.findIndex((segment, at) => others.some((path) => path[at] !== segment));
  return end === -1 ? first : first.slice(0, end);
}

/**
 * Reads `jobs`: full names and globs, `!` takes out, none means all. Both spellings of a branch job
 * are matched, `mb/feature/x` and `mb/feature%2Fx`, and the name of its multibranch project.
 */
export function createJobSelection(jobs: readonly string[]): JobSelection {
  const patterns = jobs.map((job) => job.replace(/^(!?)\/+|\/+$/gu, "$1"));
  const included = patterns.filter((pattern) => !pattern.startsWith("!"));
  const excluded = patterns.filter((pattern) => pattern.startsWith("!"));
  const isIncluded = createMatcher(included);
  const isExcluded = createMatcher(excluded.map((pattern) => pattern.slice(1)));
  return {
    folder: sharedStart(included.map(staticFolder)),
    isSelected({ fullName, repo }) {
      const names = [fullName, decodeFullName(fullName), repo];
      return (included.length === 0 || isIncluded(names)) && !isExcluded(names);
    },
  };
}
