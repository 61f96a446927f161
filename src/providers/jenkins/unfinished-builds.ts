import type { PipelineRun } from "../../model/pipeline-run.ts";
import { ProviderError } from "../../model/provider-error.ts";
import type { JenkinsClient } from "./client.ts";
import { type JenkinsBuild, type JenkinsJob, parseRunId } from "./jenkins-job.ts";
import { readBuild } from "./read-build.ts";
import { BUILD_TREE } from "./tree.ts";

/**
 * Adds the builds that were unfinished when last seen and are older than the listed ones: a gate may
 * stay shut for weeks. One request each; what is not found has been deleted, and is left out.
 */
export async function addUnfinishedBuilds(
  client: JenkinsClient,
  jobs: readonly JenkinsJob[],
  unfinished: readonly PipelineRun[],
  signal: AbortSignal,
): Promise<readonly JenkinsJob[]> {
  if (unfinished.length === 0) return jobs;
  const numbers = new Map<string, number[]>();
  for (const run of unfinished) {
    const id = parseRunId(run.id);
    if (id) numbers.set(id.fullName, [...(numbers.get(id.fullName) ?? []), id.number]);
  }

  async function fetch(job: JenkinsJob, number: number): Promise<JenkinsBuild | null> {
    try {
      const raw = await client.getBuild(job.fullName, number, BUILD_TREE, signal);
      return readBuild(raw, job.branch, true);
    } catch (error) {
      if (error instanceof ProviderError && error.kind === "not-found") return null;
      throw error;
    }
  }

  async function complete(job: JenkinsJob): Promise<JenkinsJob> {
    const oldest = job.builds.at(-1)?.number ?? 0;
    const missing = (numbers.get(job.fullName) ?? []).filter((number) => number < oldest);
    if (missing.length === 0) return job;
    const found = await Promise.all(missing.map((number) => fetch(job, number)));
    const older = found.filter((build) => build !== null).sort((a, b) => b.number - a.number);
    return { ...job, builds: [...job.builds, ...older] };
  }

  return Promise.all(jobs.map(complete));
}
