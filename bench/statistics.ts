/** The value below which the given share (0 to 1) of the sample lies; NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const index = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  return sorted[index] ?? Number.NaN;
}

/** The middle of the sample. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
