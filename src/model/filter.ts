import { type FilterToken, splitFilter } from "./filter-tokens.ts";
import { RUN_STATUSES, type RunStatus } from "./run-status.ts";

const FILTER_FIELDS = ["repo", "branch", "workflow", "source", "actor", "event"] as const;

/** A qualifier that looks at one text of a run. */
export type FilterField = (typeof FILTER_FIELDS)[number];

/** One condition; a pipeline must meet them all. */
export type FilterTerm = { readonly negated: boolean } & (
  | { readonly kind: "word"; readonly text: string; readonly exact: boolean }
  | { readonly kind: "field"; readonly field: FilterField; readonly values: readonly string[] }
  | { readonly kind: "status"; readonly statuses: readonly RunStatus[] }
  | { readonly kind: "age"; readonly than: "younger" | "older"; readonly ageMs: number }
);

/** A filter as it is applied. */
export interface Filter {
  readonly terms: readonly FilterTerm[];
}

/** A filter and what of its text could not be understood, one sentence each. */
export interface ParsedFilter {
  readonly filter: Filter;
  readonly problems: readonly string[];
}

const STATUS_WORDS: ReadonlyMap<string, RunStatus> = new Map<string, RunStatus>([
  ...RUN_STATUSES.map((status) => [status, status] as const),
  ["failing", "failed"],
  ["failure", "failed"],
  ["passing", "success"],
  ["passed", "success"],
  ["canceled", "cancelled"],
]);

const AGE_UNITS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * Reads a filter. Never throws: what is half typed or not understood is left out of the filter and,
 * where a person should know, named in `problems`.
 */
export function parseFilter(text: string): ParsedFilter {
  const terms: FilterTerm[] = [];
  const problems: string[] = [];
  for (const token of splitFilter(text)) {
    const term = readToken(token);
    if (typeof term === "string") problems.push(term);
    else if (term) terms.push(term);
  }
  return { filter: { terms }, problems };
}

function readToken(token: FilterToken): FilterTerm | string | null {
  const { negated, qualifier, values, quoted } = token;
  const [first] = values;
  if (qualifier === null) {
    return first === undefined
      ? null
      : { kind: "word", negated, text: first, exact: quoted || negated };
  }
  if (isField(qualifier)) {
    return first === undefined ? null : { kind: "field", negated, field: qualifier, values };
  }
  if (qualifier === "status") return readStatus(values, negated);
  if (qualifier === "age") return readAge(first, negated);
  return `${qualifier}: is unknown; there are ${[...FILTER_FIELDS, "status", "age"].join(" ")}`;
}

function isField(word: string): word is FilterField {
  return FILTER_FIELDS.some((field) => field === word);
}

function readStatus(values: readonly string[], negated: boolean): FilterTerm | string | null {
  const statuses: RunStatus[] = [];
  for (const value of values) {
    const wanted = value.toLowerCase();
    const found = [...STATUS_WORDS].flatMap(([word, status]) =>
      word.startsWith(wanted) ? [status] : [],
    );
    if (found.length === 0)
      return `status:${value} is unknown; there are ${RUN_STATUSES.join(" ")}`;
    statuses.push(...found);
  }
  return statuses.length === 0 ? null : { kind: "status", negated, statuses };
}

function readAge(value: string | undefined, negated: boolean): FilterTerm | string | null {
  if (value === undefined || /^[<>]?$/u.test(value)) return null;
  const match = /^([<>]?)(\d+(?:\.\d+)?)([smhdw])$/iu.exec(value);
  const unitMs = AGE_UNITS[match?.[3]?.toLowerCase() ?? ""];
  if (!match || unitMs === undefined) return `age:${value} is no age; write age:<2h or age:>1d`;
  const than = match[1] === ">" ? "older" : "younger";
  return { kind: "age", negated, than, ageMs: Number(match[2]) * unitMs };
}
