import { type Filter, parseFilter } from "../model/filter.ts";
import { createFilterMatcher } from "../model/filter-matcher.ts";
import type { Pipeline } from "../model/pipeline.ts";
import { ServerError } from "./server-error.ts";
import type { ServerOptions } from "./server-options.ts";

/** What an address asks for. */
export interface ViewQuery {
  readonly filter?: string;
  /** The name of a view of the configuration. */
  readonly view?: string;
}

/** Which rows are looked at. */
export interface RowView {
  /** The same for all that show the same rows. */
  readonly key: string;
  readonly filter: Filter;
  /** One sentence for each part of the filter that was not understood. */
  readonly problems: readonly string[];
  readonly dependsOnTime: boolean;
  /** The rows that meet it, in the order given. */
  select(pipelines: readonly Pipeline[]): readonly Pipeline[];
}

/** Makes what reads the views of addresses; throws a {@link ServerError} for a view there is none of. */
export function createViewReader({
  views,
  me,
  clock,
}: Pick<ServerOptions, "views" | "me" | "clock">): (query: ViewQuery) => RowView {
  const haystacks = new WeakMap<Pipeline, string>();
  return ({ filter: text = "", view: name = "" }) => {
    const view = views.find((one) => one.name === name);
    if (name !== "" && !view) {
      const hint = `the views are: ${views.map((one) => one.name).join(", ") || "none"}`;
      throw new ServerError(404, "not-found", "there is no view of that name", hint);
    }
    const parsed = [view?.filter ?? "", text].map(parseFilter);
    const filter = { terms: parsed.flatMap((one) => one.filter.terms) };
    return {
      key: JSON.stringify([view?.filter.trim() ?? "", text.trim()]),
      filter,
      problems: parsed.flatMap((one) => one.problems),
      dependsOnTime: filter.terms.some(({ kind }) => kind === "age"),
      select(pipelines) {
        if (filter.terms.length === 0) return pipelines;
        const context = { now: clock.now(), me, among: pipelines, haystacks };
        return pipelines.filter(createFilterMatcher(filter, context));
      },
    };
  };
}
