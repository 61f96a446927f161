import type { Filter, FilterField, FilterTerm } from "./filter.ts";
import { createFuzzySearch } from "./fuzzy.ts";
import { createGlobMatcher } from "./match-glob.ts";
import { lastEventAt, type Pipeline, type RunTimes } from "./pipeline.ts";
import type { PipelineRun } from "./pipeline-run.ts";

/** What a filter looks at of a row. */
export type FilteredRow = Pick<Pipeline, "source" | "repo" | "branch" | "workflow"> & {
  readonly latest: RunTimes & Pick<PipelineRun, "status" | "actor" | "event" | "commit">;
};

/** What a filter needs to know besides the row. */
export interface FilterContext {
  /** Milliseconds since 1970, for `age:`. */
  readonly now: number;
  /** The logins `actor:@me` stands for. */
  readonly me: readonly string[];
  /**
   * The pipelines that will be asked about. Free words are then looked up in all of them at once,
   * some twenty times faster than one by one.
   */
  readonly among?: readonly FilteredRow[];
  /** Keeps the searched text of each pipeline from one filter to the next. */
  readonly haystacks?: WeakMap<FilteredRow, string>;
}

type Test = (pipeline: FilteredRow) => boolean;

/** Makes the test of a filter; a pipeline passes when it meets every term. */
export function createFilterMatcher(filter: Filter, context: FilterContext): Test {
  const haystacks = context.haystacks ?? new WeakMap<FilteredRow, string>();
  const haystackOf = (pipeline: FilteredRow): string => {
    const known = haystacks.get(pipeline);
    if (known !== undefined) return known;
    const text = toHaystack(pipeline);
    haystacks.set(pipeline, text);
    return text;
  };
  // The cheap tests first: most rows never reach the search.
  const tests = filter.terms
    .toSorted((a, b) => Number(a.kind === "word") - Number(b.kind === "word"))
    .map((term) => {
      const test = toTest(term, context, haystackOf);
      return term.negated ? (pipeline: FilteredRow) => !test(pipeline) : test;
    });
  return (pipeline) => tests.every((test) => test(pipeline));
}

function toHaystack({ repo, branch, workflow, latest }: FilteredRow): string {
  const { actor, commit } = latest;
  return `${repo} ${branch} ${workflow} ${actor ?? ""} ${commit.message ?? ""}`.toLowerCase();
}

function toTest(
  term: FilterTerm,
  context: FilterContext,
  haystackOf: (pipeline: FilteredRow) => string,
): Test {
  switch (term.kind) {
    case "word":
      return toWordTest(term.text.toLowerCase(), term.exact, context, haystackOf);
    case "field":
      return toFieldTest(term.field, term.values, context.me);
    case "status":
      return (pipeline) => term.statuses.includes(pipeline.latest.status);
    case "age":
      return toAgeTest(term.than, term.ageMs, context.now);
  }
}

function toWordTest(
  word: string,
  exact: boolean,
  { among }: FilterContext,
  haystackOf: (pipeline: FilteredRow) => string,
): Test {
  if (exact) return (pipeline) => haystackOf(pipeline).includes(word);
  const search = createFuzzySearch();
  const one: Test = (pipeline) => search.find([haystackOf(pipeline)], word).length > 0;
  if (!among) return one;
  const asked = new Set(among);
  const found = new Set(search.find(among.map(haystackOf), word).map((index) => among[index]));
  return (pipeline) => (asked.has(pipeline) ? found.has(pipeline) : one(pipeline));
}

function toFieldTest(field: FilterField, values: readonly string[], me: readonly string[]): Test {
  const logins = me.map((login) => login.toLowerCase());
  const tests = values.map((value) => {
    const wanted = value.toLowerCase();
    if (field === "actor" && wanted === "@me") return (text: string) => logins.includes(text);
    if (/[*?[{]/u.test(wanted) && !wanted.startsWith("!")) return createGlobMatcher([wanted]);
    return (text: string) => text.includes(wanted);
  });
  return (pipeline) => {
    const text = readField(pipeline, field).toLowerCase();
    return tests.some((test) => test(text));
  };
}

function readField(pipeline: FilteredRow, field: FilterField): string {
  return field === "actor" || field === "event" ? (pipeline.latest[field] ?? "") : pipeline[field];
}

function toAgeTest(than: "younger" | "older", ageMs: number, now: number): Test {
  return ({ latest }) => {
    const at = lastEventAt(latest);
    if (at === null) return false;
    const age = now - Date.parse(at);
    return than === "younger" ? age < ageMs : age > ageMs;
  };
}
