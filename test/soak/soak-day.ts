import { createRandom } from "../../src/demo/world/random.ts";
import { START_MS } from "../helpers/fake-clock.ts";
import { createSimulation } from "../helpers/simulation.ts";
import { CLOCK_ERROR_MS, type SoakHost, startSoakHost } from "./soak-host.ts";
import { type HostPlan, toSource } from "./soak-hosts.ts";

/** What there was to complain about, and what happened before it. */
export interface SoakReport {
  /** Broken promises, each with its time; empty where all is well. */
  readonly complaints: readonly string[];
  /** The last events before the first complaint, or of the day. */
  readonly events: readonly string[];
  readonly requests: number;
  readonly rows: number;
  readonly targets: number;
  /** The faults that requests really met. */
  readonly faultsMet: ReadonlySet<string>;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const STEP_MS = 60_000;
const INTERVAL_MS = 60_000;
const KEPT_EVENTS = 30;
const KEPT_COMPLAINTS = 20;

/** Lives a day of 24 simulated hours over servers whose faults the seed decides. */
export async function liveSoakDay(
  plans: readonly HostPlan[],
  seed: number | string,
): Promise<SoakReport> {
  const random = createRandom("soak", seed);
  const hosts: SoakHost[] = [];
  const countHeld = () => hosts.reduce((sum, { server }) => sum + server.countHeld(), 0);
  const simulation = createSimulation({ seed, countHeld });
  const { clock } = simulation;
  const diary = createDiary(now);
  let sleptMs = 0;

  function now(): number {
    return START_MS + Math.floor(clock.elapsedMs()) + sleptMs;
  }

  for (const plan of plans) {
    const host = await startSoakHost({
      plan,
      random,
      intervalMs: INTERVAL_MS,
      now,
      elapsedMs: clock.elapsedMs,
      onRequest: ({ target, fault }) => diary.noteRequest(plan.name, target, fault),
      complain: (sentence) => diary.complain(`${plan.name} ${sentence}`),
    });
    hosts.push(host);
    await simulation.addSource(toSource(plan, host.server.url), { intervalMs: INTERVAL_MS });
  }
  const monitor = simulation.createMonitor();
  const excuseAll = () => hosts.forEach((host) => void host.excuse());

  function check(): void {
    const { pipelines, sources } = monitor.getSnapshot();
    for (const host of hosts) {
      const rows = pipelines.filter(({ source }) => source === host.name);
      const state = sources.find(({ name }) => name === host.name);
      host.check(rows, state);
    }
  }

  async function live(untilMs: number): Promise<void> {
    while (clock.elapsedMs() < untilMs) {
      await clock.advance(Math.min(STEP_MS, untilMs - clock.elapsedMs()));
      if (random.chance(0.01)) for (const host of hosts) host.disturb();
      check();
    }
  }

  async function beOffline(untilMs: number): Promise<void> {
    diary.note("offline");
    for (const { server } of hosts) await server.shut();
    while (clock.elapsedMs() < untilMs) {
      excuseAll();
      await live(Math.min(untilMs, clock.elapsedMs() + STEP_MS));
    }
    excuseAll();
    for (const { server } of hosts) await server.open();
    diary.note("online again");
  }

  try {
    monitor.start();
    await live(5 * HOUR_MS);
    await beOffline(6 * HOUR_MS);
    await live(11 * HOUR_MS);
    diary.note("asleep for an hour: no timer runs, the time of day goes on");
    sleptMs += HOUR_MS;
    clock.shift(HOUR_MS);
    excuseAll();
    await live(16 * HOUR_MS);
    diary.note("the clock is set back by an hour");
    clock.shift(-CLOCK_ERROR_MS);
    await live(18 * HOUR_MS);
    diary.note("the clock is set right again");
    clock.shift(CLOCK_ERROR_MS);
    await live(DAY_MS);
    const { pipelines, sources } = monitor.getSnapshot();
    for (const { name, state } of sources) {
      if (state !== "ok") diary.complain(`${name} is ${state} at the end`);
    }
    for (const host of hosts) host.checkLimits();
    const targets = sources.reduce((sum, source) => sum + source.targets.length, 0);
    return { ...diary.read(), rows: pipelines.length, targets };
  } finally {
    simulation.close();
    for (const { server } of hosts) await server.shut();
  }
}

/** Keeps what happened lately until something goes wrong. */
function createDiary(now: () => number) {
  const complaints: string[] = [];
  const events: string[] = [];
  const faultsMet = new Set<string>();
  let requests = 0;
  const date = (sentence: string) => `${new Date(now()).toISOString()} ${sentence}`;

  function note(sentence: string): void {
    if (complaints.length > 0) return;
    events.push(date(sentence));
    if (events.length > KEPT_EVENTS) events.shift();
  }

  return {
    note,
    noteRequest(host: string, target: string | null, fault: string | null): void {
      requests += 1;
      if (fault !== null) faultsMet.add(fault);
      note(`${host} ${target ?? "discovery"}: ${fault ?? "well"}`);
    },
    complain(sentence: string): void {
      if (complaints.length < KEPT_COMPLAINTS) complaints.push(date(sentence));
    },
    read: () => ({ complaints, events, requests, faultsMet }),
  };
}
