import type { Random } from "../../src/demo/world/random.ts";
import type { Pipeline } from "../../src/model/pipeline.ts";
import type { SourceState } from "../../src/model/snapshot.ts";
import { START_MS } from "../helpers/fake-clock.ts";
import { planRepo } from "./ci-day.ts";
import { planFaults } from "./fault-plan.ts";
import { type FaultServer, type ServedRequest, startFaultServer } from "./fault-server.ts";
import type { HostPlan } from "./soak-hosts.ts";
import { createTargetWatch } from "./target-watch.ts";

/** A server of the day, and all that is held against what is asked of it and shown of it. */
export interface SoakHost {
  readonly name: string;
  readonly server: FaultServer;
  /** Nothing can be expected of its targets at this moment. */
  excuse(): void;
  /** Holds the rows and the state that are shown against what the server last said. */
  check(shown: readonly Pipeline[], state: SourceState | undefined): void;
  /** Another program spends of a limit that is shared. */
  disturb(): void;
  /** Holds the limits of the whole day. */
  checkLimits(): void;
}

/** What a host is made of. */
export interface SoakHostOptions {
  readonly plan: HostPlan;
  readonly random: Random;
  readonly intervalMs: number;
  /** The true time. */
  readonly now: () => number;
  /** Milliseconds into the day by the timers' count. */
  readonly elapsedMs: () => number;
  readonly onRequest: (request: ServedRequest) => void;
  readonly complain: (sentence: string) => void;
}

const MINUTE_MS = 60_000;

/** How far the clock is set back for a while. */
export const CLOCK_ERROR_MS = 3_600_000;

/** Ours, of GitHub's 900 points a minute. */
const MOST_PER_MINUTE = 450;
const MOST_AT_ONCE = 8;
const PRIMARY_SHARE = 0.8;

/** Plans a host's day and starts its server. */
export async function startSoakHost(options: SoakHostOptions): Promise<SoakHost> {
  const { plan, random, now, elapsedMs, complain } = options;
  const isJenkins = plan.vendor === "jenkins";
  const repos = plan.repos.map((name) => planRepo(random, plan.vendor, name, START_MS));
  const targets = isJenkins ? ["/"] : plan.repos;
  const faults = planFaults(random, targets, START_MS);
  const watches = targets.map((name) =>
    createTargetWatch({
      name,
      repos: isJenkins ? repos : repos.filter((repo) => repo.name === name),
      intervalMs: options.intervalMs,
      isEven: !plan.isShared,
      complain: (sentence) => complain(`${name} ${sentence}`),
    }),
  );
  const perMinute = new Map<number, number>();

  function onRequest(request: ServedRequest): void {
    options.onRequest(request);
    const minute = Math.floor(elapsedMs() / MINUTE_MS);
    perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
    const { waitUntilMs } = request;
    if (waitUntilMs !== null) {
      // What asks to wait speaks for the whole server.
      for (const watch of watches) watch.excuse(waitUntilMs);
    }
    watches.find(({ name }) => name === request.target)?.see(request, elapsedMs());
  }

  const server = await startFaultServer({ ...plan, repos, faults, now, onRequest });

  return {
    name: plan.name,
    server,
    excuse() {
      for (const watch of watches) watch.excuse(now());
    },
    check(shown, state) {
      const nowMs = now();
      const isPaused = state?.pace.pausedUntil != null;
      for (const watch of watches) {
        for (const { target, fromMs, untilMs } of faults) {
          const isOn = fromMs <= nowMs && nowMs < untilMs;
          if (isOn && (target === null || target === watch.name)) watch.excuse(untilMs);
        }
        if (isPaused && plan.isShared) watch.excuse(nowMs);
        const rows = shown.filter(({ target }) => target === watch.name);
        watch.check(rows, state, nowMs);
      }
    },
    disturb() {
      if (plan.isShared) server.quota?.spendElsewhere(random.whole(30, 120));
    },
    checkLimits() {
      const most = Math.max(0, ...perMinute.values());
      if (most > MOST_PER_MINUTE) complain(`was asked ${most} times in a minute`);
      if (server.mostAtOnce() > MOST_AT_ONCE) complain(`was asked ${server.mostAtOnce()} at once`);
      const { quota } = server;
      if (quota && quota.mostSpent() > PRIMARY_SHARE * quota.limit)
        complain(`was asked ${quota.mostSpent()} of ${quota.limit} times within an hour`);
    },
  };
}
