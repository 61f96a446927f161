import {
  type ActionOutcome,
  cancel,
  cancelJob,
  openGates,
  refuse,
  rerun,
  retryJob,
  trigger,
} from "./actions.ts";
import { type Appointment, arrive, planBeat } from "./arrivals.ts";
import { buildRepos } from "./build-repos.ts";
import { AUTHORS, PEOPLE, VIEWER } from "./people.ts";
import { createRandom } from "./random.ts";
import type { RunRecord } from "./records.ts";
import { branchKey, createSources } from "./sources.ts";
import { OPENING } from "./story.ts";
import type { DemoActionResult, World } from "./types.ts";
import { repoRevision, viewRepo } from "./view-repo.ts";
import { viewAttempt, viewRun } from "./view-run.ts";
import type { WorldState } from "./world-state.ts";

const MINUTE_MS = 60_000;

export interface WorldOptions {
  /** Any whole number; the same gives the same world. */
  readonly seed?: number;
  /** Divides every duration and gap; 1 unless said. Throws where it is not above 0. */
  readonly speed?: number;
  /** The clock, milliseconds since 1970; what it says first is the world's start. */
  readonly now: () => number;
}

/** Makes the demo's world, with its past already behind it. */
export function createWorld(options: WorldOptions): World {
  const { now } = options;
  const seed = options.seed ?? 1;
  const speed = options.speed ?? 1;
  if (!(speed > 0 && Number.isFinite(speed))) throw new RangeError("speed must be above 0");
  const startMs = now();
  const state: WorldState = {
    seed,
    speed,
    startMs,
    repos: buildRepos(seed, startMs, speed),
    runs: new Map(),
    runOfJob: new Map(),
    pipelines: new Map(),
    counters: new Map(),
  };
  const advance = createAdvance(state);
  /** Brings the world up to the present, and says when that is. */
  const present = (): number => {
    const nowMs = now();
    advance(nowMs);
    return nowMs;
  };

  const act = (
    found: Map<number, RunRecord>,
    id: number,
    action: (run: RunRecord, nowMs: number) => ActionOutcome,
  ): DemoActionResult => {
    const nowMs = present();
    const run = found.get(id);
    return answer(run === undefined ? "not-found" : action(run, nowMs), nowMs);
  };
  const answer = (outcome: ActionOutcome, nowMs: number): DemoActionResult =>
    typeof outcome === "string"
      ? { ok: false, reason: outcome }
      : { ok: true, run: viewRun(outcome, nowMs, now) };

  present();
  return {
    now,
    seed,
    speed,
    startedAt: startMs,
    people: PEOPLE,
    viewer: VIEWER,
    advance,
    repos(vendor) {
      const nowMs = present();
      return state.repos
        .filter((repo) => repo.spec.vendor === vendor)
        .map((repo) => viewRepo(repo, nowMs));
    },
    repo(vendor, wanted) {
      const nowMs = present();
      const found = state.repos.find(
        ({ id, spec }) => spec.vendor === vendor && (id === wanted || spec.fullName === wanted),
      );
      return found === undefined ? null : viewRepo(found, nowMs);
    },
    runs(repoId) {
      const nowMs = present();
      const repo = state.repos.find((one) => one.id === repoId);
      return (repo?.runs ?? []).map((run) => viewRun(run, nowMs, now)).reverse();
    },
    run(runId) {
      const nowMs = present();
      const run = state.runs.get(runId);
      return run === undefined ? null : viewRun(run, nowMs, now);
    },
    attempt(runId, number) {
      const nowMs = present();
      const run = state.runs.get(runId);
      if (run === undefined) return null;
      if (run.attempt.number === number) return viewRun(run, nowMs, now);
      const attempt = run.earlier.findLast((one) => one.number === number);
      return attempt === undefined ? null : viewAttempt(run, attempt, 0, nowMs, now);
    },
    job(jobId) {
      const nowMs = present();
      const record = state.runOfJob.get(jobId);
      if (record === undefined) return null;
      const attempts = [record.attempt, ...record.earlier];
      const attempt = attempts.find((one) => one.jobs.some((job) => job.id === jobId));
      if (attempt === undefined) return null;
      const run =
        attempt === record.attempt
          ? viewRun(record, nowMs, now)
          : viewAttempt(record, attempt, 0, nowMs, now);
      const job = run.jobs.find((one) => one.id === jobId);
      return job === undefined ? null : { run, job };
    },
    revision() {
      const nowMs = present();
      return state.repos.reduce((sum, repo) => sum + repoRevision(repo, nowMs), 0);
    },
    changedSince(repoId, sinceMs) {
      return this.runs(repoId).filter((run) => run.updatedAt >= sinceMs);
    },
    rerun: (runId, given = {}) =>
      act(state.runs, runId, (run, nowMs) =>
        rerun(state, run, nowMs, given.actor ?? VIEWER, given.failedOnly ?? false),
      ),
    cancel: (runId) => act(state.runs, runId, cancel),
    cancelJob: (jobId) => act(state.runOfJob, jobId, (run, nowMs) => cancelJob(run, jobId, nowMs)),
    retryJob: (jobId, actor = VIEWER) =>
      act(state.runOfJob, jobId, (run, nowMs) => retryJob(state, run, jobId, nowMs, actor)),
    trigger(request) {
      const nowMs = present();
      return answer(trigger(state, request, nowMs, request.actor ?? VIEWER), nowMs);
    },
    play: (jobId) => act(state.runOfJob, jobId, (run, nowMs) => openGates(run, nowMs, jobId)),
    approve: (runId) => act(state.runs, runId, (run, nowMs) => openGates(run, nowMs, null)),
    reject: (runId) => act(state.runs, runId, refuse),
  };
}

/** Makes what lets everything due happen in the order of its time, whatever the steps. */
function createAdvance(state: WorldState): (nowMs: number) => void {
  const { startMs, speed, seed } = state;
  const beats = OPENING.map((beat, index) => planBeat(state, PEOPLE, beat, index));
  const quiet = new Map<string, { from: number; to: number }>();
  for (const beat of beats) {
    const key = branchKey(beat.repo, beat.branch);
    const known = quiet.get(key);
    quiet.set(key, {
      from: Math.min(known?.from ?? Number.POSITIVE_INFINITY, beat.at - (20 * MINUTE_MS) / speed),
      to: Math.max(known?.to ?? 0, beat.at + (5 * MINUTE_MS) / speed, startMs + MINUTE_MS / speed),
    });
  }
  const sources = createSources(state.repos, seed, startMs, speed, quiet);
  const appointments: Appointment[] = [...beats];

  /** People run some failures again, now and then with luck. */
  const mayRepeat = (run: RunRecord) => {
    const { timeline } = run.attempt;
    const random = createRandom(seed, "repeat", run.id);
    if (timeline.outcome !== "failure" || run.repo.spec.vendor === "jenkins") return;
    if (!random.chance(0.15)) return;
    const at = Math.round(timeline.finishedAt + (random.between(40, 240) * 1_000) / speed);
    const actor = random.pick(AUTHORS);
    const act = () => {
      if (run.attempt.number === 1 && state.runs.has(run.id)) rerun(state, run, at, actor, true);
    };
    appointments.push({ at, act });
  };

  return (nowMs) => {
    for (;;) {
      const source = earliest(sources, (one) => one.nextAt);
      const appointment = earliest(appointments, (one) => one.at);
      const sourceAt = source?.nextAt ?? Number.POSITIVE_INFINITY;
      const appointmentAt = appointment?.at ?? Number.POSITIVE_INFINITY;
      if (Math.min(sourceAt, appointmentAt) > nowMs) return;
      if (appointment !== undefined && appointmentAt <= sourceAt) {
        appointments.splice(appointments.indexOf(appointment), 1);
        appointment.act();
      } else if (source !== undefined) {
        for (const run of arrive(state, source)) mayRepeat(run);
      }
    }
  };
}

function earliest<T>(items: readonly T[], time: (item: T) => number): T | undefined {
  let best: T | undefined;
  for (const item of items) {
    if (best === undefined || time(item) < time(best)) best = item;
  }
  return best;
}
