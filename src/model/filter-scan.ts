import type { Filter, FilterTerm } from "./filter.ts";

/** ASCII that JSON writes as it stands, without what makes a value a glob. */
const PLAIN = /^[^"\\*?[{\u0000-\u001f\u007f-\uffff]+$/;

/**
 * Makes a look at the JSON of a row that tells, without parsing it, whether it may pass a filter: false
 * only where it cannot. Null where the filter says nothing that could be looked for.
 */
export function createFilterScan(filter: Filter): ((json: string) => boolean) | null {
  const needles = filter.terms.map(listNeedles).filter((some) => some !== null);
  if (needles.length === 0) return null;
  return (json) => {
    const text = json.toLowerCase();
    return needles.every((some) => some.some((needle) => text.includes(needle)));
  };
}

/** Texts one of which is in every row that meets a term; null where that cannot be said. */
function listNeedles(term: FilterTerm): readonly string[] | null {
  if (term.negated) return null;
  switch (term.kind) {
    case "status":
      // A status that nobody knows is not written as the word.
      return term.statuses.includes("unknown") ? null : term.statuses.map((word) => `"${word}"`);
    case "field": {
      const values = term.values.map((value) => value.toLowerCase());
      return values.every((value) => PLAIN.test(value)) ? values : null;
    }
    default:
      return null;
  }
}
