import { formatCount } from "../../model/format-count.ts";
import type { RunStatus } from "../../model/run-status.ts";
import type { SourceState } from "../../model/snapshot.ts";
import { STATUS_WORDS, type StatusCounts } from "../../model/status-counts.ts";
import { measureWidth } from "../../model/text-width.ts";
import { formatClock, formatWait } from "./format-wait.ts";
import { clip, justify, pickFitting, type ScreenStyle } from "./screen-style.ts";

const MAIN: ReadonlySet<RunStatus> = new Set(["failed", "waiting", "running", "success"]);

/** Composes the first line: how many rows are in which state; quota and next poll at the right. */
export function composeSummary(
  { counts, muted }: { readonly counts: StatusCounts; readonly muted: number },
  sources: readonly SourceState[],
  title: string | null,
  style: ScreenStyle,
  exact: boolean,
): string {
  const { theme, width, glyphs } = style;
  const name = ` ${theme.strong("cimon")}${title === null ? "" : ` ${theme.accent(title)}`}`;
  const silent = muted === 0 ? [] : [theme.quiet(`${glyphs.muted} ${muted} muted`)];
  const long = joinParts(name, [...composeCounts(counts, style, "all"), ...silent], "   ");
  const middle = joinParts(name, composeCounts(counts, style, "main"), "   ");
  const short = joinParts(name, composeCounts(counts, style, "signs"), "  ");
  const next = composeNext(sources, style, exact);
  const full = [...composeQuotas(sources, style), ...next].join(theme.quiet(` ${glyphs.dot} `));
  const last = next.join("");
  const choices = [
    [long, full],
    [middle, full],
    [middle, last],
    [short, full],
    [short, last],
  ] as const;
  const fits = choices.find(([left, right]) => measureWidth(left + right) + 4 <= width);
  return fits ? justify(fits[0], `${fits[1]} `, style) : clip(short, width, glyphs.ellipsis);
}

/** Composes the one line of a terminal too small for a table; shorter and shorter down to a sign. */
export function composeTiny(counts: StatusCounts, loading: boolean, style: ScreenStyle): string {
  const { theme, width, glyphs } = style;
  const long = composeCounts(counts, style, "main");
  const short = composeCounts(counts, style, "signs");
  const name = ` ${theme.strong("cimon")}`;
  const wait = loading && counts.size === 0 ? [` ${theme.quiet("asking")}`] : [];
  const texts = [
    joinParts(name, [...long, ...wait], "  "),
    joinParts(name, [...short, ...wait], " "),
    short.join(" "),
    short.slice(0, 2).join(" "),
    short[0] ?? "",
    (short[0] ?? "").replaceAll(" ", ""),
  ];
  const worst = STATUS_WORDS.find(([status]) => (counts.get(status) ?? 0) > 0)?.[0];
  const sign = worst ? theme.status(worst, glyphs.status[worst]) : theme.quiet(glyphs.dot);
  return pickFitting([...texts.filter((text) => text !== ""), sign], width, glyphs.ellipsis);
}

function joinParts(name: string, parts: readonly string[], space: string): string {
  return [name, ...parts].join(space);
}

// All in words, those that matter most in words, or all as signs alone.
function composeCounts(
  counts: StatusCounts,
  { theme, glyphs }: ScreenStyle,
  which: "all" | "main" | "signs",
): readonly string[] {
  return STATUS_WORDS.flatMap(([status, word]) => {
    const count = counts.get(status) ?? 0;
    if (count === 0 || (which === "main" && !MAIN.has(status))) return [];
    const number = formatCount(count);
    const text = `${glyphs.status[status]} ${number}${which === "signs" ? "" : ` ${word}`}`;
    return [theme.status(status, text)];
  });
}

/** A tenth of a limit left is worth an alarm. */
const SCARCE = 0.1;

// The scarcest limit stands for all of them: it is the one that will run out.
function composeQuotas(
  sources: readonly SourceState[],
  { theme, now }: ScreenStyle,
): readonly string[] {
  const [scarcest] = sources
    .flatMap((source) => (source.quota && source.quota.limit > 0 ? [source] : []))
    .toSorted((a, b) => measureScarcity(b) - measureScarcity(a));
  const quota = scarcest?.quota;
  if (!scarcest || !quota) return [];
  const { name, pace } = scarcest;
  if (pace.pausedUntil !== null) {
    return [theme.alert(`${name} paused until ${formatClock(Date.parse(pace.pausedUntil), now)}`)];
  }
  const left = `${formatCount(quota.remaining)} left`;
  if (quota.remaining < quota.limit * SCARCE) return [theme.alert(`${name} ${left}`)];
  if (pace.perHour === null || pace.perHourLimit === null) return [theme.quiet(`${name} ${left}`)];
  return [
    theme.quiet(`${name} ${formatCount(pace.perHour)}/h of ${formatCount(pace.perHourLimit)}`),
  ];
}

/** From 0 to 1 how near a source is to its limit, 2 where it has come to it. */
function measureScarcity({ quota, pace }: SourceState): number {
  if (pace.pausedUntil !== null) return 2;
  const spent = quota === null ? 0 : 1 - quota.remaining / quota.limit;
  return Math.max(spent, (pace.perHour ?? 0) / (pace.perHourLimit ?? Number.POSITIVE_INFINITY));
}

function composeNext(
  sources: readonly SourceState[],
  { theme, now }: ScreenStyle,
  exact: boolean,
): readonly string[] {
  const targets = sources.flatMap((source) => source.targets);
  const asked = targets.filter(({ state }) => state !== "loading").length;
  if (sources.some(({ state }) => state === "loading")) {
    return targets.length === 0 ? [] : [theme.accent(`${asked}/${targets.length} asked`)];
  }
  const times = sources.flatMap(({ nextPollAt }) => nextPollAt ?? []).toSorted();
  const [next] = times;
  return next === undefined
    ? []
    : [theme.quiet(`next ${formatWait(Date.parse(next), now, exact)}`)];
}
