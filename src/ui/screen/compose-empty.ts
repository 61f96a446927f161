import type { Snapshot, SourceState } from "../../model/snapshot.ts";
import { showActionKey } from "../keys/show-key.ts";
import { isNarrowed } from "../state/narrowing.ts";
import type { ScreenState } from "../state/screen-state.ts";
import { composeBar as composeProgress } from "../table/progress-bar.ts";
import { describeFault } from "./compose-errors.ts";
import { clip, type ScreenStyle } from "./screen-style.ts";

const PROGRESS_WIDTH = 20;

/** What hides the rows: a filter just being typed, failing only and nothing else, or anything else. */
type NarrowedBy = "typing" | "failing" | "other";

/** Why there are no rows. */
export type Emptiness =
  | { readonly kind: "narrowed"; readonly hidden: number; readonly by: NarrowedBy }
  | { readonly kind: "loading" }
  | { readonly kind: "no-sources" }
  | { readonly kind: "failing" }
  | { readonly kind: "no-targets"; readonly names: readonly string[] }
  | { readonly kind: "no-runs"; readonly targets: number };

/** Finds out why there are no rows. */
export function explainEmptiness(
  { sources, pipelines }: Snapshot,
  { mode, narrowing }: Pick<ScreenState, "mode" | "narrowing">,
): Emptiness {
  if (pipelines.length > 0) {
    const failing = narrowing.failing && !isNarrowed({ ...narrowing, failing: false });
    const by = mode === "filter" ? "typing" : failing ? "failing" : "other";
    return { kind: "narrowed", hidden: pipelines.length, by };
  }
  if (sources.length === 0) return { kind: "no-sources" };
  if (sources.some(({ state }) => state === "loading")) return { kind: "loading" };
  if (sources.every(({ state }) => state === "failing")) return { kind: "failing" };
  const targets = sources.reduce((sum, source) => sum + source.targets.length, 0);
  if (targets > 0) return { kind: "no-runs", targets };
  return { kind: "no-targets", names: sources.map(({ name }) => name) };
}

/** Composes what stands in the place of the rows: why there are none, and what to do. */
export function composeEmpty(
  emptiness: Emptiness,
  sources: readonly SourceState[],
  style: ScreenStyle,
): readonly string[] {
  const { theme, width, glyphs } = style;
  const [title, ...rest] = composeText(emptiness, sources, style);
  const lines = ["", `   ${theme.strong(title ?? "")}`, ...rest.map((line) => `   ${line}`)];
  return lines.map((line) => clip(line, width, glyphs.ellipsis));
}

function composeText(
  emptiness: Emptiness,
  sources: readonly SourceState[],
  style: ScreenStyle,
): readonly string[] {
  const { theme } = style;
  switch (emptiness.kind) {
    case "narrowed": {
      const rows = emptiness.hidden === 1 ? "the only row" : `all ${emptiness.hidden} rows`;
      const title = emptiness.by === "failing" ? "Nothing is failing" : `The filter hides ${rows}`;
      const all = showActionKey(style, "table", "show-all");
      const way =
        emptiness.by === "typing" ? "esc takes it back" : `press ${all} to show everything`;
      return [title, theme.quiet(way)];
    }
    case "loading":
      return composeLoading(sources, style);
    case "no-sources":
      return ["No source is configured", theme.quiet("cimon reads .cimonrc.json; see its README")];
    case "failing":
      return [
        sources.length === 1 ? "The source cannot be read" : "None of the sources can be read",
        ...sources.flatMap(({ name, error }) =>
          error ? [theme.alert(describeFault(name, error))] : [],
        ),
        theme.quiet(
          `cimon goes on trying; ${showActionKey(style, "table", "refresh")} asks again now`,
        ),
      ];
    case "no-targets":
      return [
        "Nothing matches the configuration",
        theme.quiet(`${emptiness.names.join(", ")} answered, but has nothing by these names`),
        theme.quiet("check repos, projects or jobs, and what the token may see"),
      ];
    case "no-runs":
      return [
        "No runs yet",
        theme.quiet(
          `in ${countTargets(emptiness.targets)}; each appears here as soon as it starts`,
        ),
      ];
  }
}

function countTargets(count: number): string {
  return count === 1 ? "the one target there is" : `any of ${count} targets`;
}

function composeLoading(sources: readonly SourceState[], style: ScreenStyle): readonly string[] {
  const { theme, glyphs } = style;
  const targets = sources.flatMap((source) => source.targets);
  const asked = targets.filter(({ state }) => state !== "loading").length;
  const whom = sources.length === 1 ? sources[0]?.name : `${sources.length} sources`;
  const title = `Asking ${whom} ${glyphs.ellipsis}`;
  const lines = sources.map((source) => composeSource(source, style));
  if (targets.length === 0) return [title, ...lines];
  const bar = theme.accent(composeProgress(asked / targets.length, PROGRESS_WIDTH, glyphs));
  return [title, `${bar} ${asked}/${targets.length} targets`, "", ...lines];
}

function composeSource({ name, state, targets, error }: SourceState, style: ScreenStyle): string {
  const { theme, glyphs } = style;
  if (error)
    return `${theme.alert(glyphs.status.warning)} ${theme.alert(describeFault(name, error))}`;
  const asked = targets.filter((target) => target.state !== "loading").length;
  const count = targets.length === 0 ? "looking for targets" : `${asked}/${targets.length}`;
  return state === "loading"
    ? `${theme.quiet(glyphs.status.queued)} ${name}  ${theme.quiet(count)}`
    : `${theme.status("success", glyphs.status.success)} ${name}  ${theme.quiet(count)}`;
}
