import { isActive } from "../src/model/run-status.ts";
import type { Snapshot } from "../src/model/snapshot.ts";
import { START_MS } from "../test/helpers/fake-clock.ts";
import { createSimulation } from "../test/helpers/simulation.ts";
import { type Bench, type BenchRow, limitRow } from "./bench-row.ts";
import { startPlainGithub } from "./plain-github.ts";
import { type Habit, makeRepo } from "./plain-repos.ts";

const HOUR_SEC = 3_600;
const MOST_AN_HOUR = 4_000;
const MOST_A_MINUTE = 450;

/** What an hour of watching came to. */
interface Hour {
  readonly counted: number;
  readonly requests: number;
  /** The most requests within any sixty seconds. */
  readonly mostAMinute: number;
  /** The oldest that a row of something queued or running ever was, seconds. */
  readonly oldestActiveSec: number;
  /** Until every repository had been read once, seconds. */
  readonly loadedSec: number;
  readonly tookSec: number;
}

/** Every tenth of the quiet repositories has one run in the hour. */
function toHabit(index: number, active: number): Habit {
  if (index < active) return "active";
  return index % 10 === 9 ? "once" : "quiet";
}

async function watchForAnHour(count: number, active: number): Promise<Hour> {
  const startedMs = performance.now();
  const simulation = createSimulation();
  const { clock } = simulation;
  const repos = Array.from({ length: count }, (_, index) =>
    makeRepo(index, toHabit(index, active), START_MS),
  );
  const server = await startPlainGithub(repos, clock.now);
  try {
    await simulation.addSource({
      provider: "github",
      source: "gh",
      url: server.url,
      token: "bench-token",
      repos: ["acme/*"],
    });
    const monitor = simulation.createMonitor();
    monitor.start();
    let oldestActiveSec = 0;
    let loadedSec = Number.NaN;
    for (let second = 1; second <= HOUR_SEC; second += 1) {
      await clock.advance(1_000);
      const snapshot = monitor.getSnapshot();
      oldestActiveSec = Math.max(oldestActiveSec, findOldestActive(snapshot, clock.now()));
      const isLoaded = snapshot.sources.every(({ state }) => state === "ok");
      if (isLoaded && Number.isNaN(loadedSec)) loadedSec = second;
    }
    const { served } = server;
    return {
      counted: served.filter(({ isCounted }) => isCounted).length,
      requests: served.length,
      mostAMinute: findMostAMinute(served.map(({ atMs }) => atMs)),
      oldestActiveSec,
      loadedSec,
      tookSec: (performance.now() - startedMs) / 1000,
    };
  } finally {
    simulation.close();
    await server.close();
  }
}

function findOldestActive({ pipelines, sources }: Snapshot, nowMs: number): number {
  const readAt = new Map(
    sources.flatMap(({ targets }) => targets.map(({ id, lastOkAt }) => [id, lastOkAt] as const)),
  );
  let oldestMs = 0;
  for (const { latest, target } of pipelines) {
    const at = readAt.get(target);
    if (isActive(latest.status) && at) oldestMs = Math.max(oldestMs, nowMs - Date.parse(at));
  }
  return oldestMs / 1000;
}

function findMostAMinute(times: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (const [index, atMs] of times.entries()) {
    while (atMs - (times[first] ?? atMs) >= 60_000) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

/** What a team's repositories cost an hour. */
export const benchFiftyRepos: Bench = {
  name: "fifty",
  async run() {
    const hour = await watchForAnHour(50, 5);
    const what = "50 repositories, 5 active, one hour";
    const measured = `${hour.counted} counted of ${hour.requests} requests`;
    return [limitRow(what, hour.counted, 499, { measured, goal: "under 500 counted" })];
  },
};

/** What a company's cost: the budget must hold, and what runs must not wait. */
export const benchThousandRepos: Bench = {
  name: "thousand",
  async run(): Promise<readonly BenchRow[]> {
    const hour = await watchForAnHour(1_000, 20);
    const what = "1,000 repositories, 20 active, one hour";
    const { counted, mostAMinute, oldestActiveSec, loadedSec, tookSec } = hour;
    return [
      limitRow(`${what}: spent`, counted, MOST_AN_HOUR, {
        measured: `${counted} counted of ${hour.requests} requests`,
        goal: "4,000 counted at most",
      }),
      limitRow(`${what}: rate`, mostAMinute, MOST_A_MINUTE, {
        measured: `${mostAMinute} in the busiest minute`,
        goal: "450 at most",
      }),
      limitRow(`${what}: age`, oldestActiveSec, 15, {
        measured: `oldest active row ${oldestActiveSec.toFixed(1)} s`,
        goal: "15 s at most",
      }),
      {
        what: `${what}: first answers`,
        measured: `all read after ${loadedSec} s (simulated in ${tookSec.toFixed(0)} s)`,
        goal: "",
        verdict: "note",
      },
    ];
  },
};
