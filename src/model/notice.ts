import { parseFilter } from "./filter.ts";
import { createFilterMatcher } from "./filter-matcher.ts";
import type { Happening } from "./happening.ts";
import { createGlobMatcher } from "./match-glob.ts";
import type { NoticeRule, NoticeWay } from "./notice-rule.ts";
import type { Pipeline } from "./pipeline.ts";

/** Something to tell, and every way in which it is to be told. */
export interface Notice extends Happening {
  readonly ways: ReadonlySet<NoticeWay>;
}

/** What the rules are applied with. */
export interface NoticeContext {
  readonly rules: readonly NoticeRule[];
  readonly views: readonly { readonly name: string; readonly filter: string }[];
  /** The logins `actor:@me` stands for. */
  readonly me: readonly string[];
  /** True for the key of a pipeline of which nothing is to be told. */
  readonly isMuted?: (key: string) => boolean;
}

/** Tells whether a rule is about a pipeline, at a time in milliseconds since 1970. */
type RuleTest = (pipeline: Pipeline, nowMs: number) => boolean;

/**
 * Creates the test whether a rule is about a pipeline. A view that is not there takes in nothing: a
 * rule is never wider than it was meant.
 */
export function createRuleTest(
  { view, branches = [] }: NoticeRule,
  context: Pick<NoticeContext, "views" | "me">,
): RuleTest {
  const includesBranch = createGlobMatcher(branches);
  if (view === undefined) return ({ branch }) => includesBranch(branch);
  const text = context.views.find(({ name }) => name === view)?.filter;
  if (text === undefined) return () => false;
  const { filter } = parseFilter(text);
  return (pipeline, nowMs) =>
    includesBranch(pipeline.branch) &&
    createFilterMatcher(filter, { now: nowMs, me: context.me })(pipeline);
}

/**
 * Creates what picks, of all that happened, what is to be told and how. A row counts as part of a view
 * that it is in or has just left: a failing row that was fixed is no longer failing.
 */
export function createNoticePicker(context: NoticeContext) {
  const rules = context.rules.map((rule) => ({ ...rule, test: createRuleTest(rule, context) }));
  return (happenings: readonly Happening[], nowMs: number): readonly Notice[] =>
    happenings.flatMap((happening) => {
      const { kind, pipeline, before } = happening;
      if (context.isMuted?.(pipeline.key)) return [];
      const ways = rules
        .filter(({ on }) => on.includes(kind))
        .filter(({ test }) => test(pipeline, nowMs) || (before !== null && test(before, nowMs)))
        .flatMap(({ by }) => by);
      return ways.length === 0 ? [] : [{ ...happening, ways: new Set(ways) }];
    });
}
