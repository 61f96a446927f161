import type { Pipeline } from "./pipeline.ts";
import type { ProviderKind } from "./pipeline-run.ts";
import type { Quota } from "./provider.ts";
import type { ProviderErrorKind } from "./provider-error.ts";

/** A fault as it is shown beside the rows it made old. */
export interface SourceError {
  readonly kind: ProviderErrorKind;
  /** One sentence without a full stop: what is wrong. */
  readonly message: string;
  /** What to do next. */
  readonly hint: string;
  /** HTTP status, null where the server did not answer. */
  readonly status: number | null;
  /** When it first failed in this row of failures, ISO. */
  readonly since: string;
}

/** How a target is doing. */
export interface TargetState {
  readonly id: string;
  readonly state: "loading" | "ok" | "failing";
  readonly error: SourceError | null;
  /** When its rows were last known to be right, ISO; null before the first answer. */
  readonly lastOkAt: string | null;
  /** When it is asked next, ISO; null while a request is under way or after the end. */
  readonly nextPollAt: string | null;
}

/** How fast a source is asked. */
export interface SourcePace {
  /** Counted requests an hour as planned, over all that share the limit; null where there is none. */
  readonly perHour: number | null;
  /** The primary limit, counted an hour; null where there is none or none was told yet. */
  readonly perHourLimit: number | null;
  /** Until when nothing is sent, to keep to a limit, ISO; null while it is. */
  readonly pausedUntil: string | null;
}

/** How a source is doing, over all its targets. */
export interface SourceState {
  readonly name: string;
  readonly provider: ProviderKind;
  /** `partial`: some of its targets fail, the others are right. */
  readonly state: "loading" | "ok" | "partial" | "failing";
  /** The source's own fault, else the first of its failing targets'; null while all is well. */
  readonly error: SourceError | null;
  readonly quota: Quota | null;
  readonly pace: SourcePace;
  readonly targets: readonly TargetState[];
  /** The next poll of any of its targets, ISO; null while none is planned. */
  readonly nextPollAt: string | null;
}

/** All there is to show at one moment. Unchanged parts keep their identity from one to the next. */
export interface Snapshot {
  readonly pipelines: readonly Pipeline[];
  readonly sources: readonly SourceState[];
}

/** Where a viewer gets its snapshots from; fits React's `useSyncExternalStore`. */
export interface SnapshotFeed {
  getSnapshot(): Snapshot;
  /** Calls back after every change; returns the way to stop. */
  subscribe(listener: () => void): () => void;
  /** Asks every target now, or those of one repository. */
  refresh(repo?: string): void;
  /** Tells which rows a person sees, so that they are asked before others. */
  show(pipelines: readonly Pipeline[]): void;
}
