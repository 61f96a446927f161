/** The vendors whose servers the demo imitates. */
export type DemoVendor = "github" | "gitlab" | "jenkins";

/**
 * What a run, a job or a step is doing. A job whose turn has not come is `queued` with
 * `queuedAt: null`; one that waits on a person (an approval, an input gate, a manual job) `waiting`.
 */
export type DemoPhase = "queued" | "waiting" | "running" | "done";

/** How something ended, in words of no vendor. */
export type DemoOutcome =
  | "success"
  | "failure"
  | "cancelled"
  | "skipped"
  | "neutral"
  | "unstable"
  | "timed_out";

/** What started a run; `change_request` is GitHub's pull request and GitLab's merge request. */
export type DemoEvent = "push" | "change_request" | "schedule" | "manual" | "tag";

/** Somebody of the organisation, a bot among them. */
export interface DemoPerson {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly bot: boolean;
}

export interface DemoCommit {
  /** 40 hex digits. */
  readonly sha: string;
  /** Often of one line, sometimes with a body after an empty line. */
  readonly message: string;
  readonly author: DemoPerson;
  /** Milliseconds since 1970, as all times here. */
  readonly committedAt: number;
}

/** An input (GitHub), variable (GitLab) or build parameter (Jenkins) of a workflow. */
export interface DemoInput {
  readonly name: string;
  readonly type: "string" | "boolean" | "choice";
  readonly description: string;
  readonly required: boolean;
  readonly defaultValue: string;
  /** Empty unless the type is `choice`. */
  readonly options: readonly string[];
}

export interface DemoWorkflow {
  readonly id: number;
  readonly name: string;
  /** `.github/workflows/ci.yml`, `.gitlab-ci.yml` or `Jenkinsfile`. */
  readonly file: string;
  /** True where a person may start it. */
  readonly dispatchable: boolean;
  readonly inputs: readonly DemoInput[];
}

/** A pull request (GitHub) or merge request (GitLab). */
export interface DemoChangeRequest {
  readonly number: number;
  readonly title: string;
  readonly author: DemoPerson;
}

export interface DemoBranch {
  readonly name: string;
  readonly protected: boolean;
  /** The newest commit. */
  readonly head: DemoCommit;
  /** The open change request from this branch, null where there is none. */
  readonly changeRequest: DemoChangeRequest | null;
}

/**
 * A GitHub repository, a GitLab project, or a Jenkins item that holds builds. Jenkins folders are no
 * entities of their own: they are the segments before the last of `fullName`, to any depth. A Jenkins
 * item that is no multibranch project has one branch, which is the revision it checks out.
 */
export interface DemoRepo {
  readonly vendor: DemoVendor;
  readonly id: number;
  /** `acme/api`, `platform/infra/terraform`, `team/backend/billing`. */
  readonly fullName: string;
  /** The last segment of `fullName`. */
  readonly name: string;
  readonly description: string;
  readonly kind: "repository" | "project" | "freestyle" | "pipeline" | "multibranch";
  readonly private: boolean;
  readonly archived: boolean;
  /** A disabled Jenkins item: keeps its builds, starts none. */
  readonly disabled: boolean;
  readonly defaultBranch: string;
  readonly createdAt: number;
  readonly pushedAt: number;
  readonly branches: readonly DemoBranch[];
  readonly workflows: readonly DemoWorkflow[];
  /** Grows with every change of anything in it (runs, jobs, steps); fit for an ETag. */
  readonly revision: number;
}

export interface DemoStep {
  /** 1 for the first step of its job. */
  readonly number: number;
  readonly name: string;
  readonly phase: DemoPhase;
  readonly outcome: DemoOutcome | null;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}

/** A job (GitHub, GitLab) or a stage of a pipeline (Jenkins; a freestyle build has one, `build`). */
export interface DemoJob {
  /** Unique in the world; a further attempt gives its jobs new ones. */
  readonly id: number;
  readonly name: string;
  /** Jobs of one stage run side by side, stages one after the other. */
  readonly stage: string;
  readonly phase: DemoPhase;
  readonly outcome: DemoOutcome | null;
  /** A failure of it does not fail its run. */
  readonly allowFailure: boolean;
  /** Needs a person to start it; with `allowFailure` the run ends without it. */
  readonly manual: boolean;
  /** The environment whose approval the job needs or needed (GitHub), else null. */
  readonly environment: string | null;
  /** The question of an input gate, or of an approval; null where there is none. */
  readonly gateMessage: string | null;
  readonly runner: string;
  /** When its turn came; null while an earlier stage still runs. */
  readonly queuedAt: number | null;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly steps: readonly DemoStep[];
  /** What it has printed so far, lines ending in `\n`, in its vendor's way; "" before its start. */
  log(): string;
}

/** One execution, as it is at one moment: plain data that does not change afterwards. */
export interface DemoRun {
  /** Unique in the world; stays through further attempts. */
  readonly id: number;
  /** Counted by workflow (GitHub), project (GitLab), or job and branch (Jenkins). */
  readonly number: number;
  readonly attempt: number;
  readonly vendor: DemoVendor;
  readonly repoId: number;
  readonly repoFullName: string;
  readonly workflow: DemoWorkflow;
  readonly branch: string;
  readonly event: DemoEvent;
  readonly actor: DemoPerson;
  /** Who started this attempt. */
  readonly triggeringActor: DemoPerson;
  readonly commit: DemoCommit;
  readonly changeRequest: DemoChangeRequest | null;
  /** What it was started with; empty where nothing was given. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly createdAt: number;
  /** When this attempt began to run; null while queued. */
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** The last change of it or of anything in it. */
  readonly updatedAt: number;
  readonly phase: DemoPhase;
  /** Null until it is done. */
  readonly outcome: DemoOutcome | null;
  readonly jobs: readonly DemoJob[];
  /** How long this attempt is going to take if nobody touches it, milliseconds. */
  readonly estimatedMs: number;
  /** Grows with every change of it or of anything in it. */
  readonly revision: number;
  /** The whole log so far: Jenkins's console, or the jobs' logs one after the other. */
  log(): string;
}

/** How an action went; `reason` is for the imitation to put into its vendor's words. */
export type DemoActionResult =
  | { readonly ok: true; readonly run: DemoRun }
  | { readonly ok: false; readonly reason: "not-found" | "not-allowed" | "bad-input" };

interface DemoRerunOptions {
  /** Keep the jobs that passed. */
  readonly failedOnly?: boolean;
  readonly actor?: DemoPerson;
}

export interface DemoTrigger {
  readonly repoId: number;
  readonly workflowId: number;
  readonly branch: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly actor?: DemoPerson;
}

/**
 * A believable organisation and its pipelines. Every method answers for the moment `now()` gives;
 * what happens is fixed by the seed, the start and the actions, however often one asks.
 */
export interface World {
  now(): number;
  readonly seed: number;
  /** Durations and gaps are divided by it. */
  readonly speed: number;
  readonly startedAt: number;
  readonly people: readonly DemoPerson[];
  /** Whom the demo's tokens belong to; the actor of actions that name none. */
  readonly viewer: DemoPerson;
  /** Makes all that is due until then happen. Every other method does so first, up to `now()`. */
  advance(nowMs: number): void;
  /** In a fixed order. */
  repos(vendor: DemoVendor): readonly DemoRepo[];
  /** By id or by `fullName`. */
  repo(vendor: DemoVendor, idOrFullName: number | string): DemoRepo | null;
  /** The runs kept of a repository, all branches and workflows, newest created first. */
  runs(repoId: number): readonly DemoRun[];
  run(runId: number): DemoRun | null;
  /** A run as an earlier attempt left it (or the present one); null where there is none such. */
  attempt(runId: number, attempt: number): DemoRun | null;
  job(jobId: number): { readonly run: DemoRun; readonly job: DemoJob } | null;
  /** Grows with every change anywhere. */
  revision(): number;
  /** Runs of a repository whose `updatedAt` is at or after a time, newest created first. */
  changedSince(repoId: number, sinceMs: number): readonly DemoRun[];
  /** A further attempt of a done run; for Jenkins a new build of the same commit. */
  rerun(runId: number, options?: DemoRerunOptions): DemoActionResult;
  /** Ends a run that is not done. */
  cancel(runId: number): DemoActionResult;
  /** Ends one job that is not done; its run goes on. */
  cancelJob(jobId: number): DemoActionResult;
  /** Runs one finished job again under a new id; the run's attempt grows for GitHub alone. */
  retryJob(jobId: number, actor?: DemoPerson): DemoActionResult;
  trigger(request: DemoTrigger): DemoActionResult;
  /** Starts a manual job. */
  play(jobId: number, actor?: DemoPerson): DemoActionResult;
  /** Lets a waiting run go on. */
  approve(runId: number, actor?: DemoPerson): DemoActionResult;
  /** Ends a waiting run at its gate: Jenkins's abort, GitHub's rejected deployment. */
  reject(runId: number, actor?: DemoPerson): DemoActionResult;
}
