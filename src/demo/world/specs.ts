import type { DemoEvent, DemoInput, DemoRepo, DemoVendor } from "./types.ts";

/** What a job fails with; each has its own lines in the log. */
export type FailureKind =
  | "test"
  | "e2e"
  | "lint"
  | "types"
  | "memory"
  | "network"
  | "deploy"
  | "plan"
  | "audit";

interface StepRecipe {
  readonly name: string;
  /** Its share of the job's time, against the other steps'. */
  readonly weight: number;
}

/** How a kind of job goes. */
export interface JobRecipe {
  readonly name: string;
  readonly stage: string;
  /** Typical time, seconds. */
  readonly sec: number;
  readonly steps: readonly StepRecipe[];
  /** What it may fail with; empty where it never does. */
  readonly failures: readonly FailureKind[];
  readonly runner: string;
  readonly allowFailure: boolean;
  readonly manual: boolean;
  readonly environment: string | null;
  readonly gateMessage: string | null;
  /** Typical wait for a runner, seconds. */
  readonly queueSec: number;
}

export interface WorkflowSpec {
  readonly name: string;
  readonly file: string;
  readonly recipe: readonly JobRecipe[];
  /** Which branches' pushes (or change requests) start it; null: none do. */
  readonly pushes: "all" | "default" | "long-lived" | null;
  /** How often the clock starts it on the default branch, minutes; null: never. */
  readonly everyMin: number | null;
  readonly failRate: number;
  /** How a soft failure shows, and how often. */
  readonly soft: {
    readonly outcome: "unstable" | "neutral" | "skipped";
    readonly rate: number;
  } | null;
  readonly inputs: readonly DemoInput[];
  /** True where a person may start it. */
  readonly dispatchable: boolean;
}

export interface BranchSpec {
  readonly name: string;
  /** Mean time between pushes, minutes; null: nobody pushes to it any more. */
  readonly gapMin: number | null;
  readonly changeRequest: { readonly number: number; readonly title: string } | null;
  /** Never pushed to since the pipelines exist: it has no run at all. */
  readonly untouched?: boolean;
}

export interface RepoSpec {
  readonly vendor: DemoVendor;
  readonly fullName: string;
  readonly description: string;
  readonly kind: DemoRepo["kind"];
  readonly private: boolean;
  readonly archived: boolean;
  readonly disabled: boolean;
  /** What its commits are about. */
  readonly topics: readonly string[];
  /** The default branch first. */
  readonly branches: readonly BranchSpec[];
  readonly workflows: readonly WorkflowSpec[];
}

/** A moment the opening minute does not leave to chance. */
export interface Beat {
  readonly repo: string;
  readonly branch: string;
  readonly message: string;
  /** The author's login. */
  readonly author: string;
  readonly event?: DemoEvent;
  /** When it is pushed, seconds from the start; or when its first workflow is to end. */
  readonly at: { readonly pushSec: number } | { readonly endSec: number };
  readonly runs: readonly BeatRun[];
}

interface BeatRun {
  readonly workflow: string;
  readonly shape: RunShape;
}

/** What is settled about a run before chance settles the rest; seconds at speed 1. */
export interface RunShape {
  readonly outcome: "success" | "failure" | "unstable" | "neutral" | "skipped";
  /** From its creation to its end. */
  readonly totalSec?: number;
  /** Of its first job. */
  readonly queueSec?: number;
  /** How long its gate stays shut. */
  readonly approvalSec?: number;
  readonly cancelAfterSec?: number;
}
