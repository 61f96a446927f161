import type { PipelineInsight } from "./insight.ts";
import type { Pipeline } from "./pipeline.ts";
import type { ProviderErrorKind } from "./provider-error.ts";
import type { RunDeed } from "./run-desk.ts";
import type { SourceState, TargetState } from "./snapshot.ts";

/** Raised when a client of before could no longer understand what is sent. */
export const PROTOCOL = 1;

/** What somebody may do: look, or also start, stop and open. */
export const ROLES = ["viewer", "operator"] as const;

/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** A row as it is sent: the model's own, and what its history says of it at that moment. */
export interface SentPipeline extends Pipeline {
  readonly insight: PipelineInsight;
}

/** A source as it is sent. */
export interface SentSource extends SourceState {
  /** What can be asked about its runs and done to them, by an operator; empty before its first row. */
  readonly offers: readonly RunDeed[];
}

/** What became of a source. */
export interface SourceChange extends Omit<SentSource, "targets"> {
  readonly targets: readonly TargetState[];
  /** True where `targets` are all there are; false where those left out are as they were. */
  readonly complete: boolean;
}

/** The first message: who listens, and to what. */
export interface HelloMessage {
  readonly type: "hello";
  readonly protocol: number;
  readonly version: string;
  readonly user: { readonly name: string | null; readonly role: Role };
  /** False where whoever listens can change nothing, whatever the vendors have. */
  readonly mayChange: boolean;
  readonly views: readonly { readonly name: string; readonly filter: string }[];
  /** The logins that `actor:@me` stands for. */
  readonly me: readonly string[];
}

/** All there is; it takes the place of all that was known before, and may come again at any time. */
export interface SnapshotMessage {
  readonly type: "snapshot";
  /** ISO 8601 UTC. */
  readonly generatedAt: string;
  readonly pipelines: readonly SentPipeline[];
  readonly sources: readonly SentSource[];
}

/** What became of what the last message told. */
export interface ChangeMessage {
  readonly type: "change";
  /** ISO 8601 UTC. */
  readonly generatedAt: string;
  /** New and changed rows, whole. */
  readonly pipelines: readonly SentPipeline[];
  /** The keys of rows that are no more, or no longer meet the filter. */
  readonly removed: readonly string[];
  /** Those that changed. */
  readonly sources: readonly SourceChange[];
  /** The names of sources that are no more. */
  readonly removedSources: readonly string[];
}

/** What a server pushes, one JSON object a message. */
export type PushMessage = HelloMessage | SnapshotMessage | ChangeMessage;

/** What a client may say to a server over its socket, one JSON object a message. */
export type ClientMessage =
  | { readonly type: "refresh"; readonly repo?: string }
  /** The keys of the rows a person sees, so that they are asked before others. */
  | { readonly type: "show"; readonly keys: readonly string[] };

/** A fault of the server itself, or of the CI server behind it. */
export interface ErrorDocument {
  readonly error: {
    readonly kind:
      | ProviderErrorKind
      | "bad-request"
      | "forbidden"
      | "too-many-requests"
      | "internal";
    /** One sentence without a full stop. */
    readonly message: string;
    /** What to do next. */
    readonly hint: string;
    /** The HTTP status the CI server answered with, null where it was not asked or did not answer. */
    readonly status: number | null;
    /** Earliest time of a next try, ISO, null where nothing is known. */
    readonly retryAt: string | null;
  };
}
