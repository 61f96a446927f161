import { formatAge } from "../../model/format-age.ts";
import type { SourceError, SourceState, TargetState } from "../../model/snapshot.ts";
import { formatClock, formatWait } from "./format-wait.ts";
import { clip, justify, pickFitting, type ScreenStyle } from "./screen-style.ts";

/** The sources that have a fault to show. */
export function listTroubled(sources: readonly SourceState[]): readonly SourceState[] {
  return sources.filter(({ error }) => error !== null);
}

/** Composes one line a source in trouble, at most `count`; the last one then says how many more. */
export function composeErrors(
  sources: readonly SourceState[],
  count: number,
  style: ScreenStyle,
  exact: boolean,
): readonly string[] {
  const troubled = listTroubled(sources);
  const shown = troubled.length > count ? troubled.slice(0, Math.max(0, count - 1)) : troubled;
  const lines = shown.map((source) => composeError(source, style, exact));
  const more = troubled.length - shown.length;
  if (more === 0 || count === 0) return lines;
  const names = troubled.slice(shown.length).map(({ name }) => name);
  const text = style.theme.alert(
    ` ${more} ${shown.length > 0 ? "more " : ""}in trouble: ${names.join(", ")}`,
  );
  return [...lines, clip(text, style.width, style.glyphs.ellipsis)];
}

function composeError(source: SourceState, style: ScreenStyle, exact: boolean): string {
  const { theme, now, width, glyphs } = style;
  const { error, name } = source;
  if (!error) return "";
  const failing = source.targets.filter(({ state }) => state === "failing");
  const which = describeTargets(source, failing);
  const { message } = error;
  const says =
    message.startsWith(`${name} `) && which === "" ? message : `${name}: ${which}${message}`;
  const since = ` since ${formatClock(Date.parse(error.since), now)}`;
  const age = composeRowsAge(failing, now);
  const next = composeNextTry(source, failing, now, exact);
  const start = theme.alert(` ${says}`);
  const rest = theme.quiet(`${since}${age}${next}`);
  const hint = theme.quiet(` ${glyphs.dash} ${error.hint}`);
  const full = pickFitting([start + rest + hint, start + rest], width, glyphs.ellipsis);
  // When it is tried again matters more than the last words of what went wrong.
  return full.includes(glyphs.ellipsis)
    ? justify(start, theme.quiet(`${next.slice(2)} `), style)
    : full;
}

function describeTargets({ targets, state }: SourceState, failing: readonly TargetState[]): string {
  const [first] = failing;
  if (state !== "partial" || !first) return "";
  return failing.length === 1
    ? `${first.id}: `
    : `${failing.length} of ${targets.length} fail, first ${first.id}: `;
}

function composeRowsAge(failing: readonly TargetState[], now: number): string {
  const [oldest] = failing.flatMap(({ lastOkAt }) => lastOkAt ?? []).toSorted();
  if (oldest === undefined) return ", no rows yet";
  const age = formatAge(Date.parse(oldest), now);
  return age === "now" ? "" : `, rows are ${age} old`;
}

function composeNextTry(
  source: SourceState,
  failing: readonly TargetState[],
  now: number,
  exact: boolean,
): string {
  const times = failing.flatMap(({ nextPollAt }) => nextPollAt ?? []).toSorted();
  const next = times[0] ?? (failing.length === 0 ? source.nextPollAt : null);
  if (next === null || next === undefined) return ", trying now";
  const wait = formatWait(Date.parse(next), now, exact);
  return wait === "now" ? ", trying now" : `, next try in ${wait}`;
}

/** A fault and what to do about it, for a screen that has nothing else to show. */
export function describeFault(name: string, error: SourceError): string {
  const { message } = error;
  return `${message.startsWith(`${name} `) ? message : `${name}: ${message}`}; ${error.hint}`;
}
