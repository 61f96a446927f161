import { closestMatch } from "leven";
import { parseDuration } from "../config/parse-duration.ts";
import type { ResolvedConfig, ResolvedSource } from "../config/resolved-config.ts";
import { type Filter, parseFilter } from "../model/filter.ts";
import { createGlobMatcher } from "../model/match-glob.ts";
import type { CommonOptions } from "./options.ts";
import { UsageError } from "./usage-error.ts";

/** What the command line narrows the configuration to. */
export interface Selection {
  readonly sources: readonly ResolvedSource[];
  readonly intervalMs: number;
  readonly includesRepo: (repo: string) => boolean;
  readonly includesBranch: (branch: string) => boolean;
  readonly filter: Filter;
}

/** The sources of these names, all where there are none; throws a {@link UsageError} for an unknown one. */
export function selectSources<Source extends { readonly name: string }>(
  sources: readonly Source[],
  names: readonly string[],
): readonly Source[] {
  const known = sources.map((source) => source.name);
  for (const name of names) {
    if (known.includes(name)) continue;
    const nearest = closestMatch(name, known, { maxDistance: 3 });
    const hint = nearest === undefined ? null : `did you mean "${nearest}"?`;
    throw new UsageError(
      `--source: the configuration has no source "${name}"`,
      hint ?? `its sources are: ${known.join(", ")}`,
    );
  }
  return names.length === 0 ? sources : sources.filter((source) => names.includes(source.name));
}

/** Parses `--filter`; throws a {@link UsageError} where it is wrong. */
export function selectFilter(text: string): Filter {
  const { filter, problems } = parseFilter(text);
  const [problem] = problems;
  if (problem !== undefined) throw new UsageError(`--filter: ${problem}`, 'see README, "Filter"');
  return filter;
}

function selectInterval(text: string | undefined, config: ResolvedConfig): number {
  if (text === undefined) return config.intervalMs;
  const intervalMs = parseDuration(text);
  if (intervalMs === null || intervalMs < 5_000) {
    throw new UsageError(
      `--interval: "${text}" is no duration of 5 s or more`,
      "write 30, 30s, 10m or 1h",
    );
  }
  return intervalMs;
}

/** Applies the common options to a configuration; throws a {@link UsageError} where they do not fit. */
export function selectFromConfig(config: ResolvedConfig, options: CommonOptions): Selection {
  return {
    sources: selectSources(config.sources, options.source ?? []),
    intervalMs: selectInterval(options.interval, config),
    includesRepo: createGlobMatcher(options.repo ?? []),
    includesBranch: createGlobMatcher(options.branch ?? []),
    filter: selectFilter(options.filter ?? ""),
  };
}
