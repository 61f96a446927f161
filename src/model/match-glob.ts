import picomatch from "picomatch";

/**
 * Makes a test from globs: `*` stays within one path segment, `**` crosses them, a leading `!` takes
 * names out again. The order does not matter; exclusions win; without an inclusion all others pass.
 */
export function createGlobMatcher(globs: readonly string[]): (name: string) => boolean {
  const included = globs.filter((glob) => !glob.startsWith("!"));
  const excluded = globs.filter((glob) => glob.startsWith("!")).map((glob) => glob.slice(1));
  const options = { dot: true, nonegate: true, nobrace: false };
  const isIncluded = included.length === 0 ? () => true : picomatch([...included], options);
  const isExcluded = excluded.length === 0 ? () => false : picomatch([...excluded], options);
  return (name) => isIncluded(name) && !isExcluded(name);
}

/** True for a pattern that may stand for more than one name. */
export function isGlob(pattern: string): boolean {
  return pattern.startsWith("!") || picomatch.scan(pattern).isGlob;
}
