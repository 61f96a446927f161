import { ProviderError } from "../../model/provider-error.ts";
import type { JenkinsClient } from "./client.ts";
import { type JenkinsBuild, type JenkinsJob, toRunId } from "./jenkins-job.ts";

/** Knows which running pipeline builds stand at an input gate. */
export interface PausedBuilds {
  /** The ids of those among `jobs`: one request for each running pipeline build. */
  find(jobs: readonly JenkinsJob[], signal: AbortSignal): Promise<ReadonlySet<string>>;
}

/** How long a server is taken to lack the plugin after it said so, milliseconds. */
const ASK_AGAIN_MS = 3_600_000;

/** Creates it for one server. Jenkins tells of gates only through its Pipeline REST API plugin. */
export function createPausedBuilds(client: JenkinsClient, now: () => number): PausedBuilds {
  let isInstalled = false;
  let missingUntilMs = 0;

  async function isPaused(job: JenkinsJob, build: JenkinsBuild, signal: AbortSignal) {
    try {
      const { status } = await client.describeBuild(job.fullName, build.number, signal);
      isInstalled = true;
      return status === "PAUSED_PENDING_INPUT";
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ProviderError) || error.kind === "rate-limited") throw error;
      // Of a build that was listed a moment ago, 404 means that the server has no such page at all.
      if (error.kind === "not-found" && !isInstalled) missingUntilMs = now() + ASK_AGAIN_MS;
      return false;
    }
  }

  return {
    async find(jobs, signal) {
      const paused = new Set<string>();
      const running = jobs
        .filter((job) => job.isPipeline)
        .flatMap((job) =>
          job.builds.filter((build) => build.isBuilding).map((build) => ({ job, build })),
        );
      // The first answer decides whether the others are worth asking for.
      const [first, ...others] = running;
      const ask = async ({ job, build }: { job: JenkinsJob; build: JenkinsBuild }) => {
        if (await isPaused(job, build, signal)) paused.add(toRunId(job, build.number));
      };
      if (first && now() >= missingUntilMs) await ask(first);
      if (now() >= missingUntilMs) await Promise.all(others.map(ask));
      return paused;
    },
  };
}
