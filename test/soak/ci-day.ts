import type { Random } from "../../src/demo/world/random.ts";
import type { ProviderKind } from "../../src/model/pipeline-run.ts";
import type { RunStatus } from "../../src/model/run-status.ts";

/** One execution, planned before the day begins: what it is at any moment follows from the time. */
export interface PlannedRun {
  readonly id: number;
  readonly number: number;
  readonly branch: string;
  readonly workflow: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly outcome: "success" | "failed";
  /** When it is deleted, always before it has ended; null: never. */
  readonly deletedAtMs: number | null;
}

/** What is polled as one, or a job of a Jenkins, with all that happens in it that day. */
export interface PlannedRepo {
  readonly name: string;
  /** Oldest first. */
  readonly runs: readonly PlannedRun[];
  /** When a job disappears from its Jenkins; null: never. */
  readonly deletedAtMs: number | null;
}

/** A run as it stands at some moment. */
export interface RunNow extends PlannedRun {
  readonly status: Extract<RunStatus, "running" | "success" | "failed">;
}

const HOUR_MS = 3_600_000;
const RUNS_BEFORE = 3;

/** Plans a repository's day from `startMs` on: a few short runs on each of its rows. */
export function planRepo(
  random: Random,
  vendor: ProviderKind,
  name: string,
  startMs: number,
): PlannedRepo {
  const rows =
    vendor === "jenkins" ? ["main"] : ["main", "feature/login"].slice(0, random.whole(1, 2));
  const starts: { atMs: number; branch: string }[] = [];
  for (const branch of rows) {
    for (let index = 1; index <= RUNS_BEFORE; index += 1)
      starts.push({ atMs: startMs - index * 2 * HOUR_MS, branch });
    const count = random.whole(0, 2);
    for (let index = 0; index < count; index += 1)
      starts.push({ atMs: startMs + random.whole(0, 22.5 * HOUR_MS), branch });
  }
  starts.sort((a, b) => a.atMs - b.atMs);
  const runs = starts.map(({ atMs, branch }, index): PlannedRun => {
    const durationMs = random.whole(40, 200) * 1000;
    const isDeleted = vendor === "github" && atMs > startMs && random.chance(0.1);
    return {
      id: 1_000 + index,
      number: index + 1,
      branch,
      workflow: "CI",
      startMs: atMs,
      endMs: atMs + durationMs,
      outcome: random.chance(0.7) ? "success" : "failed",
      deletedAtMs: isDeleted ? atMs + durationMs / 2 : null,
    };
  });
  const vanishes = vendor === "jenkins" && random.chance(0.2);
  return { name, runs, deletedAtMs: vanishes ? startMs + random.whole(1, 20) * HOUR_MS : null };
}

/** The runs of a repository at a moment, newest first. */
export function listRunsAt({ runs }: PlannedRepo, nowMs: number): readonly RunNow[] {
  return runs
    .filter(
      (run) => run.startMs <= nowMs && !(run.deletedAtMs !== null && run.deletedAtMs <= nowMs),
    )
    .map((run) => ({ ...run, status: nowMs < run.endMs ? ("running" as const) : run.outcome }))
    .reverse();
}

/** When something last happened to a run, as servers say it. */
export function updatedAtMs({ startMs, endMs }: PlannedRun, nowMs: number): number {
  return nowMs < endMs ? startMs : endMs;
}
