import type { RunStatus } from "./run-status.ts";

/** A step of a job. Times are ISO 8601 UTC or null. */
export interface Step {
  /** From 1, in the order of the job. */
  readonly number: number;
  readonly name: string;
  readonly status: RunStatus;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly durationSec: number | null;
}

/** A job of a run: a GitHub or GitLab job, a Jenkins stage. All strings are cleaned. */
export interface Job {
  /** Unique within its run's source; what the other calls want handed back. */
  readonly id: string;
  readonly name: string;
  /** GitLab's stage; null where the vendor has none. */
  readonly stage: string | null;
  readonly status: RunStatus;
  /** The vendor's own word, null while there is none. */
  readonly conclusion: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly durationSec: number | null;
  /** Its page for a person, null where it has none of its own. */
  readonly url: string | null;
  /** Empty where the vendor does not tell. */
  readonly steps: readonly Step[];
  /** True where its failure does not fail the run. */
  readonly mayFail: boolean;
  /** What a person can let happen: start a manual job, open a gate; null where it waits for nobody. */
  readonly gate: "play" | "approve" | null;
  /** What the gate asks, null where it asks nothing. */
  readonly question: string | null;
  /** True for one that stands for a pipeline of its own, at `url`: it has no log. Left out: false. */
  readonly isPipeline?: boolean;
}

/** What a tool found in the code, shown where a log need not be read. */
export interface Annotation {
  readonly level: "failure" | "warning" | "notice";
  readonly message: string;
  /** `src/login.ts:12`, null where it has no place. */
  readonly place: string | null;
}

/** A piece of a log. */
export interface LogChunk {
  /** As the server sent it, control sequences and all: clean it before it is shown. */
  readonly text: string;
  /** Hand this back for what follows; opaque. */
  readonly position: string;
  /** True once nothing can follow. */
  readonly isComplete: boolean;
  /** How many bytes between what was asked for and `text` were too many to be read; left out for none. */
  readonly skipped?: number;
}

/** Takes a log piece by piece, as its server sent it; the next one comes once this one is dealt with. */
export type LogSink = (bytes: Uint8Array) => Promise<void>;

/** What a run was started with. */
export interface RunParameter {
  readonly name: string;
  /** Null for one that nobody is told, such as a password. */
  readonly value: string | null;
}

/** How the value of an input is given. A secret is never shown. */
export type TriggerInputType = "text" | "number" | "secret" | "boolean" | "choice";

/** One thing that can be set when a run is started. */
export interface TriggerInput {
  readonly name: string;
  readonly description: string | null;
  readonly type: TriggerInputType;
  readonly choices: readonly string[];
  /** "" where there is none; of a boolean `true` or `false`. */
  readonly defaultValue: string;
  readonly isRequired: boolean;
}

/** What a new run of a workflow can be given. */
export interface TriggerForm {
  readonly inputs: readonly TriggerInput[];
  /** True where variables of any name can be given besides. */
  readonly takesVariables: boolean;
  /** True where it may be started on another branch. */
  readonly takesBranch: boolean;
}

/** How a new run of a workflow is to be started. */
export interface TriggerOrder {
  /** Null: the branch of the run it is like. */
  readonly branch: string | null;
  /** By their names; what is left out takes its default. */
  readonly inputs: Readonly<Record<string, string>>;
}
