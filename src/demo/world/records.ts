import type { JobPlan } from "./plan.ts";
import type { Random } from "./random.ts";
import type { RepoSpec, WorkflowSpec } from "./specs.ts";
import type { Timeline } from "./times.ts";
import type {
  DemoBranch,
  DemoChangeRequest,
  DemoCommit,
  DemoEvent,
  DemoPerson,
  DemoRepo,
  DemoRun,
  DemoWorkflow,
} from "./types.ts";

/** A job within an attempt: its plan and what people did to it. */
export interface JobRecord {
  readonly id: number;
  readonly plan: JobPlan;
  /** When somebody opened its gate or started it by hand. */
  playedAt: number | null;
  /** When somebody ended it. */
  endedAt: number | null;
  /** True where it was ended by refusing it at its gate. */
  refused: boolean;
  /** Its times where it passed in an earlier attempt and was kept. */
  readonly kept: Timeline["jobs"][number] | null;
}

export interface AttemptRecord {
  readonly number: number;
  readonly actor: DemoPerson;
  readonly requestedAt: number;
  readonly jobs: readonly JobRecord[];
  cancelledAt: number | null;
  timeline: Timeline;
}

export interface RunRecord {
  readonly id: number;
  readonly number: number;
  readonly repo: RepoRecord;
  readonly workflow: WorkflowRecord;
  readonly branch: string;
  readonly event: DemoEvent;
  readonly actor: DemoPerson;
  readonly commit: DemoCommit;
  readonly changeRequest: DemoChangeRequest | null;
  readonly inputs: Readonly<Record<string, string>>;
  readonly createdAt: number;
  attempt: AttemptRecord;
  /** Oldest first. */
  readonly earlier: AttemptRecord[];
  /** Changes before the present timeline was made. */
  revisionBase: number;
  /** How many changes of the present timeline the base holds already. */
  countedChanges: number;
  /** When somebody last acted on it; its creation where nobody has. */
  actedAt: number;
  /** The last view of it, good while the revision stays. */
  view: DemoRun | null;
}

export interface WorkflowRecord {
  readonly spec: WorkflowSpec;
  readonly view: DemoWorkflow;
}

export interface BranchRecord {
  readonly name: string;
  readonly changeRequest: DemoChangeRequest | null;
  head: DemoCommit;
  view: DemoBranch | null;
}

export interface RepoRecord {
  readonly id: number;
  readonly spec: RepoSpec;
  readonly createdAt: number;
  readonly workflows: readonly WorkflowRecord[];
  readonly branches: readonly BranchRecord[];
  /** Oldest first. */
  readonly runs: RunRecord[];
  /** Changes of runs that are kept no longer. */
  revisionBase: number;
  view: DemoRepo | null;
}

/** Something that starts runs by itself: the pushes to a branch, or a workflow's clock. */
export interface Source {
  readonly key: string;
  readonly repo: RepoRecord;
  readonly branch: BranchRecord;
  readonly event: DemoEvent;
  readonly workflows: readonly WorkflowRecord[];
  readonly gapMs: number;
  readonly random: Random;
  /** Nothing of its own between these two: the opening has that time. */
  readonly quiet: { readonly from: number; readonly to: number } | null;
  /** The workflows its last commit broke. */
  broken: ReadonlySet<WorkflowRecord>;
  count: number;
  /** `Infinity` where nothing more comes. */
  nextAt: number;
  readonly until: number;
}
