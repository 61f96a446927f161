/** One term of a filter as it was typed. */
export interface FilterToken {
  readonly negated: boolean;
  /** Lower case, without its colon; null for a free word. */
  readonly qualifier: string | null;
  /** The alternatives between the commas, without quotes and without empty ones. */
  readonly values: readonly string[];
  /** True where quotes were used: the words are meant as they stand. */
  readonly quoted: boolean;
}

// A term runs to the next space; a quoted part may hold spaces, and runs to the end while its
// closing quote has not been typed.
const TERM = /(?:"[^"]*(?:"|$)|[^\s"])+/gu;
const PIECE = /"([^"]*)(?:"|$)|,|[^",]+/gu;

/** Cuts a filter's text into its terms; any text is valid, half-typed ones included. */
export function splitFilter(text: string): readonly FilterToken[] {
  return [...text.matchAll(TERM)].flatMap(([term]) => readTerm(term) ?? []);
}

function readTerm(term: string): FilterToken | null {
  if (term === "-") return null;
  const negated = term.startsWith("-");
  const body = negated ? term.slice(1) : term;
  const qualified = /^([a-z]+):(.*)$/isu.exec(body);
  const value = qualified?.[2] ?? body;
  const values = qualified ? splitValues(value) : [value.replaceAll('"', "")];
  const token = { negated, values, quoted: value.includes('"') };
  if (qualified?.[1] !== undefined) return { ...token, qualifier: qualified[1].toLowerCase() };
  return values[0] === "" ? null : { ...token, qualifier: null };
}

function splitValues(text: string): readonly string[] {
  const values = [""];
  for (const [piece, inner] of text.matchAll(PIECE)) {
    if (piece === ",") values.push("");
    else values[values.length - 1] += inner ?? piece;
  }
  return values.filter((value) => value !== "");
}
