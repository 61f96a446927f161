import type { PlainRepo, PlainRun } from "./plain-github.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A run's length. */
const RUN_MS = 270_000;

/** When something of a run changes: it is queued, begins, ends two of its three jobs, ends. */
const CHANGES_MS = [0, 10_000, 90_000, 180_000, RUN_MS] as const;

/** How a repository spends the hour after `startMs`. */
export type Habit =
  /** A run of four and a half minutes every six. */
  | "active"
  /** One such run in the hour. */
  | "once"
  | "quiet";

/** A repository with a past of twenty runs on its main branch. */
export function makeRepo(index: number, habit: Habit, startMs: number): PlainRepo {
  // The last change before the hour is minutes ago for some, weeks for others.
  const restMs = habit === "active" ? 6 * MINUTE_MS : (((index * 7_919) % 400) / 10 + 0.1) * DAY_MS;
  const gapMs = habit === "active" ? 6 * MINUTE_MS : DAY_MS;
  const offsetMs = (index * 37_003) % (6 * MINUTE_MS);
  const startsMs = Array.from(
    { length: 20 },
    (_, past) => startMs - restMs - past * gapMs + offsetMs,
  )
    .reverse()
    .map((atMs) => Math.min(atMs, startMs - 1));
  if (habit === "active")
    for (let run = 0; run <= 10; run += 1) startsMs.push(startMs + offsetMs + run * 6 * MINUTE_MS);
  if (habit === "once") startsMs.push(startMs + ((index * 97_001) % (50 * MINUTE_MS)));
  const name = `acme/repo-${index}`;
  return {
    name,
    pushedMs: startsMs.filter((atMs) => atMs < startMs).at(-1) ?? startMs,
    runsAt: (nowMs) =>
      startsMs
        .filter((atMs) => atMs <= nowMs)
        .map((atMs, run) => toRun(index * 1_000 + run, run, atMs, nowMs))
        .reverse(),
  };
}

function toRun(id: number, run: number, atMs: number, nowMs: number): PlainRun {
  const passed = CHANGES_MS.filter((changeMs) => atMs + changeMs <= nowMs);
  const isOver = passed.length === CHANGES_MS.length;
  return {
    id,
    number: run + 1,
    branch: "main",
    workflow: "CI",
    status: isOver ? "completed" : passed.length > 1 ? "in_progress" : "queued",
    conclusion: isOver ? (run % 7 === 3 ? "failure" : "success") : null,
    createdMs: atMs,
    updatedMs: atMs + (passed.at(-1) ?? 0),
  };
}

/** A repository of a hundred rows: one finished run of each of them, the first `running` unfinished. */
export function makeWideRepo(index: number, running: number, startMs: number): PlainRepo {
  const runs = Array.from({ length: 100 }, (_, row): PlainRun => {
    const isRunning = row < running;
    const createdMs = startMs - (isRunning ? 90_000 : (index * 100 + row + 10) * MINUTE_MS);
    return {
      id: 100_000 - row,
      number: 1_000 - row,
      branch: row % 4 === 0 ? "main" : `feature/topic-${row}`,
      workflow: `${["CI", "e2e", "lint", "deploy"][Math.floor(row / 4) % 4]}-${Math.floor(row / 16)}`,
      status: isRunning ? "in_progress" : "completed",
      // Failing rows come first, and the running ones are to be seen below them.
      conclusion: isRunning ? null : index === 0 && row >= 97 ? "failure" : "success",
      createdMs,
      updatedMs: isRunning ? createdMs + 5_000 : createdMs + 4 * MINUTE_MS,
    };
  });
  return { name: `acme/repo-${index}`, pushedMs: startMs - DAY_MS, runsAt: () => runs };
}
