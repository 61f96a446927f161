import { expect, it } from "vitest";
import type { WaitRules } from "../../../src/cli/wait/judge-wait.ts";
import { waitForRuns } from "../../../src/cli/wait/wait-for-runs.ts";
import type { PipelineRun } from "../../../src/model/pipeline-run.ts";
import type { Snapshot } from "../../../src/model/snapshot.ts";
import { createFakeClock, type FakeClock, settle } from "../../helpers/fake-clock.ts";
import { makePipeline, makeRun } from "../../helpers/make-run.ts";
import { makeSource, makeTarget } from "../../ui/make-pipeline.ts";

const RULES: WaitRules = { startTimeoutMs: 120_000, timeoutMs: null, isFailFast: false };

/** A feed whose runs are set by hand, and which was asked a moment ago whenever it is looked at. */
function makeFeed(clock: FakeClock) {
  const listeners = new Set<() => void>();
  let runs: readonly PipelineRun[] = [];
  let refreshes = 0;
  const getSnapshot = (): Snapshot => {
    const lastOkAt = new Date(clock.now()).toISOString();
    const sources = [makeSource({ targets: [makeTarget({ lastOkAt })] })];
    return { pipelines: runs.map((run) => makePipeline(run)), sources };
  };
  return {
    getSnapshot,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh() {
      refreshes += 1;
    },
    set(...next: readonly PipelineRun[]) {
      runs = next;
      for (const listener of [...listeners]) listener();
    },
    countListeners: () => listeners.size,
    countRefreshes: () => refreshes,
  };
}

function start(signal = new AbortController().signal) {
  const clock = createFakeClock();
  const feed = makeFeed(clock);
  const looks: number[] = [];
  let outcome: string | null = null;
  const onLook = () => looks.push(clock.now());
  const select = ({ pipelines }: Snapshot) => pipelines;
  const ended = waitForRuns({ feed, select, rules: RULES, clock, onLook, signal });
  ended.then(
    (end) => {
      outcome = end.outcome;
    },
    () => {
      outcome = "rejected";
    },
  );
  return { clock, feed, looks, ended, getOutcome: () => outcome };
}

const runEndingNow = (clock: FakeClock) =>
  makeRun({ finishedAt: new Date(clock.now()).toISOString() });

it("ends once all have ended and one more look has found nothing new, and leaves nothing behind", async () => {
  const { clock, feed, getOutcome } = start();
  feed.set(makeRun({ status: "running", finishedAt: null }));
  await clock.advance(60_000);
  expect([getOutcome(), feed.countRefreshes()]).toEqual([null, 0]);
  feed.set(runEndingNow(clock));
  await settle();
  expect([getOutcome(), feed.countRefreshes()]).toEqual([null, 1]);
  await clock.advance(1_000);
  expect(getOutcome()).toBe("passed");
  expect([feed.countListeners(), clock.countTimers()]).toEqual([0, 0]);
});

it("waits as well for a run that the end of another has started", async () => {
  const { clock, feed, getOutcome } = start();
  feed.set(runEndingNow(clock));
  const deploy = makeRun({ id: "2", workflow: "Deploy", status: "queued", finishedAt: null });
  feed.set(runEndingNow(clock), deploy);
  await clock.advance(600_000);
  expect(getOutcome()).toBeNull();
  feed.set(runEndingNow(clock), {
    ...deploy,
    status: "failed",
    finishedAt: runEndingNow(clock).finishedAt,
  });
  await clock.advance(1_000);
  expect(getOutcome()).toBe("failed");
});

it("is told about often enough for a line that counts seconds", async () => {
  const { clock, looks } = start();
  await clock.advance(5_000);
  expect(looks.length).toBeGreaterThanOrEqual(10);
});

it("rejects when it is aborted, and leaves nothing behind", async () => {
  const controller = new AbortController();
  const { clock, feed, ended, getOutcome } = start(controller.signal);
  await clock.advance(1_000);
  controller.abort(new Error("ended by SIGINT"));
  await expect(ended).rejects.toThrow("SIGINT");
  expect(getOutcome()).toBe("rejected");
  expect([feed.countListeners(), clock.countTimers()]).toEqual([0, 0]);
});
