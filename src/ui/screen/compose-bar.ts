import { formatCount } from "../../model/format-count.ts";
import { measureWidth } from "../../model/text-width.ts";
import type { Narrowing, View, ViewChoice } from "../state/narrowing.ts";
import type { TextInput } from "../state/text-input.ts";
import type { ViewCount, ViewCounts } from "../state/view-counts.ts";
import { clip, justify, type ScreenLine, type ScreenStyle, type Spot } from "./screen-style.ts";

/** One thing that can be chosen to be seen. */
interface Tab {
  readonly shows: ViewChoice;
  readonly key: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly count: ViewCount;
}

/** How much of the tabs is shown, depending on the room there is. */
type TabDetail = "counts" | "names" | "keys";

/** What is wanted of the line at its right, where it would be too long for both. */
const RIGHT_SHARE = 0.6;

/**
 * Composes the second line: the views there are with their counts, and at the right what narrows the
 * rows. Both stay in sight: where there is little room the counts go first, then the names of the
 * views that are not shown.
 */
export function composeBar(
  narrowing: Narrowing,
  views: readonly View[],
  counts: ViewCounts,
  problems: readonly string[],
  style: ScreenStyle,
): ScreenLine {
  const { theme, glyphs, width } = style;
  const { repo, filter } = narrowing;
  const parts = [
    ...(repo ? [theme.accent(repo.repo)] : []),
    ...(filter.trim() === "" ? [] : [`${theme.quiet("/")} ${theme.accent(filter.trim())}`]),
    ...(filter.trim() === "" ? [] : problems.slice(0, 1).map(theme.alert)),
  ];
  const tabs = listTabs(narrowing, views, counts);
  const all = parts.join(theme.quiet(` ${glyphs.dot} `));
  const least = measureWidth(composeTabs(tabs, "keys", style).join(""));
  const most = Math.max(Math.floor(width * RIGHT_SHARE), width - least - 2) - 1;
  const right = parts.length === 0 ? "" : `${clip(all, most, glyphs.ellipsis)} `;
  const choices = (["counts", "names", "keys"] as const).map((detail) =>
    composeTabs(tabs, detail, style),
  );
  const room = width - measureWidth(right) - 1;
  const fitting = choices.find((texts) => measureWidth(texts.join("")) <= room);
  const texts = fitting ?? choices.at(-1) ?? [];
  const spots = listSpots(tabs, texts).filter(({ to }) => to <= room);
  return { key: "bar", text: justify(texts.join(""), right, style), spots };
}

function listSpots(tabs: readonly Tab[], texts: readonly string[]): readonly Spot[] {
  let column = 1;
  return tabs.flatMap(({ shows }, index) => {
    const from = column;
    column += measureWidth(texts[index] ?? "");
    return column > from ? [{ from, to: column - 1, shows }] : [];
  });
}

function listTabs(
  { view, failing }: Narrowing,
  views: readonly View[],
  counts: ViewCounts,
): readonly Tab[] {
  const isAll = view === null && !failing;
  return [
    { shows: "all", key: "", name: "All", isActive: isAll, count: counts.all },
    { shows: "failing", key: "", name: "Failing", isActive: failing, count: counts.failing },
    ...counts.views.map((count, index) => ({
      shows: index,
      key: String(index + 1),
      name: views[index]?.name ?? "",
      isActive: view === index,
      count,
    })),
  ];
}

function composeTabs(
  tabs: readonly Tab[],
  detail: TabDetail,
  style: ScreenStyle,
): readonly string[] {
  return tabs.map((tab) => composeTab(tab, detail, style));
}

function composeTab(
  { key, name, isActive, count: { rows, wantsLook } }: Tab,
  detail: TabDetail,
  { theme, glyphs }: ScreenStyle,
): string {
  const isShort = detail === "keys" && !isActive;
  if (isShort && key === "") return "";
  const label = isShort ? key : [key, name].filter((part) => part !== "").join(" ");
  const count = detail === "counts" ? ` ${formatCount(rows)}` : "";
  const dot = wantsLook ? theme.status("failed", glyphs.unseen) : "";
  return isActive
    ? `${theme.accent(theme.strong(`[${label}${count}`))}${dot}${theme.accent(theme.strong("]"))} `
    : ` ${theme.quiet(`${label}${count}`)}${dot || " "} `;
}

/** Composes the second line while something is being typed there, the cursor drawn in it. */
export function composeInput(
  sign: string,
  input: TextInput,
  remark: string,
  style: ScreenStyle,
): string {
  const { theme } = style;
  const { letters, cursor } = input;
  const under = letters[cursor] ?? " ";
  const line = [
    ` ${theme.accent(sign)} ${letters.slice(0, cursor).join("")}`,
    theme.cursor(under),
    letters.slice(cursor + 1).join(""),
  ];
  return justify(line.join(""), `${remark} `, style);
}
