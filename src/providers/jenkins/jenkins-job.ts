/** What made a build, as far as Jenkins tells. */
export interface BuildDetails {
  readonly event: string | null;
  readonly actor: string | null;
  readonly sha: string | null;
  readonly message: string | null;
  /** Branches of the checked-out revisions, `-` for a detached one. */
  readonly branches: readonly string[];
  /** True where the build had ended when this was read: nothing is going to be added. */
  readonly isFinal: boolean;
}

/** One build. */
export interface JenkinsBuild {
  readonly number: number;
  /** SUCCESS, UNSTABLE, FAILURE, NOT_BUILT, ABORTED; null while building. */
  readonly result: string | null;
  readonly isBuilding: boolean;
  /** When it left the queue, milliseconds since 1970. */
  readonly timestampMs: number | null;
  /** 0 while building. */
  readonly durationMs: number | null;
  /** Null where they were not asked for. */
  readonly details: BuildDetails | null;
}

/** A build that waits for its turn. */
export interface QueuedBuild {
  readonly number: number;
  readonly sinceMs: number | null;
  readonly event: string | null;
  readonly actor: string | null;
}

/** A job that may have builds: no folder, not disabled. */
export interface JenkinsJob {
  /** As Jenkins spells it, its branch still encoded: `mb/feature%2Fx`. */
  readonly fullName: string;
  /** The full name for people, or that of the multibranch project. */
  readonly repo: string;
  /** The branch of a multibranch project, null for any other job. */
  readonly branch: string | null;
  readonly workflow: string;
  /** The job's page, a slash at its end. */
  readonly url: string;
  readonly isPipeline: boolean;
  /** Newest first. */
  readonly builds: readonly JenkinsBuild[];
  readonly queued: QueuedBuild | null;
}

/** A build's id: unique in its Jenkins, the same in the queue, while it runs and ever after. */
export function toRunId(job: Pick<JenkinsJob, "fullName">, number: number): string {
  return `${job.fullName}#${number}`;
}

/** Takes an id of {@link toRunId} apart; null for anything else. */
export function parseRunId(id: string): { fullName: string; number: number } | null {
  const match = /^(?<fullName>.+)#(?<number>\d{1,15})$/u.exec(id);
  const { fullName, number } = match?.groups ?? {};
  return fullName && number ? { fullName, number: Number(number) } : null;
}
