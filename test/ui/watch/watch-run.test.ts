import { describe, expect, it } from "vitest";
import { ProviderError } from "../../../src/model/provider-error.ts";
import type { RunEvent } from "../../../src/ui/state/run-view.ts";
import { watchRun } from "../../../src/ui/watch/watch-run.ts";
import { createFakeClock, settle } from "../../helpers/fake-clock.ts";
import { type DeskAnswers, type FAILED_JOBS, makeDesk, makeJob } from "../make-desk.ts";
import { makePipeline } from "../make-pipeline.ts";

const FAILED = makePipeline({ status: "failed" }).latest;
const RUNNING = makePipeline({ status: "running" }).latest;

function watch(run = FAILED, answers: DeskAnswers = {}, isOpen = true) {
  const desk = makeDesk(answers);
  const clock = createFakeClock();
  const events: RunEvent[] = [];
  const watched = watchRun({
    desk,
    clock,
    run,
    isOpen,
    send: (event) => events.push(event),
  });
  return { desk, clock, events, watched };
}

describe("an open run", () => {
  it("that has ended is asked about once, and why it failed is found out", async () => {
    const { desk, clock, events } = watch(FAILED, {
      annotations: [{ level: "failure", message: "expected 401", place: "a.ts:1" }],
      log: async () => ({ text: "ok\nError: no\n", position: "1", isComplete: true }),
    });
    await clock.advance(60_000);
    expect(desk.listJobs).toHaveBeenCalledTimes(1);
    expect(desk.readLog).toHaveBeenCalledTimes(1);
    expect(events.map(({ type }) => type)).toEqual(["jobs", "failure"]);
    expect(events[1]).toMatchObject({
      failure: {
        jobId: "test",
        annotations: [{ place: "a.ts:1" }],
        lines: [{ text: "ok" }, { text: "Error: no" }],
      },
    });
  });

  it("is asked once what it was started with, and not where a look has to do", async () => {
    const parameters = [{ name: "STAGE", value: "prod" }];
    const { desk, clock, events } = watch(RUNNING, { parameters });
    await clock.advance(10_000);
    expect(desk.listParameters).toHaveBeenCalledTimes(1);
    expect(events).toContainEqual(expect.objectContaining({ type: "parameters", parameters }));
    const glance = watch(RUNNING, { parameters }, false);
    await glance.clock.advance(10_000);
    expect(glance.desk.listParameters).not.toHaveBeenCalled();
  });

  it("is asked about every five seconds until it has ended", async () => {
    const { desk, clock, watched } = watch(RUNNING, { jobs: async () => [] });
    await clock.advance(10_000);
    expect(desk.listJobs).toHaveBeenCalledTimes(3);
    watched.update({ ...RUNNING, status: "success" });
    await clock.advance(60_000);
    expect(desk.listJobs).toHaveBeenCalledTimes(4);
  });

  it("whose jobs could not be read says why and tries again", async () => {
    const { clock, events } = watch(RUNNING, {
      jobs: () => Promise.reject(new ProviderError("timeout", "gh gave no answer")),
    });
    await clock.advance(5_000);
    expect(events).toHaveLength(2);
    expect(events[0]).toMatchObject({
      type: "jobs-failed",
      problem: expect.stringMatching(/gh gave no answer: check/u),
    });
  });

  it("of which the log cannot be read shows the rest", async () => {
    const { events, clock } = watch(FAILED, {
      log: () => Promise.reject(new ProviderError("not-found", "the log has expired")),
    });
    await clock.advance(0);
    expect(events.at(-1)).toMatchObject({
      failure: { problem: expect.stringMatching(/the log has expired/u) },
    });
  });

  it("that was left is not spoken of any more, and its request is broken off", async () => {
    let answer: (jobs: typeof FAILED_JOBS) => void = () => {};
    const late = new Promise<typeof FAILED_JOBS>((resolve) => {
      answer = resolve;
    });
    const { desk, clock, events, watched } = watch(RUNNING, { jobs: () => late });
    watched.stop();
    expect(desk.listJobs.mock.calls[0]?.[1].aborted).toBe(true);
    answer([makeJob()]);
    await settle();
    await clock.advance(60_000);
    expect(events).toEqual([]);
    expect(clock.countTimers()).toBe(0);
    expect(desk.listJobs).toHaveBeenCalledTimes(1);
  });
});
