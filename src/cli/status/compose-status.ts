import { formatAge } from "../../model/format-age.ts";
import { formatCount } from "../../model/format-count.ts";
import { RUN_STATUSES, type RunStatus } from "../../model/run-status.ts";
import { STATUS_WORDS } from "../../model/status-counts.ts";
import type { Status } from "./read-status.ts";

/** A source that is watched is asked more often: what is older belongs to nobody who runs. */
const OLD_MS = 600_000;

/** How a line is drawn. */
export interface StatusStyle {
  readonly signs: Readonly<Record<RunStatus, string>>;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** What `cimon status --format json` prints: a stable shape for programs. */
export interface StatusDocument {
  /** ISO 8601 UTC, as all times. */
  readonly generatedAt: string;
  readonly savedAt: string;
  /** When anything of it was last known to be right. */
  readonly freshAt: string;
  /** Whole seconds since then. */
  readonly ageSec: number;
  readonly isOld: boolean;
  readonly rows: number;
  readonly counts: Readonly<Record<RunStatus, number>>;
  readonly sources: readonly {
    readonly name: string;
    /** Null where it was never read. */
    readonly freshAt: string | null;
    readonly isOld: boolean;
  }[];
}

/** Composes the line for a person: `✗ 2 failing  ● 3 running  ✓ 118 passing  lab 2h old`. */
export function composePlain(status: Status, style: StatusStyle): string {
  const counts = listCounts(status).map(
    ([word, count, state]) => `${style.signs[state]} ${count} ${word}`,
  );
  return [...orNone(counts), ...listOld(status, style.nowMs)].join("  ");
}

const TMUX_STYLES: Partial<Readonly<Record<RunStatus, string>>> = {
  failed: "fg=red,bold",
  waiting: "fg=magenta,bold",
  running: "fg=cyan",
  warning: "fg=yellow",
  success: "fg=green",
};

/** The same for tmux: signs and numbers alone, in tmux's own colours unless `hasColour` is false. */
export function composeTmux(status: Status, style: StatusStyle, hasColour: boolean): string {
  const paint = (text: string, look: string | undefined) =>
    hasColour && look !== undefined ? `#[${look}]${text}#[default]` : text;
  const counts = listCounts(status).map(([, count, state]) =>
    paint(`${style.signs[state]} ${count}`, TMUX_STYLES[state]),
  );
  // A sharp would begin a format of tmux's.
  const old = listOld(status, style.nowMs).map((text) =>
    paint(text.replaceAll("#", "##"), "fg=yellow"),
  );
  return [...orNone(counts), ...old].join(" ");
}

/** Makes the document for a program. */
export function toStatusDocument(status: Status, nowMs: number): StatusDocument {
  const { savedAt, freshAt, rows, counts } = status;
  const numbers = RUN_STATUSES.map((word) => [word, counts.get(word) ?? 0] as const);
  return {
    generatedAt: new Date(nowMs).toISOString(),
    savedAt,
    freshAt,
    ageSec: ageSeconds(status, nowMs),
    isOld: isOld(freshAt, nowMs),
    rows,
    counts: Object.fromEntries(numbers) as Record<RunStatus, number>,
    sources: status.sources.map((source) => ({ ...source, isOld: isOld(source.freshAt, nowMs) })),
  };
}

/** Whole seconds since anything was last known to be right. */
export function ageSeconds({ freshAt }: Pick<Status, "freshAt">, nowMs: number): number {
  return Math.max(0, Math.floor((nowMs - Date.parse(freshAt)) / 1_000));
}

function listCounts({ counts }: Status): readonly (readonly [string, string, RunStatus])[] {
  return STATUS_WORDS.flatMap(([state, word]) => {
    const count = counts.get(state) ?? 0;
    return count === 0 ? [] : [[word, formatCount(count), state] as const];
  });
}

function orNone(counts: readonly string[]): readonly string[] {
  return counts.length === 0 ? ["no runs"] : counts;
}

function isOld(freshAt: string | null, nowMs: number): boolean {
  return freshAt === null || nowMs - Date.parse(freshAt) > OLD_MS;
}

// All of it, or single sources.
function listOld({ freshAt, sources }: Status, nowMs: number): readonly string[] {
  if (isOld(freshAt, nowMs)) return [`${formatAge(Date.parse(freshAt), nowMs)} old`];
  return sources
    .filter((source) => isOld(source.freshAt, nowMs))
    .map(({ name, freshAt: at }) =>
      at === null ? `${name} not read` : `${name} ${formatAge(Date.parse(at), nowMs)} old`,
    );
}
