import { type Filter, parseFilter } from "../../model/filter.ts";
import { createFilterMatcher } from "../../model/filter-matcher.ts";
import type { Mutes } from "../../model/mute.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import { isRepository, type RepoId } from "./repositories.ts";

/** A named filter of the configuration. */
export interface View {
  readonly name: string;
  readonly filter: string;
}

/** What one of the tabs shows: all rows, those that fail, or those of a view, by its index. */
export type ViewChoice = "all" | "failing" | number;

/** All that takes rows out of sight; they meet every part of it. */
export interface Narrowing {
  readonly filter: string;
  /** Index into the views. */
  readonly view: number | null;
  readonly repo: RepoId | null;
  readonly failing: boolean;
}

/** Nothing taken out of sight. */
export const EVERYTHING: Narrowing = { filter: "", view: null, repo: null, failing: false };

/** True where some rows may be out of sight. */
export function isNarrowed({ filter, view, repo, failing }: Narrowing): boolean {
  return filter.trim() !== "" || view !== null || repo !== null || failing;
}

/** Takes back one part: the filter, else the repository, else failing only, else the view. */
export function widen(narrowing: Narrowing): Narrowing {
  if (narrowing.filter !== "") return { ...narrowing, filter: "" };
  if (narrowing.repo) return { ...narrowing, repo: null };
  if (narrowing.failing) return { ...narrowing, failing: false };
  return { ...narrowing, view: null };
}

/** What narrowing needs to know besides the rows. */
export interface NarrowingContext {
  readonly views: readonly View[];
  readonly me: readonly string[];
  readonly now: number;
  readonly haystacks: WeakMap<Pipeline, string>;
  /** What does not count as failing. */
  readonly mutes: Mutes;
}

function isFailing({ key, latest }: Pipeline, mutes: Mutes): boolean {
  return latest.status === "failed" && !mutes.has(key);
}

/** The rows that stay in sight, in the order given. */
export function narrowRows(
  pipelines: readonly Pipeline[],
  narrowing: Narrowing,
  { views, me, now, haystacks, mutes }: NarrowingContext,
): readonly Pipeline[] {
  if (!isNarrowed(narrowing)) return pipelines;
  const { repo, failing } = narrowing;
  const among = pipelines.filter(
    (one) => (!repo || isRepository(repo, one)) && (!failing || isFailing(one, mutes)),
  );
  const matches = createFilterMatcher(readFilters(narrowing, views), { now, me, among, haystacks });
  return among.filter(matches);
}

/** True where a filter goes by age, so that time alone changes its rows. */
export function dependsOnTime(narrowing: Narrowing, views: readonly View[]): boolean {
  return readFilters(narrowing, views).terms.some(({ kind }) => kind === "age");
}

function readFilters({ filter, view }: Narrowing, views: readonly View[]): Filter {
  const viewFilter = view === null ? "" : (views[view]?.filter ?? "");
  const terms = [viewFilter, filter].flatMap((text) => parseFilter(text).filter.terms);
  return { terms };
}
