import type { AccessReport } from "./access.ts";
import type { PipelineRun, ProviderKind } from "./pipeline-run.ts";
import type {
  Annotation,
  Job,
  LogChunk,
  LogSink,
  RunParameter,
  TriggerForm,
  TriggerOrder,
} from "./run-detail.ts";

/** What is polled as one: a GitHub repository, a GitLab project, or a whole Jenkins. */
export interface Target {
  /** Unique within its source: `owner/name`, a project path, or `/` for a whole Jenkins. */
  readonly id: string;
  /** Its page for a person. */
  readonly url: string;
  /** When something last happened in it by the list it was found in, ISO; left out where none says. */
  readonly changedAt?: string;
}

/** A request for the runs of one target. */
export interface ListRunsRequest {
  readonly target: Target;
  /** What the last answer gave as `cursor`; null asks for the newest runs from scratch. */
  readonly cursor: string | null;
  /**
   * Runs of this target that were unfinished when last seen. The provider must answer for each of
   * them, even where it is no longer among the newest; one it leaves out counts as deleted.
   */
  readonly unfinished: readonly PipelineRun[];
  /** True for what runs or is on the screen: its requests go before others. Left out: true. */
  readonly isUrgent?: boolean;
  readonly signal: AbortSignal;
}

/** What a poll took. */
export interface PollCost {
  readonly requests: number;
  /** Those of them that count towards the primary limit. */
  readonly counted: number;
}

/** Runs as one poll saw them. */
export interface ListRunsResult {
  /** New and changed runs at least; runs already known and unchanged may be among them. */
  readonly runs: readonly PipelineRun[];
  /** Hand this back with the next request; null where the vendor has no such notion. */
  readonly cursor: string | null;
  /**
   * True where `runs` is all there is (a whole Jenkins), so that pipelines of this target which are
   * missing have been deleted.
   */
  readonly complete: boolean;
  /** The least the server asks us to wait before the next poll, milliseconds; null: no wish. */
  readonly pollAfterMs: number | null;
  /** Left out where nobody counted. */
  readonly cost?: PollCost;
}

/** What is left of a rate limit, by the server's own headers. */
export interface Quota {
  readonly limit: number;
  readonly remaining: number;
  /** ISO 8601 UTC, null where the server does not say. */
  readonly resetAt: string | null;
}

/**
 * One configured source behind one contract. Every method rejects with a `ProviderError`, or with
 * the signal's reason where it was aborted; none outlives its deadline.
 */
export interface Provider {
  readonly kind: ProviderKind;
  /** The configured source's name. */
  readonly source: string;
  /** What to poll: exact names as they stand, globs resolved by asking the server. */
  discoverTargets(signal: AbortSignal): Promise<readonly Target[]>;
  listRuns(request: ListRunsRequest): Promise<ListRunsResult>;
  /** The rate limit as last heard of, null where the vendor has none or was not asked yet. */
  quota(): Quota | null;

  // What follows is absent where a vendor has none of it, and the screen then does not offer it.

  /** What the server says of the one who asks; rejects with `auth` where it refuses the token. */
  readonly checkAccess?: (signal: AbortSignal) => Promise<AccessReport>;
  /** The login the token belongs to, for `actor:@me`; null where nobody is signed in. */
  readonly whoAmI?: (signal: AbortSignal) => Promise<string | null>;
  /** The jobs of a run, in the order in which they are meant to run. */
  readonly listJobs?: (run: PipelineRun, signal: AbortSignal) => Promise<readonly Job[]>;
  /** What tools found in the code during a job. */
  readonly listAnnotations?: (
    run: PipelineRun,
    job: Job,
    signal: AbortSignal,
  ) => Promise<readonly Annotation[]>;
  /** What a run was started with, in the order of its form. */
  readonly listParameters?: (
    run: PipelineRun,
    signal: AbortSignal,
  ) => Promise<readonly RunParameter[]>;
  /**
   * The log of a job from a position on; null for its end, as much of it as is worth holding in memory.
   * Of what has come since a position no more is held either. Rejects with `not-found` where the vendor
   * gives none before the job has ended.
   */
  readonly readLog?: (
    run: PipelineRun,
    job: Job,
    position: string | null,
    signal: AbortSignal,
  ) => Promise<LogChunk>;
  /** Hands the whole log of a job, as far as it goes by now, to `sink`, which can make it fail. */
  readonly copyLog?: (
    run: PipelineRun,
    job: Job,
    sink: LogSink,
    signal: AbortSignal,
  ) => Promise<void>;
  /** Starts all jobs of a run again. */
  readonly rerun?: (run: PipelineRun, signal: AbortSignal) => Promise<void>;
  /** Starts those again that failed, and what depends on them. */
  readonly rerunFailed?: (run: PipelineRun, signal: AbortSignal) => Promise<void>;
  readonly cancel?: (run: PipelineRun, signal: AbortSignal) => Promise<void>;
  /** Starts a manual job, or opens a gate. */
  readonly openGate?: (run: PipelineRun, job: Job, signal: AbortSignal) => Promise<void>;
  /** What a new run of the same workflow can be given; `refused` where nobody can start one by hand. */
  readonly describeTrigger?: (run: PipelineRun, signal: AbortSignal) => Promise<TriggerForm>;
  /** Starts a new run of the same workflow. */
  readonly trigger?: (run: PipelineRun, order: TriggerOrder, signal: AbortSignal) => Promise<void>;
}
