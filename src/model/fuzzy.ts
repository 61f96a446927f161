import uFuzzy from "@leeoniya/ufuzzy";

// One letter may be missing from what was typed, within a name ("wbapp" finds "web-app").
const OPTIONS = { intraIns: 1, intraChars: "[a-z\\d/_.-]" };

/** Searches in texts; a factory because the library keeps its compiled options. */
export interface FuzzySearch {
  /** Indexes of the texts that hold the query or nearly do, in their own order. */
  find(texts: readonly string[], query: string): readonly number[];
  /** The same, the best match first. */
  rank(texts: readonly string[], query: string): readonly number[];
}

/**
 * Makes a search that ignores case and forgives a missing letter. What the fuzzy matcher has no
 * letters for (CJK, punctuation) is looked for as it stands.
 */
export function createFuzzySearch(): FuzzySearch {
  const fuzzy = new uFuzzy(OPTIONS);
  return {
    find(texts, query) {
      if (query.trim() === "") return texts.map((_, index) => index);
      if (!/^[\x20-\x7e]*[a-z\d][\x20-\x7e]*$/iu.test(query)) return findPlain(texts, query);
      return fuzzy.filter([...texts], query) ?? findPlain(texts, query);
    },
    rank(texts, query) {
      const found = this.find(texts, query);
      if (query.trim() === "" || found.length === 0) return found;
      const haystack = [...texts];
      const info = fuzzy.info([...found], haystack, query);
      if (info.idx.length === 0) return found;
      const order = fuzzy.sort(info, haystack, query);
      return order.flatMap((at) => info.idx[at] ?? []);
    },
  };
}

function findPlain(texts: readonly string[], query: string): readonly number[] {
  const wanted = query.trim().toLowerCase();
  return texts.flatMap((text, index) => (text.toLowerCase().includes(wanted) ? [index] : []));
}
