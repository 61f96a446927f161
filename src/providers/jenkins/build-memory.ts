import type { BuildDetails } from "./jenkins-job.ts";
import { type JenkinsBuild, type JenkinsJob, toRunId } from "./jenkins-job.ts";

/** Keeps what was once told of a build after it is no longer the last of its job. */
export interface BuildMemory {
  /**
   * The same jobs with what is known of their older builds. What is not among them is forgotten,
   * unless only a part of the history `isWhole` was asked for.
   */
  recall(jobs: readonly JenkinsJob[], isWhole: boolean): readonly JenkinsJob[];
  /** True where the branch, and with it the row, of some ended build is a guess. */
  isLacking(): boolean;
}

/** Creates an empty memory. */
export function createBuildMemory(): BuildMemory {
  let known = new Map<string, BuildDetails>();
  let isLacking = true;

  return {
    recall(jobs, isWhole) {
      const next = new Map<string, BuildDetails>();
      const recall = (job: JenkinsJob, build: JenkinsBuild): JenkinsBuild => {
        const id = toRunId(job, build.number);
        const details = build.details ?? known.get(id) ?? null;
        if (details) next.set(id, details);
        return details === build.details ? build : { ...build, details };
      };
      const told = jobs.map((job) => ({
        ...job,
        builds: job.builds.map((build) => recall(job, build)),
      }));
      known = isWhole ? next : new Map([...known, ...next]);
      isLacking = told.some((job) => job.builds.some((build) => isGuess(job, build)));
      return told;
    },
    isLacking: () => isLacking,
  };
}

function isGuess(job: JenkinsJob, { isBuilding, details }: JenkinsBuild): boolean {
  if (job.branch !== null || isBuilding) return false;
  return details === null || (details.branches.length === 0 && !details.isFinal);
}
