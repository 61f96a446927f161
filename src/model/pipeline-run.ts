import type { RunStatus } from "./run-status.ts";

/** The vendors cimon speaks to. */
export const PROVIDER_KINDS = ["github", "gitlab", "jenkins"] as const;

/** One of {@link PROVIDER_KINDS}. */
export type ProviderKind = (typeof PROVIDER_KINDS)[number];

/** The commit a run was made for; null where the vendor does not say. */
export interface Commit {
  readonly sha: string | null;
  /** First line of the commit message. */
  readonly message: string | null;
}

/**
 * One execution of a pipeline, the same shape for every vendor. All strings are cleaned of control
 * characters; times are ISO 8601 UTC or null where the vendor has none (yet).
 */
export interface PipelineRun {
  /** Unique within its source, stable over the run's life and its further attempts. */
  readonly id: string;
  /** The configured source's name. */
  readonly source: string;
  readonly provider: ProviderKind;
  /** `owner/name`, a GitLab project path, or a Jenkins job's full name. */
  readonly repo: string;
  /** Branch name, `!12` for a GitLab merge request, `-` where there is none. */
  readonly branch: string;
  readonly workflow: string;
  /** The number people call the run by, null where the vendor gives none. */
  readonly number: number | null;
  /** 1 for the first attempt. */
  readonly attempt: number;
  readonly status: RunStatus;
  /** The vendor's own word for the outcome, null while there is none. */
  readonly conclusion: string | null;
  /** What started it, in the vendor's word: `push`, `schedule`, `web` … */
  readonly event: string | null;
  /** The login or name of who started it. */
  readonly actor: string | null;
  readonly commit: Commit;
  readonly queuedAt: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** Time spent running, whole seconds; null until the run has ended or where it never started. */
  readonly durationSec: number | null;
  /** The run's page for a person. */
  readonly url: string;
}
