import { describe, expect, it } from "vitest";
import type { PipelineRun } from "../../../src/model/pipeline-run.ts";
import { ProviderError } from "../../../src/model/provider-error.ts";
import type { LogEvent } from "../../../src/ui/state/log-view.ts";
import { watchLog } from "../../../src/ui/watch/watch-log.ts";
import { createFakeClock } from "../../helpers/fake-clock.ts";
import { type DeskAnswers, makeDesk, makeJob } from "../make-desk.ts";
import { makePipeline } from "../make-pipeline.ts";

const RUNNING_JOB = makeJob({ status: "running", finishedAt: null });
const GITLAB = makePipeline({ provider: "gitlab", status: "running" }).latest;
const GITHUB = makePipeline({ status: "running" }).latest;

function watch(run: PipelineRun, job = RUNNING_JOB, answers: DeskAnswers = {}) {
  const desk = makeDesk(answers);
  const clock = createFakeClock();
  const events: LogEvent[] = [];
  const watched = watchLog({ desk, clock, run, job, send: (event) => events.push(event) });
  return { desk, clock, events, watched };
}

describe("a log", () => {
  it("is read on where it ended until nothing can follow", async () => {
    const { desk, clock, events } = watch(GITLAB, RUNNING_JOB, {
      log: async (position) =>
        position === "2"
          ? { text: "c", position: "3", isComplete: true }
          : { text: "a", position: String(Number(position) + 1), isComplete: false },
    });
    await clock.advance(60_000);
    expect(desk.readLog.mock.calls.map((call) => call[2])).toEqual([null, "1", "2"]);
    expect(events).toHaveLength(3);
    expect(clock.countTimers()).toBe(0);
  });

  it("that takes its server long is read on less often", async () => {
    const clock = createFakeClock();
    const desk = makeDesk({
      log: (position) =>
        new Promise((resolve) => {
          const chunk = { text: "a", position: String(position), isComplete: false };
          clock.setTimer(() => resolve(chunk), 4_000);
        }),
    });
    watchLog({ desk, clock, run: GITLAB, job: RUNNING_JOB, send: () => {} });
    await clock.advance(4_000);
    await clock.advance(19_000);
    expect(desk.readLog).toHaveBeenCalledTimes(1);
    await clock.advance(1_000);
    expect(desk.readLog).toHaveBeenCalledTimes(2);
  });

  it("of GitHub is not asked for before its job has ended, then at once", async () => {
    const { desk, clock, events, watched } = watch(GITHUB);
    await clock.advance(10_000);
    expect(desk.readLog).not.toHaveBeenCalled();
    expect(events).toEqual([{ type: "log-later", job: "j1" }]);
    watched.update(makeJob());
    await clock.advance(0);
    expect(events.at(-1)).toMatchObject({ type: "log", chunk: { isComplete: true } });
  });

  it("that is not there yet is asked for again", async () => {
    const { clock, events } = watch(GITLAB, RUNNING_JOB, {
      log: () => Promise.reject(new ProviderError("not-found", "no log")),
    });
    await clock.advance(5_000);
    expect(events.map(({ type }) => type)).toEqual(["log-later", "log-later"]);
  });

  it("of an ended job that cannot be read says why, and is read again when asked to", async () => {
    const { clock, events, watched } = watch(GITLAB, makeJob(), {
      log: () => Promise.reject(new ProviderError("auth", "lab does not allow it")),
    });
    await clock.advance(600_000);
    expect(events).toMatchObject([
      { type: "log-failed", problem: expect.stringMatching(/lab does not allow it/u) },
    ]);
    watched.refresh();
    await clock.advance(0);
    expect(events).toHaveLength(2);
  });

  it("of an ended job comes by itself once its server can be reached again", async () => {
    let isReachable = false;
    const { desk, clock, events } = watch(GITLAB, makeJob(), {
      log: async () => {
        if (isReachable) return { text: "a", position: "1", isComplete: true };
        throw new ProviderError("network", "lab cannot be reached");
      },
    });
    await clock.advance(600_000);
    // Ever less often, and once a minute at least.
    expect(desk.readLog.mock.calls.length).toBeGreaterThan(9);
    expect(desk.readLog.mock.calls.length).toBeLessThan(16);
    isReachable = true;
    await clock.advance(60_000);
    expect(events.at(-1)).toMatchObject({ type: "log", chunk: { text: "a" } });
    expect(clock.countTimers()).toBe(0);
  });

  it("waits as long as its server says", async () => {
    const clock = createFakeClock();
    const retryAtMs = clock.now() + 300_000;
    const fault = new ProviderError("rate-limited", "slow down", { retryAtMs });
    const desk = makeDesk({ log: () => Promise.reject(fault) });
    watchLog({ desk, clock, run: GITLAB, job: makeJob(), send: () => {} });
    await clock.advance(299_000);
    expect(desk.readLog).toHaveBeenCalledTimes(1);
    await clock.advance(2_000);
    expect(desk.readLog).toHaveBeenCalledTimes(2);
  });

  it("that has expired is told without advice that would not help", async () => {
    const { clock, events } = watch(GITHUB, makeJob(), {
      log: () => Promise.reject(new ProviderError("not-found", "it may have expired")),
    });
    await clock.advance(0);
    expect(events).toEqual([{ type: "log-failed", job: "j1", problem: "it may have expired" }]);
  });

  it("that was left is read no further", async () => {
    const { desk, clock, events, watched } = watch(GITLAB, RUNNING_JOB, {
      log: async () => ({ text: "a", position: "1", isComplete: false }),
    });
    watched.stop();
    expect(desk.readLog.mock.calls[0]?.[3].aborted).toBe(true);
    await clock.advance(60_000);
    expect(events).toEqual([]);
    expect(clock.countTimers()).toBe(0);
  });
});
