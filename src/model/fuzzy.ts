import uFuzzy from "@leeoniya/ufuzzy";

// One letter may be missing from what was typed, within a name ("wbapp" finds "web-app").
const OPTIONS = { intraIns: 1, intraChars: "[a-z\\d/_.-]" };

/** What is longer is hardly typed from memory. */
const LONGEST_FUZZY = 32;
const MOST_WORDS = 3;
const MOST_DOUBLED = 4;

/** Searches in texts; a factory because the library keeps its compiled options. */
export interface FuzzySearch {
  /** Indexes of the texts that hold the query or nearly do, in their own order. */
  find(texts: readonly string[], query: string): readonly number[];
  /** The same, the best match first. */
  rank(texts: readonly string[], query: string): readonly number[];
}

/**
 * Makes a search that ignores case and forgives a missing letter. What the fuzzy matcher has no
 * letters for (CJK, punctuation), and what is long or doubles many letters, is looked for as it stands.
 */
export function createFuzzySearch(): FuzzySearch {
  const fuzzy = new uFuzzy(OPTIONS);
  return {
    find(texts, query) {
      if (query.trim() === "") return texts.map((_, index) => index);
      if (!isFuzzy(query)) return findPlain(texts, query);
      return fuzzy.filter([...texts], query) ?? findPlain(texts, query);
    },
    rank(texts, query) {
      const found = this.find(texts, query);
      if (query.trim() === "" || found.length === 0 || !isFuzzy(query)) return found;
      const haystack = [...texts];
      const info = fuzzy.info([...found], haystack, query);
      if (info.idx.length === 0) return found;
      const order = fuzzy.sort(info, haystack, query);
      return order.flatMap((at) => info.idx[at] ?? []);
    },
  };
}

// With a letter that may be missing after each, and anything between words, doubled letters and rows of
// words can be read in so many ways that a search for many of them would not end in a person's life.
function isFuzzy(query: string): boolean {
  const words = query.split(/[^a-z\d']+/iu).filter((word) => word !== "");
  if (words.length > MOST_WORDS) return false;
  const isKnown = /^[\x20-\x7e]*[a-z\d][\x20-\x7e]*$/iu.test(query);
  const doubled = query.match(/(\S)(?=\1)/giu)?.length ?? 0;
  return isKnown && query.length <= LONGEST_FUZZY && doubled <= MOST_DOUBLED;
}

function findPlain(texts: readonly string[], query: string): readonly number[] {
  const wanted = query.trim().toLowerCase();
  return texts.flatMap((text, index) => (text.toLowerCase().includes(wanted) ? [index] : []));
}
