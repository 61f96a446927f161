import type { RepoCount } from "../state/repositories.ts";
import { fitText } from "../table/fit-text.ts";
import type { ScreenLine, ScreenStyle } from "./screen-style.ts";

const LONGEST_NAME = 60;
const COUNTS_WIDTH = 24;

/** Composes the list of repositories, its first line standing for all, a window of `height` lines. */
export function composePicker(
  found: readonly RepoCount[],
  picked: number,
  total: { readonly pipelines: number; readonly failing: number },
  height: number,
  style: ScreenStyle,
): readonly ScreenLine[] {
  const selected = Math.min(picked, found.length);
  const first = Math.max(0, Math.min(selected - Math.floor(height / 2), found.length + 1 - height));
  const names = new Map<string, number>();
  for (const { repo } of found) names.set(repo, (names.get(repo) ?? 0) + 1);
  const all = { source: "", repo: "all repositories", ...total };
  return [all, ...found].slice(first, first + height).map((one, index) => {
    const ambiguous = (names.get(one.repo) ?? 0) > 1 && one.source !== "";
    const name = ambiguous ? `${one.repo} (${one.source})` : one.repo;
    const text = composeEntry(name, one, first + index === selected, style);
    return { key: `repo ${one.repo} ${one.source}`, text };
  });
}

function composeEntry(
  name: string,
  { pipelines, failing }: { readonly pipelines: number; readonly failing: number },
  selected: boolean,
  { theme, glyphs, width }: ScreenStyle,
): string {
  const nameWidth = Math.max(1, Math.min(LONGEST_NAME, width - COUNTS_WIDTH - 3));
  const bar = selected ? theme.accent(glyphs.selection) : " ";
  const shown = fitText(name, nameWidth, glyphs.ellipsis, "middle");
  const rows = `${String(pipelines).padStart(5)} ${pipelines === 1 ? "row " : "rows"}`;
  const fails = failing === 0 ? "" : `${glyphs.status.failed} ${failing}`;
  const line = [
    `${bar}  ${selected ? theme.strong(shown) : shown}`,
    theme.quiet(rows),
    theme.status("failed", fitText(fails, COUNTS_WIDTH - 14, glyphs.ellipsis, "end")),
  ].join("  ");
  return selected ? theme.selected(line) : line;
}
