/** One line of the table. */
export interface BenchRow {
  readonly what: string;
  readonly measured: string;
  readonly goal: string;
  /** `note`: there is no goal; `skipped`: it could not be measured here. */
  readonly verdict: "ok" | "over" | "note" | "skipped";
}

/** Something to measure, by the name that `--only` takes. */
export interface Bench {
  readonly name: string;
  run(): Promise<readonly BenchRow[]>;
}

/** A row whose figure must stay below its goal. */
export function limitRow(
  what: string,
  value: number,
  limit: number,
  words: { readonly measured: string; readonly goal: string },
): BenchRow {
  return { what, ...words, verdict: value <= limit ? "ok" : "over" };
}
