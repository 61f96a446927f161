import { vi } from "vitest";
import type { PipelineRun } from "../../src/model/pipeline-run.ts";
import type { RunDeed, RunDesk } from "../../src/model/run-desk.ts";
import type {
  Annotation,
  Job,
  LogChunk,
  RunParameter,
  Step,
  TriggerForm,
} from "../../src/model/run-detail.ts";
import { ago } from "./make-pipeline.ts";

/** A step that passed, unless told otherwise. */
export function makeStep(changes: Partial<Step> = {}): Step {
  return {
    number: 1,
    name: "Set up job",
    status: "success",
    startedAt: ago(200),
    finishedAt: ago(190),
    durationSec: 10,
    ...changes,
  };
}

/** A job that passed, unless told otherwise. */
export function makeJob(changes: Partial<Job> = {}): Job {
  return {
    id: "j1",
    name: "build",
    stage: null,
    status: "success",
    conclusion: null,
    startedAt: ago(200),
    finishedAt: ago(140),
    durationSec: 60,
    url: null,
    steps: [],
    mayFail: false,
    gate: null,
    question: null,
    ...changes,
  };
}

/** The jobs of a run whose tests failed. */
export const FAILED_JOBS: readonly Job[] = [
  makeJob({ id: "lint", name: "lint", steps: [makeStep()] }),
  makeJob({
    id: "test",
    name: "test (node 20)",
    status: "failed",
    finishedAt: ago(19),
    durationSec: 181,
    steps: [makeStep(), makeStep({ number: 2, name: "Run npm test", status: "failed" })],
  }),
];

/** What a test lets a desk answer. */
export interface DeskAnswers {
  readonly can?: (run: PipelineRun, deed: RunDeed) => boolean;
  readonly jobs?: () => Promise<readonly Job[]>;
  readonly annotations?: readonly Annotation[];
  readonly parameters?: readonly RunParameter[];
  readonly log?: (position: string | null) => Promise<LogChunk>;
  readonly act?: RunDesk["act"];
  readonly form?: () => Promise<TriggerForm>;
  readonly mayChange?: boolean;
}

/** A desk whose calls a test can look at. */
export function makeDesk(answers: DeskAnswers = {}) {
  const {
    can = () => true,
    jobs = async () => FAILED_JOBS,
    annotations = [],
    parameters = [],
    log = async () => ({ text: "all is well\n", position: "1", isComplete: true }),
    act = async () => {},
    form = async () => ({ inputs: [], takesVariables: false, takesBranch: false }),
    mayChange = true,
  } = answers;
  return {
    mayChange,
    can,
    listJobs: vi.fn<RunDesk["listJobs"]>(jobs),
    listAnnotations: vi.fn<RunDesk["listAnnotations"]>(async () => annotations),
    readLog: vi.fn<RunDesk["readLog"]>((_run, _job, position) => log(position)),
    listParameters: vi.fn<RunDesk["listParameters"]>(async () => parameters),
    copyLog: vi.fn<RunDesk["copyLog"]>(async (_run, _job, sink) => {
      await sink(new TextEncoder().encode((await log(null)).text));
    }),
    act: vi.fn<RunDesk["act"]>(act),
    openGate: vi.fn<RunDesk["openGate"]>(async () => {}),
    describeTrigger: vi.fn<RunDesk["describeTrigger"]>(form),
    trigger: vi.fn<RunDesk["trigger"]>(async () => {}),
  } satisfies RunDesk;
}
