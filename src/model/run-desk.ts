import type { PipelineRun } from "./pipeline-run.ts";
import type {
  Annotation,
  Job,
  LogChunk,
  LogSink,
  RunParameter,
  TriggerForm,
  TriggerOrder,
} from "./run-detail.ts";

/** What can be asked about a run. */
type RunQuestion = "jobs" | "annotations" | "parameters" | "log" | "wholeLog";

/** What can be done to a run as a whole. */
export type RunAction = "rerun" | "rerunFailed" | "cancel";

/** Everything a desk may offer for a run. */
export type RunDeed = RunQuestion | RunAction | "openGate" | "trigger";

const CHANGES: ReadonlySet<RunDeed> = new Set([
  "rerun",
  "rerunFailed",
  "cancel",
  "openGate",
  "trigger",
]);

/** True for what changes something, and is not for those who may only look. */
export function isChange(deed: RunDeed): boolean {
  return CHANGES.has(deed);
}

/**
 * Where a viewer asks about one run, and acts on it, whatever source it came from. A method rejects
 * as the provider's does: with a `ProviderError`, or with the signal's reason where it was aborted.
 */
export interface RunDesk {
  /** False where nothing is to be changed, whatever the vendors have: no key for it is shown. */
  readonly mayChange: boolean;
  /** True where the run's vendor has it and changing things is allowed. Ask before you offer it. */
  can(run: PipelineRun, deed: RunDeed): boolean;
  /** The jobs of a run, in the order in which they are meant to run. */
  listJobs(run: PipelineRun, signal: AbortSignal): Promise<readonly Job[]>;
  listAnnotations(run: PipelineRun, job: Job, signal: AbortSignal): Promise<readonly Annotation[]>;
  /** What a run was started with. */
  listParameters(run: PipelineRun, signal: AbortSignal): Promise<readonly RunParameter[]>;
  /** The log of a job from a position on; null for its end, as much as is worth holding. */
  readLog(
    run: PipelineRun,
    job: Job,
    position: string | null,
    signal: AbortSignal,
  ): Promise<LogChunk>;
  /** Hands the whole log of a job to `sink`, piece by piece. */
  copyLog(run: PipelineRun, job: Job, sink: LogSink, signal: AbortSignal): Promise<void>;
  act(run: PipelineRun, action: RunAction, signal: AbortSignal): Promise<void>;
  /** Starts a manual job, or opens a gate. */
  openGate(run: PipelineRun, job: Job, signal: AbortSignal): Promise<void>;
  /** What a new run of the same workflow can be given; `refused` where nobody can start one by hand. */
  describeTrigger(run: PipelineRun, signal: AbortSignal): Promise<TriggerForm>;
  /** Starts a new run of the same workflow. */
  trigger(run: PipelineRun, order: TriggerOrder, signal: AbortSignal): Promise<void>;
}
