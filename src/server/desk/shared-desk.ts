import { LRUCache } from "lru-cache";
import type { PipelineRun } from "../../model/pipeline-run.ts";
import type { RunDesk } from "../../model/run-desk.ts";
import type { Annotation, Job, LogChunk, RunParameter } from "../../model/run-detail.ts";
import { isUnfinished } from "../../model/run-status.ts";

/** What a run says may change so soon while it goes on, milliseconds. */
const FRESH_MS = 4_000;
/** A log that is written to is read on this often at most. */
const LOG_FRESH_MS = 1_500;
/** What has ended stays as it is, until somebody starts it again elsewhere. */
const ENDED_MS = 60_000;
/** Characters of all that is remembered together. */
const MOST_REMEMBERED = 50_000_000;

type Answer = readonly (Job | Annotation | RunParameter)[] | LogChunk;

interface Question {
  readonly ask: () => Promise<Answer>;
  readonly freshMs: (answer: Answer) => number;
}

/**
 * Makes one desk for however many look at the same run: a question that is under way, or was answered a
 * moment ago, is not asked again. What is asked ends with `lifetime`, not with whoever asked first.
 */
export function createSharedDesk(desk: RunDesk, lifetime: AbortSignal): RunDesk {
  const answers = new LRUCache<string, Answer, Question>({
    maxSize: MOST_REMEMBERED,
    maxEntrySize: MOST_REMEMBERED / 2,
    sizeCalculation: (answer) => ("text" in answer ? answer.text.length + 1 : 2_000),
    ttl: ENDED_MS,
    ignoreFetchAbort: true,
    async fetchMethod(_key, _stale, { context, options }) {
      const answer = await context.ask();
      options.ttl = context.freshMs(answer);
      return answer;
    },
  });

  async function share<Found extends Answer>(
    key: readonly (string | number | null)[],
    signal: AbortSignal,
    ask: () => Promise<Found>,
    freshMs: (found: Found) => number,
  ): Promise<Found> {
    // The key says which question it was, so that its answer is of that kind.
    const question = { ask, freshMs } as unknown as Question;
    const answer = answers.fetch(JSON.stringify(key), { context: question }) as Promise<Found>;
    return untilAborted(answer, signal);
  }

  function forget(run: PipelineRun): void {
    const start = JSON.stringify([run.source, run.id]).slice(0, -1);
    for (const key of [...answers.keys()]) if (key.startsWith(start)) answers.delete(key);
  }

  const freshFor = (run: PipelineRun) => () => (isUnfinished(run.status) ? FRESH_MS : ENDED_MS);

  return {
    ...desk,
    listJobs: (run, signal) =>
      share(
        [run.source, run.id, run.attempt, run.status, "jobs"],
        signal,
        () => desk.listJobs(run, lifetime),
        freshFor(run),
      ),
    listAnnotations: (run, job, signal) =>
      share(
        [run.source, run.id, run.attempt, run.status, "annotations", job.id],
        signal,
        () => desk.listAnnotations(run, job, lifetime),
        freshFor(run),
      ),
    readLog: (run, job, position, signal) =>
      share(
        [run.source, run.id, run.attempt, "log", job.id, position],
        signal,
        () => desk.readLog(run, job, position, lifetime),
        ({ isComplete }) => (isComplete ? ENDED_MS : LOG_FRESH_MS),
      ),
    listParameters: (run, signal) =>
      share(
        [run.source, run.id, run.attempt, "parameters"],
        signal,
        () => desk.listParameters(run, lifetime),
        () => ENDED_MS,
      ),
    async act(run, action, signal) {
      await desk.act(run, action, signal);
      forget(run);
    },
    async openGate(run, job, signal) {
      await desk.openGate(run, job, signal);
      forget(run);
    },
    async trigger(run, order, signal) {
      await desk.trigger(run, order, signal);
      forget(run);
    },
  };
}

/** Gives up waiting with whoever waits; the answer itself goes on, for the others. */
function untilAborted<Found>(answer: Promise<Found>, signal: AbortSignal): Promise<Found> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    signal.addEventListener("abort", giveUp, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}
